"""Every text of the interface can be translated with Qt Linguist."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "repair_desktop"


@pytest.fixture
def translate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging/translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_texts_are_collected_and_can_be_compiled(translate: ModuleType, tmp_path: Path) -> None:
    file = translate.update("xx", tmp_path)
    collected = set(re.findall(r"<source>(.*?)</source>", file.read_text(encoding="utf-8"), re.S))
    assert "Get help now" in collected  # from a form
    assert {"Your password store is locked", "your counsellor"} <= collected  # from code
    [compiled] = translate.compile_all(tmp_path)
    assert compiled.stat().st_size > 0


def test_only_constant_texts_are_translated() -> None:
    """Linguist can not see a text that is put together at run time."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name == "tr":
                assert node.args, f"{path}:{node.lineno}"
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"
