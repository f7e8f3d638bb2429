# Compiled from ui/welcome_page.ui by packaging/build_ui.py. Do not edit by hand.
# ruff: noqa
from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QRadioButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from repair_desktop.gui.widgets.code_card import CodeCard
from repair_desktop.gui.widgets.new_passphrase import NewPassphrase
class Ui_WelcomePage(object):
    def setupUi(self, WelcomePage):
        if not WelcomePage.objectName():
            WelcomePage.setObjectName(u"WelcomePage")
        self.rows = QVBoxLayout(WelcomePage)
        self.rows.setObjectName(u"rows")
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.about = QWidget(WelcomePage)
        self.about.setObjectName(u"about")
        self.about_rows = QVBoxLayout(self.about)
        self.about_rows.setObjectName(u"about_rows")
        self.about_rows.setContentsMargins(0, 0, 0, 0)
        self.about_card = QFrame(self.about)
        self.about_card.setObjectName(u"about_card")
        self.about_card_rows = QVBoxLayout(self.about_card)
        self.about_card_rows.setObjectName(u"about_card_rows")
        self.about_what_title = QLabel(self.about_card)
        self.about_what_title.setObjectName(u"about_what_title")
        self.about_what_title.setWordWrap(True)

        self.about_card_rows.addWidget(self.about_what_title)

        self.about_what = QLabel(self.about_card)
        self.about_what.setObjectName(u"about_what")
        self.about_what.setWordWrap(True)

        self.about_card_rows.addWidget(self.about_what)

        self.about_not = QLabel(self.about_card)
        self.about_not.setObjectName(u"about_not")
        self.about_not.setWordWrap(True)

        self.about_card_rows.addWidget(self.about_not)

        self.about_who_title = QLabel(self.about_card)
        self.about_who_title.setObjectName(u"about_who_title")
        self.about_who_title.setWordWrap(True)

        self.about_card_rows.addWidget(self.about_who_title)

        self.about_who = QLabel(self.about_card)
        self.about_who.setObjectName(u"about_who")
        self.about_who.setWordWrap(True)

        self.about_card_rows.addWidget(self.about_who)

        self.about_yours = QLabel(self.about_card)
        self.about_yours.setObjectName(u"about_yours")
        self.about_yours.setWordWrap(True)

        self.about_card_rows.addWidget(self.about_yours)


        self.about_rows.addWidget(self.about_card)

        self.emergency_card = QFrame(self.about)
        self.emergency_card.setObjectName(u"emergency_card")
        self.emergency_card_rows = QVBoxLayout(self.emergency_card)
        self.emergency_card_rows.setObjectName(u"emergency_card_rows")
        self.emergency = QLabel(self.emergency_card)
        self.emergency.setObjectName(u"emergency")
        self.emergency.setWordWrap(True)

        self.emergency_card_rows.addWidget(self.emergency)

        self.watched = QLabel(self.emergency_card)
        self.watched.setObjectName(u"watched")
        self.watched.setWordWrap(True)

        self.emergency_card_rows.addWidget(self.watched)

        self.emergency_ways = QWidget(self.emergency_card)
        self.emergency_ways.setObjectName(u"emergency_ways")
        self.help = QPushButton(self.emergency_ways)
        self.help.setObjectName(u"help")
        self.help.setAutoDefault(True)

        self.emergency_card_rows.addWidget(self.emergency_ways)


        self.about_rows.addWidget(self.emergency_card)

        self.demo_ways = QWidget(self.about)
        self.demo_ways.setObjectName(u"demo_ways")
        self.demo = QPushButton(self.demo_ways)
        self.demo.setObjectName(u"demo")
        self.demo.setAutoDefault(True)
        self.backup = QPushButton(self.demo_ways)
        self.backup.setObjectName(u"backup")
        self.backup.setAutoDefault(True)

        self.about_rows.addWidget(self.demo_ways)


        self.rows.addWidget(self.about)

        self.name_card = QFrame(WelcomePage)
        self.name_card.setObjectName(u"name_card")
        self.name_card_rows = QVBoxLayout(self.name_card)
        self.name_card_rows.setObjectName(u"name_card_rows")
        self.therapist = QRadioButton(self.name_card)
        self.therapist.setObjectName(u"therapist")
        self.therapist.setChecked(True)

        self.name_card_rows.addWidget(self.therapist)

        self.counsellor = QRadioButton(self.name_card)
        self.counsellor.setObjectName(u"counsellor")

        self.name_card_rows.addWidget(self.counsellor)

        self.named = QRadioButton(self.name_card)
        self.named.setObjectName(u"named")

        self.name_card_rows.addWidget(self.named)

        self.name_label = QLabel(self.name_card)
        self.name_label.setObjectName(u"name_label")
        self.name_label.setWordWrap(True)

        self.name_card_rows.addWidget(self.name_label)

        self.name = QLineEdit(self.name_card)
        self.name.setObjectName(u"name")

        self.name_card_rows.addWidget(self.name)

        self.name_helper = QLabel(self.name_card)
        self.name_helper.setObjectName(u"name_helper")
        self.name_helper.setWordWrap(True)

        self.name_card_rows.addWidget(self.name_helper)


        self.rows.addWidget(self.name_card)

        self.protection = QWidget(WelcomePage)
        self.protection.setObjectName(u"protection")
        self.protection_rows = QVBoxLayout(self.protection)
        self.protection_rows.setObjectName(u"protection_rows")
        self.protection_rows.setContentsMargins(0, 0, 0, 0)
        self.account_card = QFrame(self.protection)
        self.account_card.setObjectName(u"account_card")
        self.account_card_rows = QVBoxLayout(self.account_card)
        self.account_card_rows.setObjectName(u"account_card_rows")
        self.account_question = QLabel(self.account_card)
        self.account_question.setObjectName(u"account_question")
        self.account_question.setWordWrap(True)

        self.account_card_rows.addWidget(self.account_question)

        self.only_me = QRadioButton(self.account_card)
        self.only_me.setObjectName(u"only_me")

        self.account_card_rows.addWidget(self.only_me)

        self.others = QRadioButton(self.account_card)
        self.others.setObjectName(u"others")

        self.account_card_rows.addWidget(self.others)

        self.account_helper = QLabel(self.account_card)
        self.account_helper.setObjectName(u"account_helper")
        self.account_helper.setWordWrap(True)

        self.account_card_rows.addWidget(self.account_helper)


        self.protection_rows.addWidget(self.account_card)

        self.protection_card = QFrame(self.protection)
        self.protection_card.setObjectName(u"protection_card")
        self.protection_card_rows = QVBoxLayout(self.protection_card)
        self.protection_card_rows.setObjectName(u"protection_card_rows")
        self.keyring = QRadioButton(self.protection_card)
        self.keyring.setObjectName(u"keyring")

        self.protection_card_rows.addWidget(self.keyring)

        self.keyring_words = QLabel(self.protection_card)
        self.keyring_words.setObjectName(u"keyring_words")
        self.keyring_words.setWordWrap(True)

        self.protection_card_rows.addWidget(self.keyring_words)

        self.keyring_limit = QLabel(self.protection_card)
        self.keyring_limit.setObjectName(u"keyring_limit")
        self.keyring_limit.setWordWrap(True)

        self.protection_card_rows.addWidget(self.keyring_limit)

        self.by_passphrase = QRadioButton(self.protection_card)
        self.by_passphrase.setObjectName(u"by_passphrase")
        self.by_passphrase.setChecked(True)

        self.protection_card_rows.addWidget(self.by_passphrase)

        self.passphrase_words = QLabel(self.protection_card)
        self.passphrase_words.setObjectName(u"passphrase_words")
        self.passphrase_words.setWordWrap(True)

        self.protection_card_rows.addWidget(self.passphrase_words)

        self.passphrase_limit = QLabel(self.protection_card)
        self.passphrase_limit.setObjectName(u"passphrase_limit")
        self.passphrase_limit.setWordWrap(True)

        self.protection_card_rows.addWidget(self.passphrase_limit)

        self.passphrase_panel = QWidget(self.protection_card)
        self.passphrase_panel.setObjectName(u"passphrase_panel")
        self.passphrase_panel_rows = QVBoxLayout(self.passphrase_panel)
        self.passphrase_panel_rows.setObjectName(u"passphrase_panel_rows")
        self.passphrase_panel_rows.setContentsMargins(0, 0, 0, 0)
        self.new_passphrase = NewPassphrase(self.passphrase_panel)
        self.new_passphrase.setObjectName(u"new_passphrase")

        self.passphrase_panel_rows.addWidget(self.new_passphrase)

        self.passphrase_again_limit = QLabel(self.passphrase_panel)
        self.passphrase_again_limit.setObjectName(u"passphrase_again_limit")
        self.passphrase_again_limit.setWordWrap(True)

        self.passphrase_panel_rows.addWidget(self.passphrase_again_limit)


        self.protection_card_rows.addWidget(self.passphrase_panel)


        self.protection_rows.addWidget(self.protection_card)


        self.rows.addWidget(self.protection)

        self.code = CodeCard(WelcomePage)
        self.code.setObjectName(u"code")

        self.rows.addWidget(self.code)

        self.waiting_card = QFrame(WelcomePage)
        self.waiting_card.setObjectName(u"waiting_card")
        self.waiting_card_rows = QVBoxLayout(self.waiting_card)
        self.waiting_card_rows.setObjectName(u"waiting_card_rows")
        self.waiting_title = QLabel(self.waiting_card)
        self.waiting_title.setObjectName(u"waiting_title")
        self.waiting_title.setWordWrap(True)

        self.waiting_card_rows.addWidget(self.waiting_title)

        self.waiting_words = QLabel(self.waiting_card)
        self.waiting_words.setObjectName(u"waiting_words")
        self.waiting_words.setWordWrap(True)

        self.waiting_card_rows.addWidget(self.waiting_words)

        self.waiting_ways = QWidget(self.waiting_card)
        self.waiting_ways.setObjectName(u"waiting_ways")
        self.waiting_passphrase = QPushButton(self.waiting_ways)
        self.waiting_passphrase.setObjectName(u"waiting_passphrase")
        self.waiting_passphrase.setAutoDefault(True)
        self.waiting_cancel = QPushButton(self.waiting_ways)
        self.waiting_cancel.setObjectName(u"waiting_cancel")
        self.waiting_cancel.setAutoDefault(True)

        self.waiting_card_rows.addWidget(self.waiting_ways)


        self.rows.addWidget(self.waiting_card)

        self.problem_card = QFrame(WelcomePage)
        self.problem_card.setObjectName(u"problem_card")
        self.problem_card_rows = QVBoxLayout(self.problem_card)
        self.problem_card_rows.setObjectName(u"problem_card_rows")
        self.problem_title = QLabel(self.problem_card)
        self.problem_title.setObjectName(u"problem_title")
        self.problem_title.setWordWrap(True)

        self.problem_card_rows.addWidget(self.problem_title)

        self.problem_happened = QLabel(self.problem_card)
        self.problem_happened.setObjectName(u"problem_happened")
        self.problem_happened.setWordWrap(True)

        self.problem_card_rows.addWidget(self.problem_happened)

        self.problem_safe = QLabel(self.problem_card)
        self.problem_safe.setObjectName(u"problem_safe")
        self.problem_safe.setWordWrap(True)

        self.problem_card_rows.addWidget(self.problem_safe)

        self.problem_to_do = QLabel(self.problem_card)
        self.problem_to_do.setObjectName(u"problem_to_do")
        self.problem_to_do.setWordWrap(True)

        self.problem_card_rows.addWidget(self.problem_to_do)

        self.problem_ways = QWidget(self.problem_card)
        self.problem_ways.setObjectName(u"problem_ways")
        self.problem_passphrase = QPushButton(self.problem_ways)
        self.problem_passphrase.setObjectName(u"problem_passphrase")
        self.problem_passphrase.setAutoDefault(True)
        self.problem_folder = QPushButton(self.problem_ways)
        self.problem_folder.setObjectName(u"problem_folder")
        self.problem_folder.setAutoDefault(True)
        self.problem_open = QPushButton(self.problem_ways)
        self.problem_open.setObjectName(u"problem_open")
        self.problem_open.setAutoDefault(True)

        self.problem_card_rows.addWidget(self.problem_ways)


        self.rows.addWidget(self.problem_card)

        self.status = QLabel(WelcomePage)
        self.status.setObjectName(u"status")
        self.status.setWordWrap(True)

        self.rows.addWidget(self.status)

        self.foot = QWidget(WelcomePage)
        self.foot.setObjectName(u"foot")
        self.foot_rows = QHBoxLayout(self.foot)
        self.foot_rows.setObjectName(u"foot_rows")
        self.foot_rows.setContentsMargins(0, 0, 0, 0)
        self.back = QPushButton(self.foot)
        self.back.setObjectName(u"back")
        self.back.setAutoDefault(True)

        self.foot_rows.addWidget(self.back)

        self.foot_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot_rows.addItem(self.foot_space)

        self.go_on = QPushButton(self.foot)
        self.go_on.setObjectName(u"go_on")
        self.go_on.setAutoDefault(True)

        self.foot_rows.addWidget(self.go_on)


        self.rows.addWidget(self.foot)


        self.retranslateUi(WelcomePage)
    # setupUi

    def retranslateUi(self, WelcomePage):
        self.about_what_title.setText(QCoreApplication.translate("WelcomePage", u"What it is", None))
        self.about_what.setText("")
        self.about_not.setText("")
        self.about_who_title.setText(QCoreApplication.translate("WelcomePage", u"Who can read it", None))
        self.about_who.setText("")
        self.about_yours.setText("")
        self.emergency.setText("")
        self.watched.setText("")
        self.help.setText(QCoreApplication.translate("WelcomePage", u"Get help now", None))
        self.demo.setText(QCoreApplication.translate("WelcomePage", u"Try it with made-up entries", None))
        self.backup.setText(QCoreApplication.translate("WelcomePage", u"I have a backup", None))
        self.therapist.setText(QCoreApplication.translate("WelcomePage", u"My therapist", None))
        self.counsellor.setText(QCoreApplication.translate("WelcomePage", u"My counsellor", None))
        self.named.setText(QCoreApplication.translate("WelcomePage", u"A name or initials", None))
        self.name_label.setText(QCoreApplication.translate("WelcomePage", u"Name or initials", None))
        self.name_helper.setText(QCoreApplication.translate("WelcomePage", u"Initials are enough, and more private than a name. You can leave this as it is and change it later.", None))
        self.account_question.setText(QCoreApplication.translate("WelcomePage", u"Does anyone else use this computer account?", None))
        self.only_me.setText(QCoreApplication.translate("WelcomePage", u"Only me", None))
        self.others.setText(QCoreApplication.translate("WelcomePage", u"Others too, or I am not sure", None))
        self.account_helper.setText(QCoreApplication.translate("WelcomePage", u"The account is what you log in to. Somebody who knows your login, or sits down while you are logged in, uses it too. Your answer picks a lock below. You can change it.", None))
        self.keyring.setText(QCoreApplication.translate("WelcomePage", u"This computer account", None))
        self.keyring_words.setText("")
        self.keyring_limit.setText(QCoreApplication.translate("WelcomePage", u"Without a passphrase, anyone who uses your computer login can open your notes. There is nothing to forget. If the store loses the key, only the recovery code that comes next opens your journal.", None))
        self.by_passphrase.setText(QCoreApplication.translate("WelcomePage", u"A passphrase", None))
        self.passphrase_words.setText(QCoreApplication.translate("WelcomePage", u"You type it each time you open the journal. While the journal is locked, it keeps out people who use your computer login. It also keeps out someone who takes the file, or the computer while it is off. It does not help against someone who watches you type, or a program that spies on you.", None))
        self.passphrase_limit.setText(QCoreApplication.translate("WelcomePage", u"It can not be reset. If you forget it, only the recovery code that comes next opens your journal.", None))
        self.passphrase_again_limit.setText(QCoreApplication.translate("WelcomePage", u"Write it down and keep it somewhere safe. Without the passphrase and without the recovery code, what you wrote is lost, for you as well.", None))
        self.waiting_title.setText(QCoreApplication.translate("WelcomePage", u"Waiting for your password store\u2026", None))
        self.waiting_words.setText("")
        self.waiting_passphrase.setText(QCoreApplication.translate("WelcomePage", u"Use a passphrase instead", None))
        self.waiting_cancel.setText(QCoreApplication.translate("WelcomePage", u"Stop waiting", None))
        self.problem_title.setText("")
        self.problem_happened.setText("")
        self.problem_safe.setText("")
        self.problem_to_do.setText("")
        self.problem_passphrase.setText(QCoreApplication.translate("WelcomePage", u"Use a passphrase instead", None))
        self.problem_folder.setText(QCoreApplication.translate("WelcomePage", u"Choose another folder\u2026", None))
        self.problem_open.setText(QCoreApplication.translate("WelcomePage", u"Open the journal that is there", None))
        self.status.setText("")
        self.back.setText(QCoreApplication.translate("WelcomePage", u"Back", None))
        self.go_on.setText(QCoreApplication.translate("WelcomePage", u"Start", None))
        pass
    # retranslateUi

