from __future__ import annotations

from pathlib import Path

import pytest

from repair_desktop import __version__
from repair_desktop.app.arguments import Arguments, Command, parse
from repair_desktop.services.demo import DEFAULT_YEARS, MOST_YEARS


def test_no_words_at_all() -> None:
    assert parse([]) == Arguments(data_dir=None, demo=False, years=DEFAULT_YEARS, tour=None)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["--demo"], Arguments(demo=True)),
        (["--demo", "--years", "7"], Arguments(demo=True, years=7)),
        (["--data-dir", "/a b/c"], Arguments(data_dir=Path("/a b/c"))),
        (["--locked=ab,veiled,,"], Arguments(locked="ab,veiled,,")),
        (["--data-dir=x"], Arguments(data_dir=Path("x"))),
        (["--tour", "pictures"], Arguments(tour=Path("pictures"))),
        (["--years", str(MOST_YEARS)], Arguments(years=MOST_YEARS)),
        (["--years", "1"], Arguments(years=1)),
        (["--self-test"], Arguments(self_test=True)),
        (["doctor"], Arguments(command=Command.DOCTOR)),
        (["doctor", "--json"], Arguments(command=Command.DOCTOR, json=True)),
        (["verify"], Arguments(command=Command.VERIFY)),
        (["verify", "a b.db"], Arguments(command=Command.VERIFY, path=Path("a b.db"))),
        (["--data-dir", "x", "doctor"], Arguments(Path("x"), command=Command.DOCTOR)),
        (["doctor", "--data-dir", "x"], Arguments(Path("x"), command=Command.DOCTOR)),
        (
            ["verify", "--data-dir=x", "y"],
            Arguments(Path("x"), command=Command.VERIFY, path=Path("y")),
        ),
        (
            ["--data-dir=x", "verify", "y"],
            Arguments(Path("x"), command=Command.VERIFY, path=Path("y")),
        ),
    ],
)
def test_what_can_be_asked_for(words: list[str], asked: Arguments) -> None:
    assert parse(words) == asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--years", "0"], "choose 1 to 20"),
        (["--years", "21"], "choose 1 to 20"),
        (["--years", "-3"], "choose 1 to 20"),
        (["--years", "two"], "choose 1 to 20"),
        (["--years", "1.5"], "choose 1 to 20"),
        (["--data-dir", ""], "name a folder"),
        (["--data-dir="], "name a folder"),
        (["--tour", " "], "name a folder"),
        (["--self-test", "--demo"], "goes with nothing else"),
        (["--self-test", "doctor"], "goes with nothing else"),
        (["--self-test", "x.repairsheet"], "goes with nothing else"),
        (["--data-dir=x", "--self-test"], "goes with nothing else"),
        (["--password=x"], "unrecognized arguments"),
        (["journal.db"], "invalid choice: 'journal.db'"),
        (["verify", ""], "name a file"),
        (["verify", "a", "b"], "unrecognized arguments"),
        (["verify", "--json"], "unrecognized arguments"),
        (["--demo", "doctor"], "doctor goes with neither --demo nor --tour"),
        (["--tour", "x", "verify"], "verify goes with neither --demo nor --tour"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_started(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words)
    assert left.value.code == 2
    error = capsys.readouterr().err
    assert said in error
    assert "_years" not in error


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"Repair {__version__}\n"


def test_help_names_everything(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    for word in ("repair-desktop", "--data-dir", "--demo", "--years", "--tour", "REPAIR_DATA_DIR"):
        assert word in said
    for command in Command:
        assert command.value in said
