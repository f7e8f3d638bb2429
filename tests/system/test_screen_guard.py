from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from repair_desktop.system.screen_guard import ScreenGuard, present_screen_guard

KEPT_OUT, BLACK, LET_IN = 0x11, 0x01, 0x00
HIGH = 0x7FFF_FFFF_0000_0010
"""A window's number that needs all 64 bits."""


class User32:
    """Windows' library as C calls it; ``refused`` affinities do not work on this Windows."""

    def __init__(self, refused: set[int]) -> None:
        self.asked: list[tuple[int, int]] = []

        def answer(window: int, affinity: int) -> int:
            self.asked.append((window, affinity))
            return affinity not in refused

        shape = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong)
        self.SetWindowDisplayAffinity = shape(answer)


@pytest.mark.parametrize(
    ("out", "refused", "asked", "did"),
    [
        (True, set(), [KEPT_OUT], True),
        (True, {KEPT_OUT}, [KEPT_OUT, BLACK], True),
        (True, {KEPT_OUT, BLACK}, [KEPT_OUT, BLACK], False),
        (False, set(), [LET_IN], True),
        (False, {LET_IN}, [LET_IN], False),
    ],
)
def test_windows_is_asked(out: bool, refused: set[int], asked: list[int], did: bool) -> None:
    user32 = User32(refused)
    assert ScreenGuard(user32).keep_out(HIGH, out) is did
    assert user32.asked == [(HIGH, affinity) for affinity in asked]


def test_the_library_is_told_what_it_gets() -> None:
    function = SimpleNamespace()
    ScreenGuard(SimpleNamespace(SetWindowDisplayAffinity=function))
    assert ctypes.sizeof(function.argtypes[0]) == ctypes.sizeof(ctypes.c_void_p)
    assert len(function.argtypes) == 2


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows")
@pytest.mark.parametrize("out", [True, False])
def test_windows_knows_the_function(out: bool) -> None:
    guard = present_screen_guard()
    assert guard is not None
    assert not guard.keep_out(0, out)  # no window has this number


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has one")
def test_elsewhere_there_is_none() -> None:
    assert present_screen_guard() is None
