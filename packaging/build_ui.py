"""Compiles ui/*.ui to repair_desktop/gui/forms/ui_*.py.

``python packaging/build_ui.py`` compiles what changed; with ``--check`` it fails when a compiled
form is stale.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = (
    "# Compiled from ui/{name}.ui by packaging/build_ui.py. Do not edit by hand.\n# ruff: noqa\n"
)


def compile_form(ui: Path) -> str:
    """Return the Python of a form, the same on every machine and at every time."""
    tool = Path(sysconfig.get_path("scripts")) / "pyside6-uic"
    made = subprocess.run(
        [str(tool), "--no-autoconnection", str(ui)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    # uic writes a banner with its version; the lock file pins that.
    _banner, _marker, body = made.partition("from PySide6")
    return HEADER.format(name=ui.stem) + "from PySide6" + body


def stale_forms(ui_folder: Path, forms_folder: Path, write: bool) -> list[str]:
    """Return the forms that do not match their .ui file; write them anew if asked."""
    stale = []
    wanted = set()
    for ui in sorted(ui_folder.glob("*.ui")):
        form = forms_folder / f"ui_{ui.stem}.py"
        wanted.add(form)
        made = compile_form(ui)
        if not form.exists() or form.read_text(encoding="utf-8") != made:
            stale.append(form.name)
            if write:
                form.write_text(made, encoding="utf-8", newline="\n")
    for form in sorted(set(forms_folder.glob("ui_*.py")) - wanted):
        stale.append(form.name)
        if write:
            form.unlink()
    return stale


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when stale")
    check = parser.parse_args().check
    stale = stale_forms(ROOT / "ui", ROOT / "repair_desktop/gui/forms", write=not check)
    for name in stale:
        print(f"{'stale' if check else 'compiled'}: {name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
