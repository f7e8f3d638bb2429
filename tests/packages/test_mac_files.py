"""What the package for macOS says and may do, as far as it can be looked at anywhere."""

from __future__ import annotations

import os
import plistlib
import re
import struct
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from helpers.tools import ROOT, load

from repair_desktop import __version__
from repair_desktop.app.start import APPLICATION_ID, LANGUAGES
from repair_desktop.core.sheets import SUFFIX
from repair_desktop.system import paths

sys.path[:0] = [str(ROOT / "packaging"), str(ROOT / "packaging/pyinstaller")]
licences = load("licences.py")
bundle = load("macos/bundle.py")
check_files = load("macos/check_files.py")
Slice = check_files.Slice

SPEC = (ROOT / "packaging/pyinstaller/repair-desktop.spec").read_text(encoding="utf-8")
BUILD = (ROOT / "packaging/macos/build.sh").read_text(encoding="utf-8")
TEST = (ROOT / "packaging/macos/test.sh").read_text(encoding="utf-8")


def info() -> dict[str, Any]:
    told = bundle.info_plist("1.2.3", LANGUAGES)
    read: dict[str, Any] = plistlib.loads(plistlib.dumps(told))
    assert read == told
    return read


# --- Info.plist -------------------------------------------------------------------------------


def test_the_finder_shows_the_programs_name_and_version() -> None:
    told = info()
    assert (told["CFBundleName"], told["CFBundleDisplayName"]) == ("Repair", "Repair")
    assert told["CFBundleShortVersionString"] == told["CFBundleVersion"] == "1.2.3"
    assert bundle.identifier() == APPLICATION_ID
    assert bundle.numbers(__version__).count(".") == 2


@pytest.mark.parametrize(
    ("version", "numbers"), [("1.2.3", "1.2.3"), ("2.0rc1", "2.0.1"), ("4", "4.0.0")]
)
def test_apple_takes_three_numbers(version: str, numbers: str) -> None:
    assert bundle.numbers(version) == numbers


def test_it_speaks_the_languages_of_the_program() -> None:
    told = info()
    assert told["CFBundleLocalizations"] == list(LANGUAGES)
    assert told["CFBundleDevelopmentRegion"] == LANGUAGES[0]


def test_a_sheet_has_one_kind_and_the_program_owns_it() -> None:
    told = info()
    [exported] = told["UTExportedTypeDeclarations"]
    [opened] = told["CFBundleDocumentTypes"]
    kind = exported["UTTypeIdentifier"]
    # Apple: lower case letters, digits, dots, hyphens. It may never change.
    assert kind == "org.repairdesktop.repairsheet"
    assert opened["LSItemContentTypes"] == [kind]
    assert opened["LSHandlerRank"] == "Owner"
    tags = exported["UTTypeTagSpecification"]
    assert [f".{ending}" for ending in tags["public.filename-extension"]] == [SUFFIX]
    [named] = tags["public.mime-type"]
    linux = (ROOT / "packaging/linux/org.repairdesktop.Repair.mime.xml").read_text("utf-8")
    assert f'type="{named}"' in linux
    assert exported["UTTypeDescription"] == opened["CFBundleTypeName"] == bundle.SHEET_NAME
    assert f"<comment>{bundle.SHEET_NAME}</comment>" in linux


def test_a_sheet_is_called_by_its_name_in_every_language(tmp_path: Path) -> None:
    assert set(LANGUAGES) <= set(bundle.SHEET_NAMES)
    windows = (ROOT / "packaging/windows/installer.nsi").read_text(encoding="utf-8")
    names = f'SheetName "{bundle.SHEET_NAMES["en"]}" "{bundle.SHEET_NAMES["de"]}"'
    assert names in windows
    written = list(bundle.write_names(tmp_path, ["en", "de"]))
    assert [inside for _file, inside in written] == ["en.lproj", "de.lproj"]
    words = plistlib.loads(written[1][0].read_bytes())
    assert words == {bundle.SHEET_NAME: bundle.SHEET_NAMES["de"]}


def test_it_gives_no_reason_for_what_it_never_asks_for() -> None:
    assert not [key for key in info() if key.endswith("UsageDescription")]


def test_the_oldest_macos_is_the_same_everywhere() -> None:
    told = info()
    assert told["LSMinimumSystemVersion"] == bundle.MINIMUM
    oldest = f"macOS {bundle.MINIMUM.removesuffix('.0')}"
    for document in ("docs/install.md", "README.md", "docs/releasing.md"):
        assert oldest in (ROOT / document).read_text(encoding="utf-8"), document


def test_the_spec_takes_all_of_it_from_there() -> None:
    assert "info_plist=bundle.info_plist(__version__, LANGUAGES)" in SPEC
    assert "bundle_identifier=bundle.identifier()" in SPEC
    assert not re.search(r"\b(CF|LS|NS|UT)[A-Z]\w+[a-z]", SPEC)
    assert "codesign_identity" not in SPEC
    assert "target_arch" not in SPEC


def test_the_journal_lies_where_the_documents_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    name = paths.find_folders("", {}).data.name
    text = (ROOT / "docs/install.md").read_text(encoding="utf-8")
    assert f"| Mac | `Library/Application Support/{name}` in your home |" in text
    story = (ROOT / "tests/installed/test_macos.py").read_text(encoding="utf-8")
    assert f'Path.home() / "Library/Application Support/{name}"' in story


# --- the spec -----------------------------------------------------------------------------------


class Made:
    """Takes the place of what PyInstaller gives to a spec, and remembers what it was asked for."""

    def __init__(self, *parts: object, **words: Any) -> None:
        self.parts, self.words = parts, words
        names = [*ON_A_MAC, *NOT_ON_A_MAC]
        self.binaries = [(name, f"/x/{name}", "BINARY") for name in names]
        self.datas = [("resources/icons/a.svg", "/x/a.svg", "DATA")]
        self.pure = [("repair_desktop", "/x/repair_desktop", "PYMODULE")]
        self.scripts = [("launch", "/x/launch.py", "PYSOURCE")]


def test_the_spec_makes_an_app_on_a_mac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole spec runs; only PyInstaller's own parts are not there."""
    hooks = ModuleType("PyInstaller.utils.hooks")
    hooks.collect_submodules = lambda name: [name]  # type: ignore[attr-defined]
    hooks.copy_metadata = lambda name: [(f"/x/{name}", name)]  # type: ignore[attr-defined]
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sys, "path", list(sys.path))
    real = metadata.distribution
    monkeypatch.setattr(
        metadata, "distribution", lambda name: real("pytest" if name == "pyinstaller" else name)
    )
    names: dict[str, Any] = dict.fromkeys(("Analysis", "PYZ", "EXE", "COLLECT"), Made)
    apps: list[Made] = []
    names["BUNDLE"] = lambda *parts, **words: apps.append(Made(*parts, **words))
    names["SPECPATH"] = str(ROOT / "packaging/pyinstaller")
    names["workpath"] = str(tmp_path / "work")
    exec(compile(SPEC, "repair-desktop.spec", "exec"), names)

    [app] = apps
    assert app.words["info_plist"] == bundle.info_plist(__version__, LANGUAGES)
    assert Path(app.words["icon"]).read_bytes().startswith(b"icns")
    assert app.parts == (names["folder"],)
    starter, binaries, datas = names["folder"].parts
    assert starter.words["console"] is False
    assert starter.words["strip"] is False
    assert [name for name, _from, _kind in binaries] == list(ON_A_MAC)
    kept = {name: Path(place) for name, place, _kind in datas}
    assert kept[f"{LANGUAGES[0]}.lproj/InfoPlist.strings"].is_file()
    assert kept["resources/licences/index.json"].is_file()
    assert kept["resources/licences/LGPL-3.0.txt"].is_file()


# --- rights and signing -----------------------------------------------------------------------

WRITTEN_AND_RUN = "com.apple.security.cs.allow-unsigned-executable-memory"
OTHER_LIBRARIES = "com.apple.security.cs.disable-library-validation"


@pytest.mark.parametrize(
    ("processor", "ad_hoc", "rights"),
    [
        ("arm64", False, set()),
        ("x86_64", False, {WRITTEN_AND_RUN}),
        ("arm64", True, {OTHER_LIBRARIES}),
        ("x86_64", True, {WRITTEN_AND_RUN, OTHER_LIBRARIES}),
    ],
)
def test_it_asks_for_no_right_that_is_not_needed(
    processor: str, ad_hoc: bool, rights: set[str]
) -> None:
    command = [sys.executable, str(ROOT / "packaging/macos/bundle.py"), "entitlements", processor]
    told = subprocess.run(
        [*command, *(["--ad-hoc"] if ad_hoc else [])], capture_output=True, check=True
    )
    assert plistlib.loads(told.stdout) == dict.fromkeys(rights, True)


def test_there_is_no_other_processor() -> None:
    with pytest.raises(ValueError, match="ppc"):
        bundle.entitlements("ppc", ad_hoc=False)


def commands(script: str) -> list[str]:
    """Return the lines of a script that are no comments, with lines that go on put together."""
    whole = script.replace("\\\n", " ")
    return [line for line in whole.splitlines() if not line.lstrip().startswith("#")]


def test_it_is_signed_from_the_inside_out_and_hardened() -> None:
    lines = commands(BUILD)
    assert [line for line in lines if "--deep" in line] == [
        'codesign --verify --strict --deep --verbose=1 "$app"'
    ]
    for line in lines:
        if line.strip().startswith("set -- --force"):
            assert "--options runtime" in line
    signing = [line for line in lines if re.search(r'codesign "\$@"', line)]
    assert ["'*.dylib'" in signing[0], "'*.framework' -prune -exec" in signing[1]] == [True, True]
    assert [line for line in signing if "--entitlements" in line] == signing[2:]
    assert signing[2].endswith('"$app"')


def test_no_secret_stands_in_a_command() -> None:
    for word in ("--password", "--apple-id", "--key ", "security unlock", "security import"):
        assert word not in BUILD


def test_what_is_unsigned_says_so_in_its_name() -> None:
    assert '[ -n "$sign_as" ] || image=$image-unsigned.dmg' in BUILD
    assert "UNTESTED" in BUILD
    assert "UNTESTED" in TEST


@pytest.mark.skipif(sys.platform == "darwin", reason="it would begin")
@pytest.mark.parametrize("command", ["build", "test"])
def test_elsewhere_nothing_is_begun(command: str, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("a script for a POSIX shell")
    done = subprocess.run(
        [ROOT / "packaging" / command, "macos", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "on a Mac" in done.stderr
    assert list(tmp_path.iterdir()) == []


# --- libraries --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slices", "wrong"),
    [
        ([Slice("arm64", (13, 0))], []),
        ([Slice("x86_64", (26, 0)), Slice("arm64", (15, 0))], []),
        ([Slice("arm64", (15, 1))], ["a is for macOS 15.1 and newer"]),
        ([Slice("arm64", None)], ["a does not say which macOS it is for"]),
        ([Slice("x86_64", (10, 13))], ["a is not for arm64"]),
        ([], ["a is not for arm64"]),
    ],
)
def test_a_library_for_another_mac_is_found(slices: list[object], wrong: list[str]) -> None:
    assert list(check_files.faults("a", slices, "arm64", (15, 0))) == wrong


@pytest.mark.parametrize(("text", "numbers"), [("15.0", (15, 0)), ("13", (13, 0))])
def test_a_version_that_is_written_out(text: str, numbers: tuple[int, int]) -> None:
    assert check_files.version(text) == numbers


def test_a_library_is_found_where_the_system_would_look(tmp_path: Path) -> None:
    frameworks = tmp_path / "Frameworks"
    (frameworks / "PySide6").mkdir(parents=True)
    (tmp_path / "MacOS").mkdir()
    module, library = frameworks / "PySide6/a.so", frameworks / "libb.dylib"
    library.write_bytes(b"")
    one = Slice("arm64", (13, 0), (), ("@loader_path/nowhere", "@loader_path/.."))

    def found(needed: str) -> Path | None:
        place: Path | None = check_files.find(module, one, needed, tmp_path / "MacOS")
        return place

    assert found("@rpath/libb.dylib") == library
    assert found("@loader_path/../libb.dylib") == library
    assert found("@executable_path/../Frameworks/libb.dylib") == library
    assert found("@rpath/libc.dylib") is None
    assert found("/usr/local/lib/libb.dylib") is None


LOCK = """\
# A comment.
alpha==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
beta==2.0 ; sys_platform == 'linux' \\
    --hash=sha256:cc
gamma==3.0 ; sys_platform == 'darwin' and python_full_version < '3.12' \\
    --hash=sha256:dd
"""


@pytest.mark.parametrize(("python", "names"), [("3.11", ["alpha", "gamma"]), ("3.13", ["alpha"])])
def test_what_of_the_lock_a_mac_installs(python: str, names: list[str]) -> None:
    lines = check_files.locked_for_macs(LOCK, "arm64", python)
    assert [line.partition("==")[0] for line in lines] == names
    assert re.sub(" +", " ", lines[0]) == "alpha==1.0 --hash=sha256:aa --hash=sha256:bb"


def load_command(number: int, *values: int, text: bytes = b"") -> bytes:
    body = struct.pack(f"<{len(values)}I", *values) + text
    body += bytes(-len(body) % 8)
    return struct.pack("<II", number, 8 + len(body)) + body


def library(processor: int, minimum: int) -> bytes:
    """A library for macOS with nothing in it, as <mach-o/loader.h> describes it."""
    loads = [
        load_command(0x32, 1, minimum, minimum, 0),  # LC_BUILD_VERSION: macOS
        load_command(0xC, 24, 0, 0, 0, text=b"@rpath/libb.dylib\0"),  # LC_LOAD_DYLIB
        load_command(0x8000001C, 12, text=b"@loader_path/..\0"),  # LC_RPATH
    ]
    whole = b"".join(loads)
    return struct.pack("<8I", 0xFEEDFACF, processor, 0, 6, len(loads), len(whole), 0, 0) + whole


def test_what_a_library_says_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.dylib"
    file.write_bytes(library(0x0100000C, 15 << 16 | 2 << 8))
    assert check_files.is_library(file)
    assert check_files.read(file) == [
        Slice("arm64", (15, 2), ("@rpath/libb.dylib",), ("@loader_path/..",))
    ]
    file.write_bytes(b"no library")
    assert not check_files.is_library(file)


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        ("MacOS/repair-desktop", True),
        ("Frameworks/PySide6/QtCore.abi3.so", True),
        ("Frameworks/PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", True),
        ("Frameworks/Python.framework/Versions/3.13/Python", True),
        ("MacOS/another", False),
        ("Resources/a.dylib", False),
        ("Frameworks/PySide6/rcc", False),
    ],
)
def test_no_library_is_left_unsigned(name: str, signed: bool) -> None:
    assert check_files._is_signed_with_the_app(name) is signed


# --- names of files ---------------------------------------------------------------------------

ON_A_MAC = (
    "Python",
    "Python.framework/Versions/3.13/Python",
    "Python.framework/Versions/3.13/Resources/Info.plist",
    "python3.13/lib-dynload/_ctypes.cpython-313-darwin.so",
    "PySide6/QtCore.abi3.so",
    "PySide6/libpyside6.abi3.6.11.dylib",
    "libpyside6.abi3.6.11.dylib",
    "shiboken6/libshiboken6.abi3.6.11.dylib",
    "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
    "PySide6/Qt/lib/QtCore.framework/Versions/A/Resources/Info.plist",
    "QtCore",
    "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
    "PySide6/Qt/plugins/styles/libqmacstyle.dylib",
    "_cffi_backend.cpython-313-darwin.so",
    "nacl/_sodium.abi3.so",
    "sqlcipher3/_sqlite3.cpython-313-darwin.so",
    "en.lproj/InfoPlist.strings",
)
NOT_ON_A_MAC = (
    "QtNetwork",
    "PySide6/Qt/lib/QtNetwork.framework/Versions/A/QtNetwork",
    "PySide6/Qt/lib/QtOpenGL.framework/Versions/A/QtOpenGL",
    "PySide6/Qt/plugins/tls/libqsecuretransportbackend.dylib",
    "PySide6/Qt/plugins/networkinformation/libqapplenetworkinformation.dylib",
    "PySide6/Qt/plugins/platforms/libqminimal.dylib",
    "PySide6/Qt/plugins/imageformats/libqpdf.dylib",
)


def test_files_of_a_mac_are_kept_or_left_out_and_all_known() -> None:
    assert check_files.kept([*ON_A_MAC, *NOT_ON_A_MAC]) == list(ON_A_MAC)
    assert check_files.unknown(ON_A_MAC) == []
    assert check_files.unknown(["libcrypto.3.dylib", "libffi.8.dylib"]) == ["lib/libcrypto.3.dylib"]


def test_an_app_that_was_made_is_looked_at(tmp_path: Path) -> None:
    app = tmp_path / "Repair.app"
    for name in (
        "Info.plist",
        "_CodeSignature/CodeResources",
        "MacOS/repair-desktop",
        "Frameworks/Python.framework/Versions/3.13/Python",
        "Frameworks/python3__dot__13/lib-dynload/_ctypes.cpython-313-darwin.so",
        "Resources/repair.icns",
        "Resources/resources/worksheets/letter.toml",
        "Frameworks/libextra.dylib",
    ):
        path = app / "Contents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (app / "Contents/Frameworks/resources").symlink_to("../Resources/resources")
    assert licences.check(app) == ["lib/libextra.dylib", "there is no index of licences"]
    assert sorted(licences.files_of(app)) == [
        "lib/Python.framework/Versions/3.13/Python",
        "lib/libextra.dylib",
        "lib/python3.13/lib-dynload/_ctypes.cpython-313-darwin.so",
        "lib/repair.icns",
        "lib/resources/worksheets/letter.toml",
        "repair-desktop",
    ]
