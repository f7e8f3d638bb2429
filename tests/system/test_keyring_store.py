from __future__ import annotations

import subprocess
import sys

import keyring.errors
import pytest

from repair_desktop.core.errors import (
    KeyMissing,
    KeyringError,
    KeyringFailed,
    KeyringLocked,
    KeyringMissing,
)
from repair_desktop.core.ports import SecretStore
from repair_desktop.system.keyring_store import Backend, KeyringSecretStore


class FakeBackend:
    """A backend whose calls can fail, forget or change what they are given."""

    priority = 5.0

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.fail: Exception | None = None
        self.gives: str | None = None
        self.stubborn = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.fail:
            raise self.fail
        return self.gives if self.gives is not None else self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.fail:
            raise self.fail
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if not self.stubborn:
            del self.items[service, username]


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def store(backend: FakeBackend) -> SecretStore:
    return KeyringSecretStore(lambda: backend, lambda: "")


def test_write_read_delete(store: SecretStore, backend: FakeBackend) -> None:
    store.write("vault:1", "secret")
    assert store.read("vault:1") == "secret"
    assert all(service.startswith("Repair") for service, _ in backend.items)
    store.delete("vault:1")
    store.delete("vault:1")
    with pytest.raises(KeyMissing):
        store.read("vault:1")


@pytest.mark.skipif(sys.platform != "linux", reason="only there several programs keep a keyring")
def test_it_is_called_as_the_program_that_was_asked_last(backend: FakeBackend) -> None:
    owners = iter(["GNOME Keyring", "", "KWallet"])
    store = KeyringSecretStore(lambda: backend, lambda: next(owners))
    assert store.name == "Secret Service"
    assert store.available()
    assert store.name == "GNOME Keyring"
    with pytest.raises(KeyMissing):
        store.read("vault:1")
    assert store.name == "GNOME Keyring"
    with pytest.raises(KeyMissing):
        store.read("vault:1")
    assert store.name == "KWallet"


def test_an_empty_secret_is_missing(store: SecretStore, backend: FakeBackend) -> None:
    backend.gives = ""
    with pytest.raises(KeyMissing):
        store.read("vault:1")


@pytest.mark.parametrize("gives", ["", "another"])
def test_what_comes_back_different_was_not_kept(
    store: SecretStore, backend: FakeBackend, gives: str
) -> None:
    backend.gives = gives
    with pytest.raises(KeyringFailed):
        store.write("vault:1", "secret")


def test_what_can_not_be_deleted_is_told(store: SecretStore, backend: FakeBackend) -> None:
    store.write("vault:1", "secret")
    backend.stubborn = True
    with pytest.raises(KeyringFailed):
        store.delete("vault:1")


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


class PromptDismissedException(Exception): ...


class SecretServiceNotAvailableException(Exception): ...


@pytest.mark.parametrize(
    ("raised", "known"),
    [
        (keyring.errors.KeyringLocked("marker"), KeyringLocked),
        (keyring.errors.NoKeyringError("marker"), KeyringMissing),
        (ImportError("marker"), KeyringMissing),
        (SecretServiceNotAvailableException("marker"), KeyringMissing),
        (caused(keyring.errors.InitError(), PromptDismissedException("marker")), KeyringLocked),
        (
            caused(keyring.errors.InitError(), SecretServiceNotAvailableException("marker")),
            KeyringMissing,
        ),
        (keyring.errors.InitError("marker"), KeyringFailed),
        (keyring.errors.PasswordSetError("marker"), KeyringFailed),
        (ConnectionResetError("marker"), KeyringFailed),
        (UnicodeDecodeError("utf-8", b"marker", 0, 1, "marker"), KeyringFailed),
    ],
)
def test_every_error_is_sorted_and_its_words_dropped(
    store: SecretStore, backend: FakeBackend, raised: Exception, known: type[KeyringError]
) -> None:
    backend.fail = raised
    calls = (
        lambda: store.read("vault:1"),
        lambda: store.write("vault:1", "secret"),
        lambda: store.delete("vault:1"),
    )
    for call in calls:
        with pytest.raises(KeyringError) as caught:
            call()
        assert type(caught.value) is known
        assert "marker" not in repr(caught.value.facts)


def test_available_never_raises(backend: FakeBackend) -> None:
    def broken() -> Backend:
        raise RuntimeError

    assert KeyringSecretStore(lambda: backend).available()
    assert not KeyringSecretStore(broken).available()


def test_keyring_is_imported_only_when_it_is_asked() -> None:
    script = (
        "import sys\n"
        "from repair_desktop.system.keyring_store import KeyringSecretStore\n"
        "from repair_desktop.system.sealer import NaclSealer\n"
        "NaclSealer(); KeyringSecretStore().name\n"
        "sys.exit('keyring' in sys.modules or 'nacl' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
