"""Tokens as a style sheet. Widgets are addressed by their ``role``; see :mod:`roles`."""

from __future__ import annotations

from repair_desktop.gui.theme.tokens import Tokens
from repair_desktop.system.resources import resource_path


def stylesheet(t: Tokens) -> str:
    """Return the style sheet of a look."""
    c = t.colours
    ring = max(2, t.border + 1)
    thick = ring + 1  # of the main button: its border is there before the focus comes
    inset = thick - t.border
    nav = max(40, t.icon_size + 2)  # all of them fit into the lowest window, also at 200 %
    tint = "dark" if c.is_dark else "light"
    arrow = resource_path(f"icons/theme/down-{tint}.svg").as_posix()
    up = resource_path(f"icons/theme/up-{tint}.svg").as_posix()
    tick = resource_path(f"icons/theme/tick-{tint}.svg").as_posix()
    return f"""
* {{ font-size: {t.text_size}px; }}
QWidget {{ color: {c.ink}; }}
QMainWindow, QDialog, QWidget#veil, QMessageBox {{ background: {c.bg}; }}
QToolTip {{ background: {c.surface}; color: {c.ink}; border: 1px solid {c.control}; padding: 6px; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[role="column"] {{ background: transparent; }}
QLabel {{ background: transparent; }}

/* words */
*[role="brand"] {{ font-family: "{t.heading_family}"; font-size: {t.scaled(22)}px; font-weight: 600;
    padding: 12px 8px 20px 20px; }}
*[role="title"] {{ font-family: "{t.heading_family}"; font-size: {t.title_size}px; font-weight: 600; }}
*[role="aim"], *[role="helper"], *[role="muted"] {{ color: {c.muted}; }}
*[role="question"] {{ font-size: {t.question_size}px; font-weight: 600; }}
*[role="spoken"] {{ font-size: {t.scaled(36)}px; }}
*[role="calm"] {{ font-size: {t.scaled(24)}px; }}
*[role="small"] {{ color: {c.muted}; font-size: {t.small_size}px; }}
*[role="big"] {{ font-size: {t.big_size}px; font-weight: 600; }}
*[role="field-error"] {{ color: {c.accent}; font-weight: 600; }}
*[role="saved"] {{ color: {c.muted}; }}
*[role="beside-buttons"] {{ color: {c.muted}; min-height: {t.target + 2 * t.border}px; }}
*[role="strip"] {{ background: {c.primary_soft}; border-radius: {t.control_radius}px; padding: 8px 14px; }}
*[role="note"] {{ background: {c.primary_soft}; border-radius: {t.control_radius}px; padding: 10px 14px; }}
*[role="warning"] {{ background: {c.accent_soft}; border-radius: {t.control_radius}px; padding: 10px 14px; }}
*[role="banner"] {{ background: {c.accent_soft}; padding: 8px 20px; }}

/* frames */
QFrame[role="card"] {{ background: {c.surface}; border: {t.border}px solid {c.line};
    border-radius: {t.radius}px; }}
QFrame[role="sidebar"] {{ background: {c.side}; border: none; border-right: {t.border}px solid {c.line}; }}
QFrame[role="notice"] {{ background: {c.primary_soft}; border: {t.border}px solid {c.control};
    border-radius: {t.control_radius}px; }}
QFrame[role="code"] {{ background: {c.bg}; border: {t.border}px solid {c.control};
    border-radius: {t.control_radius}px; }}
QFrame[role="code"]:focus {{ border: {ring}px solid {c.focus}; }}
*[role="code-group"] {{ font-size: {t.scaled(28)}px; font-weight: 600; }}
QFrame[role="problem"] {{ background: {c.accent_soft}; border: {t.border}px solid {c.accent};
    border-radius: {t.control_radius}px; }}

/* buttons */
QPushButton {{ background: {c.surface}; border: {t.border}px solid {c.control};
    border-radius: {t.control_radius}px; padding: 0 {t.scaled(18)}px; min-height: {t.target}px; }}
QPushButton:hover {{ background: {c.primary_soft}; }}
QPushButton:pressed {{ background: {c.line if not t.high_contrast else c.primary_soft}; }}
QPushButton:focus {{ border: {ring}px solid {c.focus}; }}
QPushButton[role="primary"] {{ background: {c.primary}; color: {c.on_primary};
    border: {thick}px solid {c.primary}; padding: 0 {t.scaled(18) - inset}px;
    min-height: {t.target - 2 * inset}px; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ border-color: {c.ink}; }}
/* The focus colour can not be told from the fill, so a gap stands between them. */
QPushButton[role="primary"]:focus {{ border-color: {c.focus}; background-clip: padding; }}
QPushButton[role="danger"] {{ color: {c.accent}; border-color: {c.accent}; font-weight: 600; }}
QPushButton[role="danger"]:hover {{ background: {c.accent_soft}; }}
QPushButton[role="danger"]:focus {{ border-color: {c.focus}; }}
QPushButton[role="quiet"] {{ background: transparent; border-color: transparent; color: {c.primary};
    text-decoration: underline; padding: 0 8px; }}
QPushButton[role="quiet"]:hover {{ background: {c.primary_soft}; }}
QPushButton[role="quiet"]:focus {{ border-color: {c.focus}; }}
QPushButton[role="nav"], QPushButton[role="nav-help"] {{ background: transparent; border-color: transparent;
    text-align: left; padding: 0 12px; margin: 0 4px; min-height: {nav}px; }}
QPushButton[role="nav"]:hover, QPushButton[role="nav-help"]:hover {{ background: {c.primary_soft}; }}
QPushButton[role="nav"]:checked {{ background: {c.primary_soft}; color: {c.primary}; font-weight: 600;
    border-left: 4px solid {c.primary}; border-top-left-radius: 0; border-bottom-left-radius: 0; }}
QPushButton[role="nav"]:disabled {{ background: transparent; border-color: transparent; color: {c.muted}; }}
QPushButton[folded="true"] {{ text-align: center; padding: 0; }}
QPushButton[role="nav-help"] {{ color: {c.accent}; font-weight: 600; }}
QPushButton[role="nav"]:focus, QPushButton[role="nav-help"]:focus {{ border: {ring}px solid {c.focus}; }}
QCheckBox[role="chip"] {{ background: {c.surface}; border: {t.border}px solid {c.control};
    border-radius: 18px; padding: 0; }}
QCheckBox[role="chip"]:hover {{ background: {c.primary_soft}; }}
QCheckBox[role="chip"]:checked {{ background: {c.primary_soft}; border-color: {c.primary};
    border-width: {t.border + 1}px; }}
QCheckBox[role="chip"]:focus {{ border: {ring}px solid {c.focus}; }}
QPushButton[role="step"] {{ background: transparent; border-color: transparent; padding: 2px 6px; }}
QPushButton[role="step"]:focus {{ border: {ring}px solid {c.focus}; }}
QPushButton[role="segment"] {{ border-radius: {t.target // 2}px; }}
QPushButton[role="segment"]:checked {{ background: {c.primary_soft}; color: {c.primary};
    border-color: {c.primary}; font-weight: 600; }}
QPushButton[role="segment"]:checked:focus {{ border-color: {c.focus}; }}
QPushButton:disabled, QPushButton[role="primary"]:disabled, QPushButton[role="danger"]:disabled {{
    background: {c.surface}; color: {c.muted}; border: {t.border}px dashed {c.control}; }}
QPushButton[role="primary"]:disabled {{ padding: 0 {t.scaled(18)}px; min-height: {t.target}px; }}
QPushButton[role="quiet"]:disabled {{ color: {c.muted}; text-decoration: none;
    border-color: transparent; background: transparent; }}

/* inputs */
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {{
    background: {c.surface}; border: {t.border}px solid {c.control}; border-radius: {t.control_radius}px;
    padding: 6px 12px; min-height: {t.target - 14}px; placeholder-text-color: {c.muted};
    selection-background-color: {c.primary}; selection-color: {c.on_primary}; }}
QPlainTextEdit {{ padding: 8px; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; min-height: 0;
    background: transparent; }}
/* Qt leaves out a spin box's left padding once its buttons are styled; the middle needs none. */
QSpinBox, QTimeEdit {{ qproperty-alignment: AlignCenter; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus, QComboBox:focus {{ border: {ring}px solid {c.focus}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled {{ color: {c.muted}; }}
QCheckBox:disabled QLabel {{ color: {c.muted}; }}
QCheckBox::indicator:disabled {{ border-color: {c.line}; background: transparent; }}
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {{ border: none;
    width: {t.scaled(28)}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {{ image: url("{arrow}");
    width: {t.scaled(14)}px; height: {t.scaled(14)}px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.control};
    selection-background-color: {c.primary_soft}; selection-color: {c.ink}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {t.target - 8}px; }}
QSpinBox, QTimeEdit {{ padding: 6px {t.scaled(28)}px 6px 12px; min-width: {t.scaled(36)}px; }}
QSpinBox::up-button, QTimeEdit::up-button, QSpinBox::down-button, QTimeEdit::down-button {{
    subcontrol-origin: border; width: {t.scaled(28)}px; border: none; background: transparent; }}
QSpinBox::up-button, QTimeEdit::up-button {{ subcontrol-position: top right; }}
QSpinBox::down-button, QTimeEdit::down-button {{ subcontrol-position: bottom right; }}
QSpinBox::up-arrow, QTimeEdit::up-arrow {{ image: url("{up}");
    width: {t.scaled(14)}px; height: {t.scaled(14)}px; }}
QSpinBox::down-arrow, QTimeEdit::down-arrow {{ image: url("{arrow}");
    width: {t.scaled(14)}px; height: {t.scaled(14)}px; }}
QCheckBox, QRadioButton {{ spacing: 10px; padding: 6px; min-height: {t.scaled(26)}px;
    border: {ring}px solid transparent; border-radius: 6px; background: transparent; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.focus}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {t.scaled(20)}px; height: {t.scaled(20)}px;
    border: {max(2, t.border)}px solid {c.control}; background: {c.surface}; }}
QCheckBox::indicator {{ border-radius: 5px; }}
QRadioButton::indicator {{ border-radius: {t.scaled(20) // 2 + max(2, t.border)}px; }}
QCheckBox::indicator:checked {{ background: {c.primary}; border-color: {c.primary};
    image: url("{tick}"); }}
QRadioButton::indicator:checked {{ border: {t.scaled(6)}px solid {c.primary}; background: {c.on_primary};
    width: {t.scaled(20) - 2 * (t.scaled(6) - max(2, t.border))}px;
    height: {t.scaled(20) - 2 * (t.scaled(6) - max(2, t.border))}px; }}
QSlider {{ min-height: {t.scaled(32)}px; border: {ring}px solid transparent; border-radius: 8px;
    background: transparent; }}
QSlider:focus {{ border-color: {c.focus}; }}
QSlider::groove:horizontal {{ height: 6px; background: {c.control}; border-radius: 3px; }}
QSlider::sub-page:horizontal {{ background: {c.primary}; border-radius: 3px; }}
QSlider::handle:horizontal {{ width: {t.scaled(22)}px; height: {t.scaled(22)}px;
    margin: -{t.scaled(22) // 2 - 1}px 0; border-radius: {t.scaled(22) // 2 + 1}px;
    background: {c.primary}; border: 2px solid {c.surface}; }}
QSlider[blank="true"]::sub-page:horizontal {{ background: {c.control}; }}
QSlider[blank="true"]::handle:horizontal {{ background: {c.surface}; border: 2px solid {c.control}; }}

/* lists, tables, menus */
QTableView, QListView, QTreeView {{ background: {c.surface}; alternate-background-color: {c.side};
    border: {t.border}px solid {c.control}; border-radius: {t.control_radius}px; gridline-color: {c.line};
    selection-background-color: {c.primary_soft}; selection-color: {c.ink}; }}
QTableView {{ padding: 2px; }}  /* the header and every other row would cover its border */
QTableView:focus, QListView:focus {{ border: {ring}px solid {c.focus}; }}
QTableView::item, QListView::item {{ padding: 6px; }}
QHeaderView::section {{ background: {c.side}; color: {c.ink}; border: none; padding: 8px;
    border-bottom: 1px solid {c.control}; font-weight: 600; }}
QTableCornerButton::section {{ background: {c.side}; border: none;
    border-bottom: 1px solid {c.control}; }}
QMenuBar {{ background: {c.side}; padding: 2px; }}
QMenuBar::item {{ padding: 6px 12px; background: transparent; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {c.primary_soft}; color: {c.ink}; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.control}; padding: 6px; }}
QMenu::item {{ padding: 8px 28px 8px 16px; border-radius: 6px; }}
QMenu::item:selected {{ background: {c.primary_soft}; color: {c.ink}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 6px; }}
QCalendarWidget QWidget {{ background: {c.surface}; }}
QScrollBar:vertical {{ background: transparent; width: 14px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 0; }}
QScrollBar::handle {{ background: {c.control}; border-radius: 5px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ border: 1px solid {c.control}; border-radius: 6px; background: {c.surface};
    text-align: center; }}
QProgressBar::chunk {{ background: {c.primary}; border-radius: 5px; }}
"""
