# Compiled from ui/main_window.ui by packaging/build_ui.py. Do not edit by hand.
# ruff: noqa
from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QPushButton, QSizePolicy, QSpacerItem, QStackedWidget,
    QVBoxLayout, QWidget)
class Ui_MainWindow(object):
    def setupUi(self, MainWindow):
        if not MainWindow.objectName():
            MainWindow.setObjectName(u"MainWindow")
        self.columns = QHBoxLayout(MainWindow)
        self.columns.setSpacing(0)
        self.columns.setObjectName(u"columns")
        self.columns.setContentsMargins(0, 0, 0, 0)
        self.sidebar = QFrame(MainWindow)
        self.sidebar.setObjectName(u"sidebar")
        self.places = QVBoxLayout(self.sidebar)
        self.places.setObjectName(u"places")
        self.brand = QLabel(self.sidebar)
        self.brand.setObjectName(u"brand")

        self.places.addWidget(self.brand)

        self.today = QPushButton(self.sidebar)
        self.today.setObjectName(u"today")
        self.today.setCheckable(True)

        self.places.addWidget(self.today)

        self.reflect = QPushButton(self.sidebar)
        self.reflect.setObjectName(u"reflect")
        self.reflect.setCheckable(True)

        self.places.addWidget(self.reflect)

        self.timeline = QPushButton(self.sidebar)
        self.timeline.setObjectName(u"timeline")
        self.timeline.setCheckable(True)

        self.places.addWidget(self.timeline)

        self.sessions = QPushButton(self.sidebar)
        self.sessions.setObjectName(u"sessions")
        self.sessions.setCheckable(True)

        self.places.addWidget(self.sessions)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.places.addItem(self.gap)

        self.help = QPushButton(self.sidebar)
        self.help.setObjectName(u"help")

        self.places.addWidget(self.help)

        self.steady = QPushButton(self.sidebar)
        self.steady.setObjectName(u"steady")

        self.places.addWidget(self.steady)

        self.settings = QPushButton(self.sidebar)
        self.settings.setObjectName(u"settings")
        self.settings.setCheckable(True)

        self.places.addWidget(self.settings)

        self.lock = QPushButton(self.sidebar)
        self.lock.setObjectName(u"lock")

        self.places.addWidget(self.lock)

        self.hide = QPushButton(self.sidebar)
        self.hide.setObjectName(u"hide")

        self.places.addWidget(self.hide)


        self.columns.addWidget(self.sidebar)

        self.content = QVBoxLayout()
        self.content.setSpacing(0)
        self.content.setObjectName(u"content")
        self.banner = QLabel(MainWindow)
        self.banner.setObjectName(u"banner")
        self.banner.setWordWrap(True)

        self.content.addWidget(self.banner)

        self.stack = QStackedWidget(MainWindow)
        self.stack.setObjectName(u"stack")

        self.content.addWidget(self.stack)


        self.columns.addLayout(self.content)

        QWidget.setTabOrder(self.today, self.reflect)
        QWidget.setTabOrder(self.reflect, self.timeline)
        QWidget.setTabOrder(self.timeline, self.sessions)
        QWidget.setTabOrder(self.sessions, self.help)
        QWidget.setTabOrder(self.help, self.steady)
        QWidget.setTabOrder(self.steady, self.settings)
        QWidget.setTabOrder(self.settings, self.lock)
        QWidget.setTabOrder(self.lock, self.hide)

        self.retranslateUi(MainWindow)
    # setupUi

    def retranslateUi(self, MainWindow):
#if QT_CONFIG(accessibility)
        self.sidebar.setAccessibleName(QCoreApplication.translate("MainWindow", u"Places", None))
#endif // QT_CONFIG(accessibility)
        self.brand.setText(QCoreApplication.translate("MainWindow", u"Repair", None))
        self.today.setText(QCoreApplication.translate("MainWindow", u"Today", None))
        self.reflect.setText(QCoreApplication.translate("MainWindow", u"Reflect", None))
        self.timeline.setText(QCoreApplication.translate("MainWindow", u"Mood timeline", None))
        self.sessions.setText(QCoreApplication.translate("MainWindow", u"Next session", None))
        self.help.setText(QCoreApplication.translate("MainWindow", u"Get help now", None))
        self.steady.setText(QCoreApplication.translate("MainWindow", u"Steady me", None))
        self.settings.setText(QCoreApplication.translate("MainWindow", u"Settings", None))
        self.lock.setText(QCoreApplication.translate("MainWindow", u"Lock", None))
        self.hide.setText(QCoreApplication.translate("MainWindow", u"Quick hide", None))
        pass
    # retranslateUi

