"""The whole program and a real GNOME Keyring, from login to login.

Whatever the keyring does, the page at the door says what it is, nothing is made anew, what the
keyring holds is left alone, and the recovery code opens the journal.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from helpers import real_keyring
from helpers.real_keyring import Item, forget, items, login, put, silent
from helpers.remote import Account, Remote, account

pytestmark = pytest.mark.skipif(
    bool(real_keyring.MISSING), reason=f"not installed: {', '.join(real_keyring.MISSING)}"
)

NOTE = "Brimstone teacups on the windowsill"
PASSWORD = "pw"
MORE = "More: Time, mood grid, feelings, tags, note"


class Home:
    """An account with a journal whose key is in its keyring, and something written in it."""

    def __init__(self, made: Account) -> None:
        self.account = made
        with login(made, PASSWORD) as first:
            program = start(first, keyring_name="KWallet")
            self.code = program.make_a_journal("")
            program.press(MORE)
            program.ask("type", NOTE, "Note")
            program.press("Good")
            program.press("Save this check-in")
            program.ask("wait", "Check in again")
            program.quit()
            [self.item] = items(first)
        self.files = databases(made)

    def items(self) -> list[Item]:
        """Log in, and look into the keyring."""
        with login(self.account, PASSWORD) as inside:
            return items(inside)


@pytest.fixture
def home() -> Iterator[Home]:
    with account() as made:
        yield Home(made)


def start(inside: Account, **wishes: object) -> Remote:
    program = Remote(inside, wishes={"quick": True, **wishes})
    program.wait_for("born")
    return program


def databases(made: Account) -> list[tuple[str, int]]:
    """Name every database, and where it lies on the disk: another one would lie elsewhere."""
    found = made.data.rglob("journal*.db")
    return sorted((path.name, path.stat().st_ino) for path in found if path.parent == made.data)


def is_my_journal(program: Remote) -> None:
    program.ask("wait", "Today")
    program.press("Mood timeline")
    program.press("Table")
    program.ask("wait_for_text", NOTE)


def opens_by_itself(inside: Account) -> None:
    program = start(inside)
    try:
        is_my_journal(program)
        program.quit()
    finally:
        program.close()


def opens_by_code(home: Home, inside: Account, state: str, *says: str, **wishes: object) -> None:
    """Meet a state at the door, open with the code from there, and quit."""
    program = start(inside, **wishes)
    try:
        program.ask("wait_for_door", state)
        shown = "\n".join(program.ask("texts"))
        for text in says:
            assert text in shown
        assert databases(home.account) == home.files
        program.press("Use my recovery code")
        program.ask("type", home.code, "Recovery code")
        program.ask("keys", "Return")
        program.ask("wait_for_door", "recovered")
        program.press("Open my journal")
        is_my_journal(program)
        program.ask("keys", "Ctrl+Q")
        assert program.wait_for_end() == 0
    finally:
        program.close()
    assert databases(home.account) == home.files


# --- four logins of one account ---------------------------------------------------------------


def test_a_keyring_that_is_locked_opens_to_the_code_and_is_left_alone(home: Home) -> None:
    with login(home.account) as locked:
        opens_by_code(home, locked, "keyring_locked")
    with login(home.account, "not the password") as wrong:
        opens_by_code(home, wrong, "keyring_locked")
    with login(home.account, PASSWORD) as again:
        opens_by_itself(again)
        assert items(again) == [home.item]
    assert databases(home.account) == home.files


def test_without_a_keyring(home: Home) -> None:
    with login(home.account, bare=True) as bare:
        opens_by_code(home, bare, "keyring_missing")
    opens_by_code(home, home.account, "keyring_missing")  # there is no bus either
    assert home.items() == [home.item]


def test_a_keyring_that_never_answers(home: Home) -> None:
    with login(home.account, bare=True) as inside, silent(inside):
        opens_by_code(home, inside, "waiting_long", silent_after=1_500)
    assert home.items() == [home.item]


# --- a keyring that holds something else ------------------------------------------------------


@pytest.mark.parametrize(
    "secret", ["", "rd1:", "not a key", "another journal's"], ids=["empty", "cut", "other", "moved"]
)
def test_a_wrong_value_is_mended_with_the_code(home: Home, secret: str) -> None:
    if secret == "another journal's":
        with account() as other:
            secret = Home(other).item.secret
    with login(home.account, PASSWORD) as inside:
        put(inside, home.item.account, secret)
        assert [(item.account, item.secret) for item in items(inside)] == [
            (home.item.account, secret)
        ]
        opens_by_code(home, inside, "key_missing")
        assert [item.secret for item in items(inside)] == [home.item.secret]
    with login(home.account, PASSWORD) as again:
        opens_by_itself(again)


def test_an_item_that_is_gone_is_put_back_with_the_code(home: Home) -> None:
    with login(home.account, PASSWORD) as inside:
        forget(inside, home.item.account)
        assert items(inside) == []
        opens_by_code(home, inside, "key_missing")
    with login(home.account, PASSWORD) as again:
        opens_by_itself(again)
        assert [item.secret for item in items(again)] == [home.item.secret]


def test_another_keyring_than_then_names_both(home: Home) -> None:
    """As after installing the system anew, or with another desktop."""
    shutil.rmtree(home.account.root / "home/.local/share/keyrings")
    with login(home.account, "another password") as inside:
        assert items(inside) == []
        opens_by_code(home, inside, "key_missing", "KWallet", "GNOME Keyring")
    with login(home.account, "another password") as again:
        opens_by_itself(again)


# --- a first start ----------------------------------------------------------------------------


def test_a_keyring_that_takes_no_key_makes_no_journal() -> None:
    """No keyring was ever made, and there is no screen on which it could ask for a password."""
    with account() as made, login(made) as inside:
        program = start(inside)
        try:
            program.press("Start")
            program.press("Continue")
            program.press("Only me")
            program.ask("wait", "This computer account")
            program.press("Continue")
            program.write_down_the_code()
            program.ask("wait", "Use a passphrase instead")
            assert not (made.data / "vault.json").exists()
            assert list(made.data.rglob("journal*")) == []
        finally:
            program.close()
