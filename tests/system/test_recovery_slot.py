from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.vault import KEY, quick_sealer
from hypothesis import given
from hypothesis import strategies as st

from repair_desktop.core.errors import HeaderDamaged, WrongRecoveryCode
from repair_desktop.core.ports import PassphraseSlot, RecoverySlot, Sealer
from repair_desktop.core.recovery_code import ALPHABET, code_of, new_code, parse_code

VAULT = "0123456789abcdef" * 2
CODE = code_of([(5 * place + 11) % 32 for place in range(26)])


@pytest.fixture
def sealer() -> Sealer:
    return quick_sealer()


@pytest.fixture
def slot(sealer: Sealer) -> RecoverySlot:
    return sealer.seal_with_code(KEY, CODE, VAULT)


def test_the_code_opens_what_it_sealed(sealer: Sealer, slot: RecoverySlot) -> None:
    assert sealer.unseal_with_code(slot, parse_code(" ".join(CODE.groups).lower()), VAULT) == KEY
    assert KEY.key not in slot.sealed
    assert CODE.characters.encode() not in slot.salt + slot.sealed


def test_another_code_does_not(sealer: Sealer, slot: RecoverySlot) -> None:
    neighbour = code_of(
        [
            ALPHABET.index(letter) ^ (place == 25)
            for place, letter in zip(range(26), CODE.characters, strict=False)
        ]
    )
    for other in (neighbour, new_code(), code_of([0] * 26)):
        with pytest.raises(WrongRecoveryCode):
            sealer.unseal_with_code(slot, other, VAULT)


def test_two_slots_of_one_code_differ(sealer: Sealer, slot: RecoverySlot) -> None:
    other = sealer.seal_with_code(KEY, CODE, VAULT)
    assert other.salt != slot.salt
    assert other.sealed != slot.sealed


def test_a_slot_belongs_to_its_vault(sealer: Sealer, slot: RecoverySlot) -> None:
    with pytest.raises(WrongRecoveryCode):
        sealer.unseal_with_code(slot, CODE, "f" * 32)


def test_a_slot_of_one_kind_never_passes_for_the_other(sealer: Sealer, slot: RecoverySlot) -> None:
    by_passphrase = sealer.seal(KEY, CODE.characters, VAULT)
    with pytest.raises(WrongRecoveryCode):
        sealer.unseal_with_code(RecoverySlot(by_passphrase.salt, by_passphrase.sealed), CODE, VAULT)
    with pytest.raises(Exception, match="WrongPassphrase"):
        sealer.unseal(PassphraseSlot(slot.salt, 1, 8192, slot.sealed), CODE.characters, VAULT)


@given(st.integers(0, (16 + 88) * 8 - 1))
def test_no_changed_slot_gives_a_key(bit: int) -> None:
    sealer = quick_sealer()
    slot = sealer.seal_with_code(KEY, CODE, VAULT)
    whole = bytearray(slot.salt + slot.sealed)
    whole[bit // 8] ^= 1 << bit % 8
    with pytest.raises(WrongRecoveryCode):
        sealer.unseal_with_code(RecoverySlot(bytes(whole[:16]), bytes(whole[16:])), CODE, VAULT)


@pytest.mark.parametrize(
    "harm", [{"salt": b"short"}, {"salt": bytes(17)}, {"sealed": b""}, {"sealed": bytes(87)}]
)
def test_a_slot_no_sealer_wrote_is_refused(
    sealer: Sealer, slot: RecoverySlot, harm: dict[str, bytes]
) -> None:
    with pytest.raises(HeaderDamaged):
        sealer.unseal_with_code(replace(slot, **harm), CODE, VAULT)
