"""The main window: places at the side, one page beside them, and the way to hide it all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QToolTip, QWidget

from repair_desktop.gui.forms.ui_main_window import Ui_MainWindow
from repair_desktop.gui.shell.hide_keys import HIDE_KEYS, HideKeys
from repair_desktop.gui.shell.places import Place
from repair_desktop.gui.theme.controller import ThemeController
from repair_desktop.gui.theme.icons import icon
from repair_desktop.gui.theme.roles import set_role, set_state
from repair_desktop.gui.widgets.announce import announce
from repair_desktop.gui.widgets.page import Page
from repair_desktop.gui.widgets.pressing import on_chosen, show_checked
from repair_desktop.gui.widgets.words import words

FOLD_BELOW = 900
"""Narrower than this (logical pixels) the sidebar shows icons only; scaled with the text size."""

SMALLEST = QSize(720, 560)

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R,
        Qt.Key.Key_Mode_switch, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock,
    }
)  # fmt: skip

_VEILED, _MINIMIZED, _BEHIND = "veiled", "minimized", "behind"

_AFTER_ICON = "\u2002"
"""An en space: a style sheet can not part an icon from its words."""


class MainWindow(QMainWindow):
    """The one window.

    It is in one of three conditions: *open* (a journal is open: all places), *closed* (first run,
    locked, or a problem: help, steadying and settings only) and *veiled* (nothing at all, until a
    key or a click).

    Signals:
        place_requested: A :class:`Place` was chosen.
        help_requested, steady_requested, lock_requested, hide_requested, new_requested,
        note_requested, check_in_requested, about_requested, unveiled: As they say.
        text_size_requested: +1, -1, or 0 for the usual size.
        leave_demo_requested: The person is done with the made-up journal.
        close_requested: The window is asked to close; answer with :meth:`let_close`.
    """

    place_requested = Signal(object)
    help_requested = Signal()
    steady_requested = Signal()
    lock_requested = Signal()
    hide_requested = Signal()
    new_requested = Signal()
    note_requested = Signal()
    check_in_requested = Signal()
    about_requested = Signal()
    text_size_requested = Signal(int)
    leave_demo_requested = Signal()
    unveiled = Signal()
    close_requested = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._theme = theme
        self._may_close = False
        self._neutral_title = False

        body = QWidget()
        self._ui = Ui_MainWindow()
        self._ui.setupUi(body)
        self.setCentralWidget(body)
        self._warning = words("", "banner", body)
        self._warning.hide()
        self._veil = _Veil(self)
        self._veil.lifted.connect(self.unveiled)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_keys)
        self._hide_keys = HideKeys(lambda: self.is_veiled, self)
        self._hide_keys.pressed.connect(self.hide_requested)
        self.setMinimumSize(SMALLEST)

        self._places = {
            Place.TODAY: self._ui.today,
            Place.REFLECT: self._ui.reflect,
            Place.TIMELINE: self._ui.timeline,
            Place.SESSIONS: self._ui.sessions,
            Place.SETTINGS: self._ui.settings,
        }
        self._commands = {
            self._ui.help: "life-buoy",
            self._ui.steady: "leaf",
            self._ui.lock: "lock",
            self._ui.hide: "eye-off",
        }
        self._icons = {button: place.value for place, button in self._places.items()}
        self._icons.update(self._commands)
        self._set_up_sidebar()
        self._set_up_actions()
        theme.changed.connect(self._follow_theme)
        self._follow_theme()
        self.set_banner("")
        self._name_window()
        self.show_closed(QWidget())

    # --- what is shown ----------------------------------------------------------------------

    def remove_page(self, page: QWidget) -> None:
        """Take a page out and destroy it, with every word it holds."""
        self._ui.stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def show_page(self, page: QWidget, place: Place | None) -> None:
        """Show a page, with ``place`` marked at the side (None marks nothing)."""
        is_new = self._ui.stack.indexOf(page) < 0
        if is_new:
            self._ui.stack.addWidget(page)
        # Looked up first: hiding the page before moves the focus somewhere into this one.
        kept = None if is_new else page.focusWidget()
        self._ui.stack.setCurrentWidget(page)
        self._mark(place)
        self._focus_page(kept)
        if is_new and isinstance(page, Page):
            page.scroll_to_top()  # reading begins there, wherever the first control stands

    def current_page(self) -> QWidget | None:
        """Return the page that is shown."""
        return self._ui.stack.currentWidget()

    def show_open(self) -> None:
        """Offer every place: a journal is open."""
        self._set_open(True)

    def show_closed(self, page: QWidget) -> None:
        """Show ``page`` and offer only what needs no journal."""
        self._set_open(False)
        self.show_page(page, None)

    def set_banner(self, text: str) -> None:
        """Show a line above every page, or none when ``text`` is empty."""
        self._ui.banner.setText(text)
        self._ui.banner.setVisible(bool(text) and not self.is_veiled)
        self._leave_demo.setVisible(bool(text))

    def warn_of_lock(self) -> None:
        """Say that nobody seems to be there. The line lies over the page, which moves nowhere."""
        if self.is_veiled:
            return
        text = self.tr("Repair locks itself in half a minute. Move or press a key to stay.")
        self._warning.setText(text)
        self._place_warning()
        self._warning.show()
        self._warning.raise_()
        announce(self._warning, text)

    def end_warning(self) -> None:
        """Take the line away."""
        self._warning.hide()

    def _place_warning(self) -> None:
        page = self._ui.stack.geometry()
        page.setHeight(self._warning.heightForWidth(page.width()))
        self._warning.setGeometry(page)

    def set_neutral_title(self, neutral: bool) -> None:
        """Choose between the program's name and a word that says nothing."""
        self._neutral_title = neutral
        self._name_window()

    # --- quick hide -------------------------------------------------------------------------

    def veil(self) -> None:
        """Cover everything at once. Nothing of the page stays readable, in a preview neither."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        self._veil.setGeometry(self.rect())
        self._veil.show()
        self._veil.raise_()
        self._show_content(False)
        self._veil.setFocus()
        self._name_window()
        self._veil.repaint()

    def unveil(self) -> None:
        """Show the window again."""
        page = self.current_page()
        kept = page.focusWidget() if page is not None else None
        self._veil.hide()
        self._show_content(True)
        self._name_window()
        self._focus_page(kept)

    def _show_content(self, shown: bool) -> None:
        """Show or hide all but the veil. What is hidden takes no keys and no shortcuts."""
        bar = self.menuBar()
        bar.setVisible(shown)
        for menu in bar.actions():  # a bar at the top of the screen does not hide itself
            menu.setVisible(shown)
        self._ui.sidebar.setVisible(shown)
        self._ui.stack.setVisible(shown)
        self.set_banner(self._ui.banner.text())

    def _keep_keys(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Give the keys back to the veil: a page beneath it asked for them."""
        if new is not None and new is not self._veil and self.is_veiled and new.window() is self:
            self._veil.setFocus()

    @property
    def is_veiled(self) -> bool:
        """Whether the window is covered."""
        return not self._veil.isHidden()

    # --- from one process to the next -------------------------------------------------------

    def looks(self, veiled: bool) -> str:
        """Describe where the window stands and how, for :meth:`show_like`."""
        geometry = bytes(self.saveGeometry().data()).hex()
        minimized = _MINIMIZED if self.isMinimized() else ""
        behind = "" if self.isActiveWindow() else _BEHIND
        return ",".join((geometry, _VEILED if veiled else "", minimized, behind))

    def show_like(self, looks: str) -> None:
        """Show the window as it was described. What can not be read is left out."""
        geometry, *marks = looks.split(",")
        self.restoreGeometry(QByteArray.fromHex(geometry.encode("ascii", "ignore")))
        if _VEILED in marks:
            self.veil()
        # Nobody who works elsewhere is interrupted.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, _BEHIND in marks)
        if _MINIMIZED in marks:
            self.showMinimized()
        else:
            self.show()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)

    # --- leaving ----------------------------------------------------------------------------

    def let_close(self) -> None:
        """Close for good: everything is saved, or the person decided."""
        self._may_close = True
        self.close()

    # --- inside -----------------------------------------------------------------------------

    def _focus_page(self, kept: QWidget | None = None) -> None:
        """Give the keys to what had them in the page, to what the page wants, or to its first."""
        page = self.current_page()
        if page is not None and not self.is_veiled:
            wanted = page.start if isinstance(page, Page) else None
            if kept is not None and not kept.isVisibleTo(page):
                kept = None  # it was hidden meanwhile
            target = kept or wanted or _first_control(page)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_up_sidebar(self) -> None:
        set_role(self._ui.sidebar, "sidebar")
        set_role(self._ui.brand, "brand")
        set_role(self._ui.banner, "banner")
        self._ui.banner.setTextFormat(Qt.TextFormat.PlainText)
        for place, button in self._places.items():
            set_role(button, "nav")
            on_chosen(button, partial(self._choose, place))
        for button in self._commands:
            set_role(button, "nav")
        set_role(self._ui.help, "nav-help")
        self._ui.help.clicked.connect(self.help_requested)
        self._ui.steady.clicked.connect(self.steady_requested)
        self._ui.lock.clicked.connect(self.lock_requested)
        self._ui.hide.clicked.connect(self.hide_requested)
        self._words = {button: button.text() for button in self._icons}
        for button, text in self._words.items():
            button.setAccessibleName(text)

    def _choose(self, place: Place) -> None:
        # The button checked itself; the mark follows the page that is really shown.
        self._mark(self._marked)
        self.place_requested.emit(place)

    def _mark(self, place: Place | None) -> None:
        self._marked = place
        for other, button in self._places.items():
            show_checked(button, other is place)
            button.setAccessibleDescription(self.tr("You are here") if other is place else "")

    def _set_up_actions(self) -> None:
        journal = self._menu(self.tr("&Journal"))
        self._open_actions = [
            self._action(journal, self.tr("&Something felt off"), "Ctrl+N", self.new_requested),
            self._action(journal, self.tr("Quick &note"), "Ctrl+Shift+N", self.note_requested),
            self._action(journal, self.tr("&Check in"), "Ctrl+M", self.check_in_requested),
        ]
        journal.addSeparator()
        self._open_actions.append(
            self._action(journal, self.tr("&Lock"), "Ctrl+L", self.lock_requested)
        )
        hide = self._action(journal, self.tr("Quick &hide"), "", self.hide_requested)
        hide.setShortcuts(HIDE_KEYS)
        self._leave_demo = self._action(
            journal, self.tr("Leave the &made-up journal"), "", self.leave_demo_requested
        )
        journal.addSeparator()
        leave = self._action(journal, self.tr("&Quit"), "Ctrl+Q", None)
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        leave.triggered.connect(self.close)

        view = self._menu(self.tr("&View"))
        places = QActionGroup(self)
        for place, text, keys in (
            (Place.TODAY, self.tr("&Today"), "Ctrl+1"),
            (Place.REFLECT, self.tr("&Reflect"), "Ctrl+2"),
            (Place.TIMELINE, self.tr("&Mood timeline"), "Ctrl+3"),
            (Place.SESSIONS, self.tr("&Next session"), "Ctrl+4"),
        ):
            action = self._action(view, text, keys, None)
            action.triggered.connect(lambda _=False, place=place: self.place_requested.emit(place))
            places.addAction(action)
            self._open_actions.append(action)
        settings = self._action(view, self.tr("&Settings"), "Ctrl+,", None)
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        settings.triggered.connect(lambda: self.place_requested.emit(Place.SETTINGS))
        view.addSeparator()
        larger = self._action(view, self.tr("&Larger text"), "Ctrl++", None)
        larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        larger.triggered.connect(lambda: self.text_size_requested.emit(1))
        smaller = self._action(view, self.tr("Smaller te&xt"), "Ctrl+-", None)
        smaller.triggered.connect(lambda: self.text_size_requested.emit(-1))
        usual = self._action(view, self.tr("&Usual text size"), "Ctrl+0", None)
        usual.triggered.connect(lambda: self.text_size_requested.emit(0))
        view.addSeparator()
        full = self._action(view, self.tr("&Full screen"), "", None)
        full.setShortcuts(QKeySequence.StandardKey.FullScreen)
        full.triggered.connect(self._toggle_full_screen)

        help_menu = self._menu(self.tr("&Help"))
        self._action(help_menu, self.tr("&Get help now"), "F1", self.help_requested)
        self._action(help_menu, self.tr("&Steady me"), "F2", self.steady_requested)
        help_menu.addSeparator()
        about = self._action(help_menu, self.tr("&About Repair"), "", self.about_requested)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _menu(self, text: str) -> QMenu:
        menu = self.menuBar().addMenu(text)
        self._hide_keys.listen_to(menu)
        return menu

    def _action(self, menu: QMenu, text: str, keys: str, signal: object) -> QAction:
        action = menu.addAction(text)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if signal is not None:
            action.triggered.connect(signal)
        return action

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _set_open(self, is_open: bool) -> None:
        for place, button in self._places.items():
            button.setVisible(is_open or place is Place.SETTINGS)
        # It stays where it is, so that help beside it is never somewhere else.
        self._ui.lock.setEnabled(is_open)
        for action in self._open_actions:
            action.setEnabled(is_open)

    def _name_window(self) -> None:
        neutral = self._neutral_title or self.is_veiled
        self.setWindowTitle(self.tr("Notes") if neutral else self.tr("Repair"))

    def _follow_theme(self) -> None:
        tokens = self._theme.tokens
        size = QSize(tokens.icon_size, tokens.icon_size)
        for button, name in self._icons.items():
            role = "accent" if button is self._ui.help else "ink"
            button.setIcon(icon(tokens, name, role))
            button.setIconSize(size)
        self._fold()

    def _fold(self) -> None:
        """Show icons only where the window is narrow."""
        tokens = self._theme.tokens
        folded = self.width() < FOLD_BELOW * tokens.text_percent / 100
        self._ui.brand.setVisible(not folded)
        for button, text in self._words.items():
            button.setText("" if folded else f"{_AFTER_ICON}{text}")
            button.setToolTip(text if folded else "")
            set_state(button, "folded", folded)
        self._ui.sidebar.setFixedWidth(
            tokens.sidebar_folded_width if folded else tokens.sidebar_width
        )

    # --- Qt's own ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar and stretch the veil."""
        super().resizeEvent(event)
        self._fold()
        self._veil.setGeometry(self.rect())
        self._place_warning()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first whether everything is saved."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_requested.emit()


def _first_control(page: QWidget) -> QWidget:
    """Return the first control that Tab reaches in a page, or the page when it has none."""
    # Not by nextInFocusChain(): for PySide each widget would then belong to the one before it, and
    # the menus would go when the page does.
    for widget in page.findChildren(QWidget):
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tabbed and widget.isVisibleTo(page) and widget.isEnabled():
            return widget
    return page


class _Veil(QWidget):
    """A plain surface over the whole window. Any key or click lifts it.

    Signals:
        lifted: A key was pressed or the mouse was clicked.
    """

    lifted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("veil")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Hidden. Press any key to go on."))
        self.hide()

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Keep the focus: Tab lifts, like any other key."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lift, but not for a key held down (it may be the one that hid) or a modifier alone."""
        if not event.isAutoRepeat() and event.key() not in _MODIFIERS:
            self.lifted.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Lift."""
        self.lifted.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Stay: it is the second half of a hurried double click on "Quick hide"."""
        event.accept()
