from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "build_ui.py"
FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0">
 <class>SmallPage</class>
 <widget class="QWidget" name="SmallPage">
  <layout class="QVBoxLayout" name="lines">
   <item>
    <widget class="QPushButton" name="go_on">
     <property name="text"><string>Für “später”…</string></property>
    </widget>
   </item>
  </layout>
 </widget>
</ui>
"""


@pytest.fixture
def build_ui() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_ui", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folders(build_ui: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, with one form."""
    monkeypatch.setattr(build_ui, "ROOT", tmp_path)
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "small_page.ui").write_text(FORM, encoding="utf-8")
    (tmp_path / "repair_desktop" / "gui" / "forms").mkdir(parents=True)
    return tmp_path


def run(build_ui: ModuleType, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["build_ui.py", *options])
    code = build_ui.main()
    assert isinstance(code, int)
    return code


def form(folders: Path) -> Path:
    return folders / "repair_desktop" / "gui" / "forms" / "ui_small_page.py"


def test_a_form_is_compiled_once_and_the_same_each_time(
    build_ui: ModuleType, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(build_ui, monkeypatch) == 0
    made = form(folders).read_bytes()
    compile(made, "ui_small_page.py", "exec")
    assert b"Do not edit" in made.splitlines()[0]
    assert b"connectSlotsByName" not in made
    assert b"\r" not in made
    assert str(folders).encode() not in made
    assert run(build_ui, monkeypatch) == 0
    assert form(folders).read_bytes() == made
    assert run(build_ui, monkeypatch, "--check") == 0


def test_the_check_names_a_missing_form_and_writes_nothing(
    build_ui: ModuleType,
    folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(build_ui, monkeypatch, "--check") == 1
    assert "stale: ui_small_page.py" in capsys.readouterr().out
    assert not form(folders).exists()


def test_the_check_names_a_changed_form(
    build_ui: ModuleType,
    folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(build_ui, monkeypatch)
    form(folders).write_text(form(folders).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert run(build_ui, monkeypatch, "--check") == 1
    assert "stale: ui_small_page.py" in capsys.readouterr().out


def test_a_form_without_its_source_is_named_then_removed(
    build_ui: ModuleType,
    folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(build_ui, monkeypatch)
    (folders / "ui" / "small_page.ui").unlink()
    assert run(build_ui, monkeypatch, "--check") == 1
    assert "stale: ui_small_page.py" in capsys.readouterr().out
    assert run(build_ui, monkeypatch) == 0
    assert not form(folders).exists()


def test_the_forms_of_this_project_are_up_to_date(
    build_ui: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(build_ui, monkeypatch, "--check") == 0
