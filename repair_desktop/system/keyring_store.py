"""The operating system's keyring.

The one backend class for the platform is used by name. ``keyring.get_keyring()`` would let an
environment variable, a configuration file or an installed package choose another one, such as a
plain text file, or run code of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from repair_desktop.core import errors
from repair_desktop.system.keyring_owner import keyring_owner

SERVICE = "Repair"
"""What the items are filed under; the system's own keyring program shows it."""


class Backend(Protocol):
    """What is used of a class of the ``keyring`` package."""

    @property
    def priority(self) -> float: ...  # noqa: D102 (raises where the backend can not work)

    def get_password(self, service: str, username: str) -> str | None: ...  # noqa: D102

    def set_password(self, service: str, username: str, password: str) -> None: ...  # noqa: D102

    def delete_password(self, service: str, username: str) -> None: ...  # noqa: D102


def platform_backend() -> Backend:
    """Return the system's own keyring. Imported late: it costs about 200 ms.

    Raises:
        RuntimeError, ImportError: There is none on this machine.
    """
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring as Keyring
    elif sys.platform == "darwin":
        from keyring.backends.macOS import Keyring
    else:
        from keyring.backends.SecretService import Keyring
    backend = Keyring()  # type: ignore[no-untyped-call]
    vars(backend).clear()  # what KEYRING_PROPERTY_… variables set, such as a session-only keyring
    if sys.platform == "win32":
        backend.persist = "local machine"  # else the key roams with the account
    elif sys.platform != "darwin":
        backend.appid = "org.repairdesktop.Repair"
    return backend


class KeyringSecretStore:
    """Implements :class:`~repair_desktop.core.ports.SecretStore`.

    Args:
        backend: Gives the keyring; asked before each call, as a connection may have gone stale.
        owner: Names the program behind the Secret Service, or "".
    """

    def __init__(
        self,
        backend: Callable[[], Backend] = platform_backend,
        owner: Callable[[], str] = keyring_owner,
    ) -> None:
        self._backend = backend
        self._find_owner = owner
        self._owner = ""

    @property
    def name(self) -> str:
        """What the person knows it as; on Linux that of the program that was asked last."""
        if sys.platform == "win32":
            return "Windows Credential Manager"
        return "Keychain" if sys.platform == "darwin" else self._owner or "Secret Service"

    def available(self) -> bool:
        """Tell whether there is a keyring. Never raises and asks the person nothing."""
        try:
            return self._asked().priority >= 1
        except Exception:  # others' backends raise what they like; then there is none to use
            return False

    def read(self, account: str) -> str:
        """Return the secret of ``account``. May wait for the person.

        Raises:
            KeyMissing: There is none, or it is empty (KWallet gives that for a lost one).
            KeyringError: Locked, gone, or failed.
        """
        with _known_errors():
            secret = self._asked().get_password(_service(account), account)
        if not secret:
            raise errors.KeyMissing()
        return secret

    def write(self, account: str, secret: str) -> None:
        """Keep a secret under a new account, and read it back. May wait for the person.

        Raises:
            KeyringError: It could not be kept, or came back different; then nothing is left of it.
        """
        try:
            with _known_errors():
                self._asked().set_password(_service(account), account, secret)
            if self.read(account) != secret:
                raise errors.KeyringFailed()
        except errors.KeyMissing:
            raise errors.KeyringFailed() from None
        except errors.KeyringFailed:
            with suppress(errors.KeyringError):
                self.delete(account)
            raise

    def delete(self, account: str) -> None:
        """Forget a secret; nothing happens when there is none.

        Raises:
            KeyringError: It could not be deleted.
        """
        with _known_errors():
            backend = self._backend()
            if backend.get_password(_service(account), account) is None:
                return
            backend.delete_password(_service(account), account)
            if self._backend().get_password(_service(account), account):
                raise errors.KeyringFailed()

    def _asked(self) -> Backend:
        """Return the keyring, which may be another program's than before."""
        backend = self._backend()
        if sys.platform == "linux":
            self._owner = self._find_owner() or self._owner
        return backend


def _service(account: str) -> str:
    # Windows finds items by service alone, and moves an older one aside for a second account.
    return f"{SERVICE} {account}" if sys.platform == "win32" else SERVICE


@contextmanager
def _known_errors() -> Iterator[None]:
    """Sort whatever a backend raises. Its words are dropped: they may hold anything."""
    try:
        yield
    except errors.KeyringError:
        raise
    except Exception as error:
        raise _known(error) from None


def _known(error: Exception) -> errors.KeyringError:
    """Sort by the names along the chain of causes: the classes are the platform's own."""
    names: set[str] = set()
    cause: BaseException | None = error
    while cause is not None and len(names) < 10:
        names.add(type(cause).__name__)
        cause = cause.__cause__
    if names & {"NoKeyringError", "SecretServiceNotAvailableException", "ImportError"}:
        return errors.KeyringMissing()
    if names & {"KeyringLocked", "LockedException", "PromptDismissedException"}:
        return errors.KeyringLocked()
    return errors.KeyringFailed(error=type(error).__name__)
