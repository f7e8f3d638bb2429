"""The rooms of the house and which doors they have. ``docs/architecture.md`` draws them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "repair_desktop"

NETWORK = {
    "PySide6.QtNetwork",
    "PySide6.QtWebSockets",
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}

OURS = "repair_desktop"
QT = "PySide6"

# Room → what it may import of ours and of others' (beside the standard library).
ROOMS: dict[str, set[str]] = {
    "core": {"core"},
    "services": {"core", "services"},
    "storage": {"core", "storage", "sqlcipher3", "msgspec"},
    "system": {
        "core",
        "system",
        "keyring",
        "nacl",
        "msgspec",
        "PySide6.QtCore",
        "PySide6.QtDBus",
        "jeepney",
        "secretstorage",
    },
    "content": {"core", "content", "system.resources", "msgspec"},
    "gui/theme": {"core", "gui/theme", "system.resources", QT},
    "gui/widgets": {"core", "gui/theme", "gui/widgets", "gui/forms", "shiboken6", QT},
    "gui/forms": {"gui/widgets", QT},
    "gui/shell": {"core", "gui/theme", "gui/widgets", "gui/forms", "gui/shell", QT},
}
FEATURE_PAGE = {
    "core",
    "gui/theme",
    "gui/widgets",
    "gui/forms",
    "gui/problems",
    "gui/saving",
    "gui/therapist_name",
    QT,
}
FEATURE_PRESENTER = {"core", "services", "gui/jobs", "gui/saving", "gui/changing", "PySide6.QtCore"}


def python_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    """Yield the full name of every module (or name) a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(name: str, module: str) -> bool:
    return name == module or name.startswith(module + ".")


def allowed(name: str, doors: set[str]) -> bool:
    """Tell whether an import stays inside ``doors``; the standard library is always open."""
    import sys

    if name.split(".")[0] in sys.stdlib_module_names:
        return True
    for door in doors:
        module = door if door.split(".")[0] in {QT, *THIRD_PARTY} else _ours(door)
        if inside(name, module):
            return True
    return False


THIRD_PARTY = {"shiboken6", "sqlcipher3", "msgspec", "keyring", "nacl", "jeepney", "secretstorage"}


def _ours(door: str) -> str:
    return f"{OURS}." + door.replace("/", ".")


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    if parts[0] == "gui" and len(parts) > 2:
        return f"gui/{parts[1]}"
    return parts[0]


def doors_of(path: Path) -> set[str] | None:
    room = room_of(path)
    if room in ROOMS:
        return ROOMS[room]
    if room.startswith("gui/"):
        own = {room}
        # A presenter decides and never paints; whatever else a feature has belongs to its page.
        if "presenter" in path.stem:
            return FEATURE_PRESENTER | own
        return FEATURE_PAGE | own
    return None


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_room_keeps_to_its_doors(path: Path) -> None:
    doors = doors_of(path)
    names = list(imports_of(path))
    if doors is not None:
        strangers = [name for name in names if not allowed(name, doors)]
        assert not strangers, f"{path.relative_to(ROOT)} reaches out to {strangers}"
    if room_of(path) != "app" and path.name != "__main__.py":
        assert not [name for name in names if inside(name, f"{OURS}.app")], (
            "only __main__ may import the room that wires everything"
        )


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_network_module_is_imported(path: Path) -> None:
    found = [n for n in imports_of(path) if any(inside(n, module) for module in NETWORK)]
    assert not found


def test_presenters_never_touch_widgets() -> None:
    for path in PACKAGE.rglob("*presenter*.py"):
        names = list(imports_of(path))
        assert not [n for n in names if n.startswith(("PySide6.QtWidgets", "PySide6.QtGui"))], path


def test_rooms_of_the_table_exist() -> None:
    for room in ROOMS:
        assert (PACKAGE / room).is_dir(), room


def test_packaging_is_not_a_package() -> None:
    """It would shadow the ``packaging`` module that tools import."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_the_focus_chain_is_never_walked() -> None:
    """PySide lets each widget belong to the one before it, and destroys them together."""
    for path in python_files():
        assert "nextInFocusChain(" not in path.read_text(encoding="utf-8").replace(
            "# Not by nextInFocusChain()", ""
        ), path
