"""Writes docs/repairsheet.schema.json out of the shapes that the program reads sheets with.

Run it after a change of ``repair_desktop/content/sheets.py``; a test compares.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT / "docs" / "repairsheet.schema.json"


def schema_text() -> str:
    """Return the text of the schema's file."""
    sys.path.insert(0, str(ROOT))
    from repair_desktop.content.sheets import json_schema

    return json.dumps(json_schema(), indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8", newline="\n")
