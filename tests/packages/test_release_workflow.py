"""The workflows that make packages: as far as they can be looked at without running them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from helpers.tools import ROOT
from ruamel.yaml import YAML

FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
TEXT = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
WORKFLOW: Mapping[str, Any] = YAML(typ="safe").load(TEXT)
JOBS: Mapping[str, Any] = WORKFLOW["jobs"]

CHANGES = """\
# Changelog

## Unreleased

## 1.2.30 - 2026-12-02

- Another.

## 1.2.3 - 2026-12-01

### Added
- A thing.

## 1.2.2 - 2026-11-01

- Before.
"""


def steps() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, job in JOBS.items():
        for step in job["steps"]:
            yield name, step


def run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run words of shell as a runner does, with a gh of the folder's own."""
    path = os.pathsep.join([str(folder / "bin"), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a gh that tells what it was asked, and has what lies in ``release``."""
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(
        "#!/bin/sh\n"
        f'here="{tmp_path}"\n'
        'for word; do echo "$word"; done >>"$here/asked"\n'
        'case "$2" in\n'
        'list) cat "$here/tag" ;;\n'
        'download) cp "$here"/release/* "$5" ;;\n'
        "esac\n",
        encoding="utf-8",
    )
    gh.chmod(0o755)
    (tmp_path / "tag").touch()
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"],
        [str(Path(sys.executable).with_name("zizmor")), "--offline", "--pedantic", "--quiet"],
    ],
    ids=["schema", "zizmor"],
)
def test_form_and_rights_are_in_order(command: list[str]) -> None:
    assert len(FILES) == 2
    done = subprocess.run([*command, *map(str, FILES)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_one_commit_that_has_a_name() -> None:
    used = [line for file in FILES for line in re.findall(r"uses: (.*)", file.read_text("utf-8"))]
    assert len(used) > 10
    pins: dict[str, str] = {}
    for line in used:
        found = re.fullmatch(r"(actions/[\w-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+", line)
        assert found, line
        assert pins.setdefault(found[1], line) == line


def test_what_it_calls_is_there() -> None:
    called = {
        word
        for _job, step in steps()
        for word in re.findall(r"(?<![\w./])((?:packaging|\.ci)/[\w./]+)", step.get("run", ""))
    }
    assert len(called) >= 6
    for name in called:
        assert (ROOT / name).is_file(), name
    for name, system in re.findall(r"packaging/(build|test) (\w+)", TEXT):
        assert os.access(ROOT / f"packaging/{system}/{name}.sh", os.X_OK)


def test_a_word_of_anybody_is_no_part_of_a_script() -> None:
    for file in FILES:
        for job in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["jobs"].values():
            for step in job["steps"]:
                assert "${{" not in step.get("run", ""), f"{file.name}: {step}"


def test_every_system_is_built_and_installed() -> None:
    commands = "\n".join(step.get("run", "") for _job, step in steps())
    for system in ("linux", "windows", "macos"):
        assert f"packaging/build {system} dist" in commands
        assert f"packaging/test {system} dist" in commands


def needed(job: str) -> set[str]:
    """Return every job that has to be well before a job begins."""
    told = JOBS[job].get("needs", [])
    direct = {told} if isinstance(told, str) else set(told)
    return direct.union(*map(needed, direct)) if direct else set()


def test_the_draft_waits_for_everything() -> None:
    assert needed("draft") == set(JOBS) - {"draft"}


def test_only_the_draft_may_write_and_only_for_a_tag() -> None:
    assert WORKFLOW["permissions"] == {}
    for name, job in JOBS.items():
        writes = {right for right, how in job["permissions"].items() if how == "write"}
        if name != "draft":
            assert writes == set(), name
    for step in JOBS["draft"]["steps"]:
        outside = "attest@" in step.get("uses", "") or "gh release" in step.get("run", "")
        assert (step.get("if") == "github.ref_type == 'tag'") is outside
    # Nobody but a person publishes.
    assert TEXT.count("gh release create") == TEXT.count("--draft") == 1
    assert "gh release edit" not in TEXT


def test_no_job_keeps_a_way_to_write() -> None:
    for _job, step in steps():
        if "actions/checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_the_draft_says_what_changed(folder: Path) -> None:
    (folder / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    (folder / "dist").mkdir()
    (folder / "dist/a package").touch()
    script = JOBS["draft"]["steps"][-1]["run"]
    assert run(script, folder, GITHUB_REF_NAME="v1.2.3").returncode == 0
    assert (folder / "notes.md").read_text(encoding="utf-8").split() == [
        "###",
        "Added",
        "-",
        "A",
        "thing.",
    ]
    asked = (folder / "asked").read_text(encoding="utf-8").splitlines()
    assert asked[:4] == ["release", "create", "v1.2.3", "--draft"]
    assert asked[-1] == "dist/a package"


def test_before_the_first_release_there_is_nothing_to_upgrade(folder: Path) -> None:
    told = folder / "told"
    done = run(f"sh {ROOT}/packaging/previous_release before", folder, GITHUB_ENV=str(told))
    assert (done.returncode, done.stdout) == (0, "There is no release before this one.\n")
    assert not told.exists()
    assert not (folder / "before").exists()


@pytest.mark.parametrize("damaged", [False, True])
def test_the_release_before_is_looked_at_before_it_is_used(folder: Path, damaged: bool) -> None:
    release = folder / "release"
    release.mkdir()
    (release / "repair.deb").write_bytes(b"a package")
    sums = run("sha256sum repair.deb", release).stdout
    (release / "SHA256SUMS").write_text(sums, encoding="utf-8")
    if damaged:
        (release / "repair.deb").write_bytes(b"half a")
    (folder / "tag").write_text("v1.2.2\n", encoding="utf-8")
    told = folder / "told"
    done = run(f"sh {ROOT}/packaging/previous_release before", folder, GITHUB_ENV=str(told))
    assert (done.returncode != 0) is damaged
    if damaged:
        assert not told.exists()
    else:
        assert told.read_text(encoding="utf-8") == f"REPAIR_PREVIOUS={folder / 'before'}\n"
        asked = (folder / "asked").read_text(encoding="utf-8").split()
        assert asked[-4:] == ["download", "v1.2.2", "--dir", "before"]
