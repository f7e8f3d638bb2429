from __future__ import annotations

from pathlib import Path

import pytest
from helpers.vault import KEY

from repair_desktop.core.ports import Header
from repair_desktop.system import header_file
from repair_desktop.system.vault_folder import DiskVaultFolder, HeaderCopy

HEADER = Header("0" * 32, 1, "journal.1.db", bytes(16), keyring_account="a", keyring_name="b")


@pytest.fixture
def folder(tmp_path: Path) -> DiskVaultFolder:
    folder = DiskVaultFolder(tmp_path)
    folder.write_header(HEADER, KEY)
    return folder


def test_each_copy_is_told_by_itself(folder: DiskVaultFolder) -> None:
    assert folder.header_copies() == (HeaderCopy.SOUND, HeaderCopy.SOUND)
    (folder.path / "vault.json").write_bytes(b"{}")
    assert folder.header_copies() == (HeaderCopy.DAMAGED, HeaderCopy.SOUND)
    (folder.path / "vault.json.prev").unlink()
    assert folder.header_copies() == (HeaderCopy.DAMAGED, HeaderCopy.MISSING)
    (folder.path / "vault.json.prev").mkdir()
    assert folder.header_copies() == (HeaderCopy.DAMAGED, HeaderCopy.UNREADABLE)


def test_a_newer_header(folder: DiskVaultFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header_file, "FORMAT", 0)
    assert folder.header_copies() == (HeaderCopy.NEWER, HeaderCopy.NEWER)
