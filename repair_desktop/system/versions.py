"""What the program stands on."""

from __future__ import annotations

import platform
from importlib import metadata


def library_versions() -> dict[str, str]:
    """Return the versions of Python, Qt and the libraries, by name."""
    from PySide6.QtCore import qVersion

    return {
        "Python": platform.python_version(),
        "Qt": qVersion(),
        "PySide": _installed("PySide6_Essentials"),
        # PyNaCl has libsodium inside, and keeps its version to itself.
        "libsodium": f"as in PyNaCl {_installed('PyNaCl')}",
        "keyring": _installed("keyring"),
    }


def system_name() -> str:
    """Return the operating system, its version and the processor."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # a bundle may leave it out
        return "unknown"
