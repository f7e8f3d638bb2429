# Compiled from ui/today_page.ui by packaging/build_ui.py. Do not edit by hand.
# ruff: noqa
from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QLabel, QPushButton,
    QSizePolicy, QVBoxLayout, QWidget)
class Ui_TodayPage(object):
    def setupUi(self, TodayPage):
        if not TodayPage.objectName():
            TodayPage.setObjectName(u"TodayPage")
        self.cards = QVBoxLayout(TodayPage)
        self.cards.setObjectName(u"cards")
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.rupture_card = QFrame(TodayPage)
        self.rupture_card.setObjectName(u"rupture_card")
        self.rupture_lines = QVBoxLayout(self.rupture_card)
        self.rupture_lines.setObjectName(u"rupture_lines")
        self.rupture_question = QLabel(self.rupture_card)
        self.rupture_question.setObjectName(u"rupture_question")
        self.rupture_question.setWordWrap(True)

        self.rupture_lines.addWidget(self.rupture_question)

        self.rupture_helper = QLabel(self.rupture_card)
        self.rupture_helper.setObjectName(u"rupture_helper")
        self.rupture_helper.setWordWrap(True)

        self.rupture_lines.addWidget(self.rupture_helper)

        self.rupture_row = QWidget(self.rupture_card)
        self.rupture_row.setObjectName(u"rupture_row")
        self.begin = QPushButton(self.rupture_row)
        self.begin.setObjectName(u"begin")
        self.note = QPushButton(self.rupture_row)
        self.note.setObjectName(u"note")

        self.rupture_lines.addWidget(self.rupture_row)


        self.cards.addWidget(self.rupture_card)

        self.session_card = QFrame(TodayPage)
        self.session_card.setObjectName(u"session_card")
        self.session_lines = QVBoxLayout(self.session_card)
        self.session_lines.setObjectName(u"session_lines")
        self.session_question = QLabel(self.session_card)
        self.session_question.setObjectName(u"session_question")

        self.session_lines.addWidget(self.session_question)

        self.session_when = QLabel(self.session_card)
        self.session_when.setObjectName(u"session_when")
        self.session_when.setWordWrap(True)

        self.session_lines.addWidget(self.session_when)

        self.session_picked = QLabel(self.session_card)
        self.session_picked.setObjectName(u"session_picked")
        self.session_picked.setWordWrap(True)

        self.session_lines.addWidget(self.session_picked)

        self.session_agreed = QLabel(self.session_card)
        self.session_agreed.setObjectName(u"session_agreed")
        self.session_agreed.setWordWrap(True)

        self.session_lines.addWidget(self.session_agreed)

        self.session_row = QWidget(self.session_card)
        self.session_row.setObjectName(u"session_row")
        self.prepare = QPushButton(self.session_row)
        self.prepare.setObjectName(u"prepare")

        self.session_lines.addWidget(self.session_row)


        self.cards.addWidget(self.session_card)

        self.unfinished_card = QFrame(TodayPage)
        self.unfinished_card.setObjectName(u"unfinished_card")
        self.unfinished_lines = QVBoxLayout(self.unfinished_card)
        self.unfinished_lines.setObjectName(u"unfinished_lines")
        self.unfinished_question = QLabel(self.unfinished_card)
        self.unfinished_question.setObjectName(u"unfinished_question")

        self.unfinished_lines.addWidget(self.unfinished_question)


        self.cards.addWidget(self.unfinished_card)


        self.retranslateUi(TodayPage)
    # setupUi

    def retranslateUi(self, TodayPage):
        self.rupture_helper.setText(QCoreApplication.translate("TodayPage", u"Write it down in six small steps. Skip what you like, stop when you like. Or keep a quick note: it takes a minute.", None))
        self.begin.setText(QCoreApplication.translate("TodayPage", u"Something felt off", None))
        self.note.setText(QCoreApplication.translate("TodayPage", u"Quick note", None))
        self.session_question.setText(QCoreApplication.translate("TodayPage", u"Your next session", None))
        self.prepare.setText(QCoreApplication.translate("TodayPage", u"Prepare it", None))
        self.unfinished_question.setText(QCoreApplication.translate("TodayPage", u"Left half done", None))
        pass
    # retranslateUi

