"""Collects the interface's texts for Qt Linguist, and compiles what was translated.

Usage:
    python packaging/translate.py update de     writes resources/translations/repair_de.ts
    python packaging/translate.py compile       makes a .qm of every .ts

Worksheets, words and help have their translations in content files; docs/worksheet-format.md.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"


def update(language: str, folder: Path = FOLDER) -> Path:
    """Bring the texts of a language up to date with the code; return their file."""
    sources = [
        path
        for path in sorted((ROOT / "repair_desktop").rglob("*.py"))
        if path.parent.name != "forms"  # their texts come from the .ui files
    ]
    forms = sorted((ROOT / "ui").glob("*.ui"))
    folder.mkdir(exist_ok=True)
    file = folder / f"repair_{language}.ts"
    names = [str(path.relative_to(ROOT)) for path in (*sources, *forms)]
    _run("pyside6-lupdate", *names, "-no-obsolete", "-ts", str(file))
    return file


def compile_all(folder: Path = FOLDER) -> list[Path]:
    """Compile every language; return the compiled files."""
    made = []
    for file in sorted(folder.glob("*.ts")):
        compiled = file.with_suffix(".qm")
        _run("pyside6-lrelease", str(file), "-qm", str(compiled))
        made.append(compiled)
    return made


def _run(tool: str, *arguments: str) -> None:
    script = Path(sysconfig.get_path("scripts")) / tool
    done = subprocess.run(
        [str(script), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode or "warning" in done.stderr.lower():
        raise SystemExit(f"{tool} said:\n{done.stderr}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update", language]:
            print(update(language))
        case ["compile"]:
            print(*compile_all(), sep="\n")
        case _:
            raise SystemExit(__doc__)
