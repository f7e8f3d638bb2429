from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.vault import KEY, OTHER_KEY, quick_sealer
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.errors import (
    HeaderDamaged,
    KeyMissing,
    LockDamaged,
    WrongEntryPassphrase,
    WrongPassphrase,
)
from repair_desktop.core.ids import EntryId
from repair_desktop.core.ports import PassphraseSlot, Sealer
from repair_desktop.system import sealer as module
from repair_desktop.system.sealer import CEILING, FLOOR, Cost, NaclSealer, calibrate

VAULT = "0123456789abcdef" * 2
WORDS = "four quiet paper boats"


@pytest.fixture
def sealer() -> Sealer:
    return quick_sealer()


@pytest.fixture
def slot(sealer: Sealer) -> PassphraseSlot:
    return sealer.seal(KEY, WORDS, VAULT)


def test_the_passphrase_opens_what_it_sealed(sealer: Sealer, slot: PassphraseSlot) -> None:
    assert sealer.unseal(slot, WORDS, VAULT) == KEY
    assert KEY.key not in slot.sealed


@pytest.mark.parametrize("typed", ["", WORDS + " ", WORDS.upper(), "\ud800"])
def test_another_passphrase_does_not(sealer: Sealer, slot: PassphraseSlot, typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        sealer.unseal(slot, typed, VAULT)


@pytest.mark.parametrize(
    ("sealed_with", "typed"), [("caf\u00e9", "cafe\u0301"), ("\ufb01sch", "fisch"), ("１２", "12")]
)
def test_the_same_letters_in_another_form_open(
    sealer: Sealer, sealed_with: str, typed: str
) -> None:
    assert sealer.unseal(sealer.seal(KEY, sealed_with, VAULT), typed, VAULT) == KEY


def test_two_slots_of_one_passphrase_differ(sealer: Sealer, slot: PassphraseSlot) -> None:
    other = sealer.seal(KEY, WORDS, VAULT)
    assert other.salt != slot.salt
    assert other.sealed != slot.sealed


def test_a_slot_belongs_to_its_vault(sealer: Sealer, slot: PassphraseSlot) -> None:
    with pytest.raises(WrongPassphrase):
        sealer.unseal(slot, WORDS, "f" * 32)


@given(st.integers(0, 88 * 8 - 1))
def test_no_changed_slot_gives_a_key(bit: int) -> None:
    sealer = quick_sealer()
    slot = sealer.seal(KEY, WORDS, VAULT)
    sealed = bytearray(slot.sealed)
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(WrongPassphrase):
        sealer.unseal(replace(slot, sealed=bytes(sealed)), WORDS, VAULT)


@pytest.mark.parametrize(
    "harm",
    [
        {"memlimit": 100 << 30},
        {"memlimit": 0},
        {"opslimit": 1_000_000},
        {"opslimit": 0},
        {"salt": b"short"},
        {"sealed": b""},
        {"sealed": b"x" * 30},
    ],
)
def test_a_slot_no_sealer_wrote_is_refused_at_once(
    sealer: Sealer, slot: PassphraseSlot, harm: dict[str, int]
) -> None:
    with pytest.raises(HeaderDamaged):
        sealer.unseal(replace(slot, **harm), WORDS, VAULT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seconds", "memory"), [(0.0, CEILING), (0.1, FLOOR * 7), (0.3, FLOOR * 2), (9.0, FLOOR)]
)
def test_the_cost_fits_the_machine(
    monkeypatch: pytest.MonkeyPatch, seconds: float, memory: int
) -> None:
    ticks = iter((0.0, seconds * 0.999))
    monkeypatch.setattr(module, "_derive", lambda *_: b"")
    monkeypatch.setattr("time.perf_counter", lambda: next(ticks, 0.0))
    assert calibrate() == Cost(3, memory)


def test_a_real_slot_costs_at_least_the_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "calibrate", lambda: Cost(3, FLOOR))
    sealer = NaclSealer()
    slot = sealer.seal(KEY, WORDS, VAULT)
    assert (slot.opslimit, slot.memlimit) == (3, FLOOR)
    assert sealer.unseal(slot, WORDS, VAULT) == KEY


def test_the_check_tells_keys_vaults_and_generations_apart(sealer: Sealer) -> None:
    checks = {
        sealer.key_check(KEY, VAULT, 1),
        sealer.key_check(OTHER_KEY, VAULT, 1),
        sealer.key_check(replace(KEY, salt=bytes(16)), VAULT, 1),
        sealer.key_check(KEY, "f" * 32, 1),
        sealer.key_check(KEY, VAULT, 2),
    }
    assert len(checks) == 5
    assert {len(check) for check in checks} == {16}


# --- an entry by itself ---------------------------------------------------------------------

ENTRY, OTHER_ENTRY = EntryId("1" * 32), EntryId("2" * 32)


@pytest.mark.parametrize("secret", [b"", b"all of it \xed\xa0\xbd \0", b"w" * 1_000_000])
def test_an_entry_opens_with_its_passphrase(sealer: Sealer, secret: bytes) -> None:
    slot = sealer.seal_entry(secret, WORDS, ENTRY)
    assert sealer.unseal_entry(slot, WORDS, ENTRY) == secret
    assert not secret or secret not in slot.sealed


@pytest.mark.parametrize(
    ("sealed_with", "typed"), [("caf\u00e9", "cafe\u0301"), ("\ufb01sch", "fisch"), ("１２", "12")]
)
def test_an_entry_opens_with_the_same_letters_in_another_form(
    sealer: Sealer, sealed_with: str, typed: str
) -> None:
    slot = sealer.seal_entry(b"words", sealed_with, ENTRY)
    assert sealer.unseal_entry(slot, typed, ENTRY) == b"words"


@pytest.mark.parametrize("typed", ["", WORDS + " ", WORDS.upper(), "\ud800"])
def test_an_entry_stays_shut_for_another_passphrase(sealer: Sealer, typed: str) -> None:
    slot = sealer.seal_entry(b"words", WORDS, ENTRY)
    with pytest.raises(WrongEntryPassphrase):
        sealer.unseal_entry(slot, typed, ENTRY)


def test_what_is_sealed_for_an_entry_is_no_other_entrys_and_no_vaults(
    sealer: Sealer, slot: PassphraseSlot
) -> None:
    locked = sealer.seal_entry(KEY.key + KEY.salt, WORDS, ENTRY)
    with pytest.raises(WrongEntryPassphrase):
        sealer.unseal_entry(locked, WORDS, OTHER_ENTRY)
    with pytest.raises(WrongPassphrase):
        sealer.unseal(locked, WORDS, ENTRY)
    with pytest.raises(WrongEntryPassphrase):
        sealer.unseal_entry(slot, WORDS, EntryId(VAULT))


@given(st.integers(0, (24 + 5 + 16) * 8 - 1), st.sampled_from(["sealed", "salt"]))
def test_no_changed_bit_gives_other_words(bit: int, part: str) -> None:
    sealer = quick_sealer()
    slot = sealer.seal_entry(b"words", WORDS, ENTRY)
    harmed = bytearray(getattr(slot, part))
    place = bit // 8 % len(harmed)
    harmed[place] ^= 1 << bit % 8
    changed = {part: bytes(harmed)}
    with pytest.raises(WrongEntryPassphrase):
        sealer.unseal_entry(replace(slot, **changed), WORDS, ENTRY)  # type: ignore[arg-type]


def test_an_entry_can_not_be_made_cheaper_to_guess(sealer: Sealer) -> None:
    slot = sealer.seal_entry(b"words", WORDS, ENTRY)
    for change in ({"opslimit": 2}, {"memlimit": 16384}):
        with pytest.raises(WrongEntryPassphrase):
            sealer.unseal_entry(replace(slot, **change), WORDS, ENTRY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "harm",
    [
        {"memlimit": 100 << 30},
        {"memlimit": 0},
        {"memlimit": -1},
        {"opslimit": 1_000_000},
        {"opslimit": 0},
        {"salt": b"short"},
        {"sealed": b""},
        {"sealed": b"x" * 39},
    ],
)
def test_a_lock_no_sealer_wrote_is_refused_before_anything_is_computed(
    monkeypatch: pytest.MonkeyPatch, sealer: Sealer, harm: dict[str, object]
) -> None:
    slot = sealer.seal_entry(b"words", WORDS, ENTRY)
    monkeypatch.setattr(module, "_derive", lambda *_: pytest.fail("it was computed"))
    with pytest.raises(LockDamaged):
        sealer.unseal_entry(replace(slot, **harm), WORDS, ENTRY)  # type: ignore[arg-type]


def test_a_real_lock_costs_at_least_the_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "calibrate", lambda: Cost(3, FLOOR))
    slot = NaclSealer().seal_entry(b"words", WORDS, ENTRY)
    assert (slot.opslimit, slot.memlimit) == (3, FLOOR)


# --- the keyring's line ---------------------------------------------------------------------


def test_an_item_comes_back(sealer: Sealer) -> None:
    item = sealer.to_item(KEY, VAULT, 3)
    assert item.startswith(f"rd1:{VAULT}:3:")
    assert len(item) < 160
    assert sealer.from_item(item, VAULT, 3) == KEY
    assert sealer.from_item(item + "\n", VAULT, 3) == KEY


def test_an_item_of_another_vault_or_generation_is_missing(sealer: Sealer) -> None:
    item = sealer.to_item(KEY, VAULT, 1)
    for vault, generation in (("f" * 32, 1), (VAULT, 2)):
        with pytest.raises(KeyMissing):
            sealer.from_item(item, vault, generation)


@given(st.text())
def test_no_other_text_is_a_key(text: str) -> None:
    with pytest.raises(KeyMissing):
        quick_sealer().from_item(text, VAULT, 1)


@given(st.data())
def test_no_changed_item_is_a_key(data: st.DataObject) -> None:
    item = quick_sealer().to_item(KEY, VAULT, 1)
    place = data.draw(st.integers(0, len(item) - 1))
    letter = data.draw(st.characters().filter(lambda c: c != item[place] and c.strip() == c))
    with pytest.raises(KeyMissing):
        quick_sealer().from_item(item[:place] + letter + item[place + 1 :], VAULT, 1)
