# Compiled from ui/unlock_page.ui by packaging/build_ui.py. Do not edit by hand.
# ruff: noqa
from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QLabel, QLineEdit,
    QPushButton, QSizePolicy, QVBoxLayout, QWidget)

from repair_desktop.gui.widgets.backup_list import BackupList
from repair_desktop.gui.widgets.code_field import CodeField
from repair_desktop.gui.widgets.passphrase_field import PassphraseField
class Ui_UnlockPage(object):
    def setupUi(self, UnlockPage):
        if not UnlockPage.objectName():
            UnlockPage.setObjectName(u"UnlockPage")
        self.rows = QVBoxLayout(UnlockPage)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.card = QFrame(UnlockPage)
        self.card.setObjectName(u"card")
        self.card_rows = QVBoxLayout(self.card)
        self.card_rows.setObjectName(u"card_rows")
        self.heading = QLabel(self.card)
        self.heading.setObjectName(u"heading")
        self.heading.setWordWrap(True)

        self.card_rows.addWidget(self.heading)

        self.happened = QLabel(self.card)
        self.happened.setObjectName(u"happened")
        self.happened.setWordWrap(True)

        self.card_rows.addWidget(self.happened)

        self.safe = QLabel(self.card)
        self.safe.setObjectName(u"safe")
        self.safe.setWordWrap(True)

        self.card_rows.addWidget(self.safe)

        self.to_do = QLabel(self.card)
        self.to_do.setObjectName(u"to_do")
        self.to_do.setWordWrap(True)

        self.card_rows.addWidget(self.to_do)

        self.passphrase = PassphraseField(self.card)
        self.passphrase.setObjectName(u"passphrase")

        self.card_rows.addWidget(self.passphrase)

        self.code = CodeField(self.card)
        self.code.setObjectName(u"code")

        self.card_rows.addWidget(self.code)

        self.new_passphrase = PassphraseField(self.card)
        self.new_passphrase.setObjectName(u"new_passphrase")

        self.card_rows.addWidget(self.new_passphrase)

        self.again = PassphraseField(self.card)
        self.again.setObjectName(u"again")

        self.card_rows.addWidget(self.again)

        self.search_words = QLabel(self.card)
        self.search_words.setObjectName(u"search_words")
        self.search_words.setWordWrap(True)

        self.card_rows.addWidget(self.search_words)

        self.failure = QLabel(self.card)
        self.failure.setObjectName(u"failure")
        self.failure.setWordWrap(True)

        self.card_rows.addWidget(self.failure)

        self.choice = QLabel(self.card)
        self.choice.setObjectName(u"choice")
        self.choice.setWordWrap(True)

        self.card_rows.addWidget(self.choice)

        self.backups = BackupList(self.card)
        self.backups.setObjectName(u"backups")

        self.card_rows.addWidget(self.backups)

        self.status = QLabel(self.card)
        self.status.setObjectName(u"status")
        self.status.setWordWrap(True)

        self.card_rows.addWidget(self.status)

        self.ways = QWidget(self.card)
        self.ways.setObjectName(u"ways")
        self.main = QPushButton(self.ways)
        self.main.setObjectName(u"main")
        self.main.setAutoDefault(True)
        self.restore = QPushButton(self.ways)
        self.restore.setObjectName(u"restore")
        self.restore.setAutoDefault(True)
        self.rescue = QPushButton(self.ways)
        self.rescue.setObjectName(u"rescue")
        self.rescue.setAutoDefault(True)
        self.try_again = QPushButton(self.ways)
        self.try_again.setObjectName(u"try_again")
        self.try_again.setAutoDefault(True)
        self.recover = QPushButton(self.ways)
        self.recover.setObjectName(u"recover")
        self.recover.setAutoDefault(True)
        self.by_passphrase = QPushButton(self.ways)
        self.by_passphrase.setObjectName(u"by_passphrase")
        self.by_passphrase.setAutoDefault(True)
        self.keep_old = QPushButton(self.ways)
        self.keep_old.setObjectName(u"keep_old")
        self.keep_old.setAutoDefault(True)
        self.back = QPushButton(self.ways)
        self.back.setObjectName(u"back")
        self.back.setAutoDefault(True)

        self.card_rows.addWidget(self.ways)


        self.rows.addWidget(self.card)

        self.elsewhere = QWidget(UnlockPage)
        self.elsewhere.setObjectName(u"elsewhere")
        self.folder = QPushButton(self.elsewhere)
        self.folder.setObjectName(u"folder")
        self.folder.setAutoDefault(True)
        self.backup = QPushButton(self.elsewhere)
        self.backup.setObjectName(u"backup")
        self.backup.setAutoDefault(True)

        self.rows.addWidget(self.elsewhere)

        self.anew = QFrame(UnlockPage)
        self.anew.setObjectName(u"anew")
        self.anew_rows = QVBoxLayout(self.anew)
        self.anew_rows.setObjectName(u"anew_rows")
        self.anew_rows.setContentsMargins(0, 0, 0, 0)
        self.anew_begin_ways = QWidget(self.anew)
        self.anew_begin_ways.setObjectName(u"anew_begin_ways")
        self.anew_begin = QPushButton(self.anew_begin_ways)
        self.anew_begin.setObjectName(u"anew_begin")
        self.anew_begin.setAutoDefault(True)

        self.anew_rows.addWidget(self.anew_begin_ways)

        self.anew_panel = QFrame(self.anew)
        self.anew_panel.setObjectName(u"anew_panel")
        self.anew_panel_rows = QVBoxLayout(self.anew_panel)
        self.anew_panel_rows.setObjectName(u"anew_panel_rows")
        self.anew_panel_rows.setContentsMargins(0, 0, 0, 0)
        self.anew_words = QLabel(self.anew_panel)
        self.anew_words.setObjectName(u"anew_words")
        self.anew_words.setWordWrap(True)

        self.anew_panel_rows.addWidget(self.anew_words)

        self.anew_label = QLabel(self.anew_panel)
        self.anew_label.setObjectName(u"anew_label")
        self.anew_label.setWordWrap(True)

        self.anew_panel_rows.addWidget(self.anew_label)

        self.anew_edit = QLineEdit(self.anew_panel)
        self.anew_edit.setObjectName(u"anew_edit")

        self.anew_panel_rows.addWidget(self.anew_edit)

        self.anew_error = QLabel(self.anew_panel)
        self.anew_error.setObjectName(u"anew_error")
        self.anew_error.setWordWrap(True)

        self.anew_panel_rows.addWidget(self.anew_error)

        self.anew_ways = QWidget(self.anew_panel)
        self.anew_ways.setObjectName(u"anew_ways")
        self.anew_confirm = QPushButton(self.anew_ways)
        self.anew_confirm.setObjectName(u"anew_confirm")
        self.anew_confirm.setAutoDefault(True)
        self.anew_cancel = QPushButton(self.anew_ways)
        self.anew_cancel.setObjectName(u"anew_cancel")
        self.anew_cancel.setAutoDefault(True)

        self.anew_panel_rows.addWidget(self.anew_ways)


        self.anew_rows.addWidget(self.anew_panel)


        self.rows.addWidget(self.anew)

        self.foot = QWidget(UnlockPage)
        self.foot.setObjectName(u"foot")
        self.help = QPushButton(self.foot)
        self.help.setObjectName(u"help")
        self.help.setAutoDefault(True)
        self.steady = QPushButton(self.foot)
        self.steady.setObjectName(u"steady")
        self.steady.setAutoDefault(True)
        self.leave = QPushButton(self.foot)
        self.leave.setObjectName(u"leave")
        self.leave.setAutoDefault(True)

        self.rows.addWidget(self.foot)


        self.retranslateUi(UnlockPage)
    # setupUi

    def retranslateUi(self, UnlockPage):
        self.heading.setText("")
        self.happened.setText("")
        self.safe.setText("")
        self.to_do.setText("")
        self.search_words.setText("")
        self.failure.setText("")
        self.choice.setText("")
        self.status.setText("")
        self.main.setText("")
        self.restore.setText(QCoreApplication.translate("UnlockPage", u"Restore this one", None))
        self.rescue.setText(QCoreApplication.translate("UnlockPage", u"Read the damaged file", None))
        self.try_again.setText(QCoreApplication.translate("UnlockPage", u"Try again", None))
        self.recover.setText(QCoreApplication.translate("UnlockPage", u"Use my recovery code", None))
        self.by_passphrase.setText(QCoreApplication.translate("UnlockPage", u"Use my passphrase", None))
        self.keep_old.setText(QCoreApplication.translate("UnlockPage", u"Keep the old passphrase", None))
        self.back.setText(QCoreApplication.translate("UnlockPage", u"Back", None))
        self.folder.setText(QCoreApplication.translate("UnlockPage", u"My journal is in another folder", None))
        self.backup.setText(QCoreApplication.translate("UnlockPage", u"I have a backup elsewhere", None))
        self.anew_begin.setText(QCoreApplication.translate("UnlockPage", u"Start a new journal\u2026", None))
        self.anew_words.setText("")
        self.anew_label.setText("")
        self.anew_error.setText("")
        self.anew_confirm.setText(QCoreApplication.translate("UnlockPage", u"Move the old files aside", None))
        self.anew_cancel.setText(QCoreApplication.translate("UnlockPage", u"Leave it", None))
        self.help.setText(QCoreApplication.translate("UnlockPage", u"Get help now", None))
        self.steady.setText(QCoreApplication.translate("UnlockPage", u"Steady me", None))
        self.leave.setText(QCoreApplication.translate("UnlockPage", u"Quit", None))
        pass
    # retranslateUi

