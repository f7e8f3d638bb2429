"""What the campaigns share that run the whole program: accounts, a few of them at once."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from campaigns.common import MEMORY, Figures
from helpers import real_keyring
from helpers.real_keyring import login
from helpers.remote import Account, Refused, Stuck, account

from repair_desktop.core.errors import KnownError

PASSWORD = "pw"
"""What unlocks the keyring of an account that has one."""

Use = Callable[[Account, int, random.Random, Figures], None]
"""Uses a fresh account so many times."""


def use_accounts(
    use: Use, size: int, each: int, seed: int, *, at_once: int, keyring_every: int = 0
) -> Figures:
    """Use one account after the other, and add up what was counted.

    Args:
        use: Does it.
        size: How often all of them are used together.
        each: How often one is used.
        seed: Where the chance of each account comes from.
        at_once: How many are in use at a time; most of the time somebody waits for something.
        keyring_every: Every which of them is logged in with a real GNOME Keyring, where there is
            one; the others have none.
    """

    def one(first: int) -> Figures:
        figures = Figures()
        has_keyring = keyring_every and first // each % keyring_every == keyring_every - 1
        with ExitStack() as stack:
            home = stack.enter_context(account(MEMORY if MEMORY.is_dir() else None))
            if has_keyring and not real_keyring.MISSING:
                home = stack.enter_context(login(home, PASSWORD))
            try:
                use(home, min(each, size - first), random.Random(f"{seed}:{first}"), figures)
            except (Stuck, Refused) as error:
                figures.wrong.append(f"stuck: {error}")
            except KnownError as error:
                figures.wrong.append(f"does not open: {type(error).__name__}")
        return figures

    figures = Figures()
    with ThreadPoolExecutor(at_once) as lanes:
        for part in lanes.map(one, range(0, size, each)):
            figures.counts += part.counts
            figures.wrong += part.wrong
    return figures
