from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from helpers.vault import KEY

from repair_desktop.core.answers import TextAnswer
from repair_desktop.storage.opener import SqlCipherOpener

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from helpers.journals import NOON, an_entry
from helpers.vault import KEY
from repair_desktop.core.answers import TextAnswer
from repair_desktop.storage.opener import SqlCipherOpener

journal = SqlCipherOpener().create(Path(sys.argv[1]), KEY)
for number in range(1, 100_000):
    journal.entries.add(an_entry(number))
    journal.entries.save(an_entry(number).id, {"p": TextAnswer(f"{number} " * 300)}, "p", NOON)
    print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 40, 150])
def test_what_was_saved_survives_a_kill(tmp_path: Path, acknowledged: int) -> None:
    path = tmp_path / "journal.1.db"
    tests = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(tests)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(acknowledged)]
        writer.kill()
        said += [int(line) for line in writer.stdout]
    journal = SqlCipherOpener().open(path, KEY)
    stored = {entry.id: journal.entries.answers(entry.id) for entry in journal.entries.all()}
    for number in said:
        assert stored[f"{number:032x}"] == {"p": TextAnswer(f"{number} " * 300)}  # type: ignore[index]
    journal.checkpoint()
    assert journal.database.is_sound()
    journal.close()
