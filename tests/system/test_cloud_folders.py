from __future__ import annotations

import json
from pathlib import Path

import pytest

from repair_desktop.system.cloud_folders import service_copying


@pytest.fixture
def home(private_home: Path) -> Path:
    return private_home


@pytest.mark.parametrize(
    ("place", "service"),
    [
        (".local/share/repair-desktop", None),
        ("Documents/vault", None),
        ("Dropbox/vault", "Dropbox"),
        ("Dropbox (Personal)/vault", "Dropbox"),
        ("OneDrive - Work/vault", "OneDrive"),
        ("Google Drive/vault", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Megan/vault", None),
        ("Library/Mobile Documents/x/vault", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-name@example.org/vault", "Google Drive"),
        ("Library/CloudStorage/Dropbox/vault", "Dropbox"),
    ],
)
def test_by_place(home: Path, place: str, service: str | None) -> None:
    assert service_copying(home / place, {}) == service


def test_by_onedrive_s_variables(tmp_path: Path) -> None:
    environment = {"OneDriveCommercial": str(tmp_path / "cloud")}
    assert service_copying(tmp_path / "cloud/vault", environment) == "OneDrive"
    assert service_copying(tmp_path / "cloudy/vault", environment) is None


def test_by_dropbox_s_settings(home: Path, tmp_path: Path) -> None:
    info = home / ".dropbox/info.json"
    info.parent.mkdir()
    info.write_text(json.dumps({"personal": {"path": str(tmp_path / "box"), "host": 1}}))
    assert service_copying(tmp_path / "box/vault", {}) == "Dropbox"
    for damaged in ("{", "[]", '{"personal": 1}', '{"personal": {"path": 1}}'):
        info.write_text(damaged)
        assert service_copying(tmp_path / "box/vault", {}) is None


def test_by_nextcloud_s_settings(home: Path, tmp_path: Path) -> None:
    settings = home / ".config/Nextcloud/nextcloud.cfg"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[Accounts]\n0\\Folders\\1\\localPath={tmp_path}/next/\n")
    assert service_copying(tmp_path / "next/vault", {}) == "Nextcloud"


def test_a_link_into_a_synced_folder(home: Path, tmp_path: Path) -> None:
    (home / "Dropbox/vault").mkdir(parents=True)
    link = tmp_path / "link"
    link.symlink_to(home / "Dropbox/vault", target_is_directory=True)
    assert service_copying(link, {}) == "Dropbox"
