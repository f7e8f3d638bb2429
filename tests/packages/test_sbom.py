"""The list beside a package says what is in it, keeps to the schema, and changes with it only."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from helpers.tools import ROOT, load

from repair_desktop import __version__

licences = load("licences.py")
sbom = load("sbom.py")

MOMENT = datetime(2026, 11, 29, 12, tzinfo=UTC)
FILES = (
    "lib/PySide6/Qt6Core.dll",
    "lib/PySide6/Qt6Gui.dll",
    "lib/sqlcipher3/_sqlite3.so",
    "lib/vcruntime140.dll",
    "lib/libz.so.1",
    "lib/resources/worksheets/letter.toml",
    "lib/cryptography/hazmat/bindings/_rust.abi3.so",
)
SAID = "lib/cryptography-50.dist-info/sboms/rust.cyclonedx.json"


def crate(name: str, version: str, kind: str = "cargo", scope: str = "required") -> dict[str, Any]:
    return {
        "name": name,
        "version": version,
        "purl": f"pkg:{kind}/{name}@{version}?download_url=file://folder",
        "scope": scope,
        "licenses": [{"expression": "MIT OR Apache-2.0"}],
    }


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with a little of everything, as the spec makes one."""
    real = metadata.distribution

    def found(name: str) -> metadata.Distribution:
        # What is shipped on one system only need not be installed here.
        return real("pytest" if name in {"pyinstaller", "cryptography"} else name)

    monkeypatch.setattr(metadata, "distribution", found)
    folder = tmp_path / "package"
    openssl = {part.name: part.version for part in licences.load_parts()}
    crates = [
        crate("asn1", "0.24.1"),
        crate("cc", "1", scope="excluded"),
        crate("openssl", "0.10.81"),
        crate("openssl", openssl["OpenSSL, inside cryptography"], kind="generic"),
    ]
    for name in (*FILES, SAID):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    (folder / SAID).write_text(json.dumps({"components": crates}))
    (folder / "lib/libQt6Core.so.6").symlink_to("PySide6/Qt6Core.dll")
    zlib = licences.Package("zlib1g", "1:1.2.13.dfsg-1", "amd64", "debian-12")
    licences.collect(
        (*FILES, SAID),
        ("keyring.core", "jaraco.context"),
        folder / "lib/resources/licences",
        {"lib/libz.so.1": zlib},
    )
    return folder


def named(text: str) -> dict[str, dict[str, Any]]:
    return {part["bom-ref"]: part for part in json.loads(text)["components"]}


def below(text: str) -> dict[str, set[str]]:
    told = json.loads(text)["dependencies"]
    return {one["ref"]: set(one.get("dependsOn", ())) for one in told}


def test_it_keeps_to_the_schema_and_says_what_it_is_of(package: Path) -> None:
    text = sbom.describe(package, MOMENT)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    told = json.loads(text)["metadata"]
    assert told["timestamp"] == "2026-11-29T12:00:00+00:00"
    assert (told["component"]["name"], told["component"]["version"]) == ("Repair", __version__)


def test_it_is_the_same_at_every_time_and_of_another_package_another(package: Path) -> None:
    first = sbom.describe(package, MOMENT)
    assert sbom.describe(package, MOMENT) == first
    (package / "lib/PySide6/Qt6Gui.dll").write_bytes(b"another")
    second = json.loads(sbom.describe(package, MOMENT))
    assert second["serialNumber"] != json.loads(first)["serialNumber"]


def test_it_says_what_the_page_about_licences_says(package: Path) -> None:
    text = sbom.describe(package, MOMENT)
    index = json.loads((package / "lib/resources/licences/index.json").read_bytes())
    parts = {part["name"]: part for part in index["parts"] if part["name"] != "Repair"}
    components = named(text)
    assert set(parts) <= set(components)
    for name, part in parts.items():
        told = components[name].get("version", "")
        assert told == part["version"] or (not told and part["version"].startswith("as in ")), name


def test_native_parts_are_below_those_that_they_are_inside_of(package: Path) -> None:
    text = sbom.describe(package, MOMENT)
    components, tree = named(text), below(text)
    assert {"Qt", "sqlcipher3", "keyring", "jaraco.context", "cryptography"} <= tree["Repair"]
    assert "OpenSSL, inside sqlcipher3" in tree["sqlcipher3"]
    assert "FreeType, inside Qt for Windows and macOS" in tree["Qt"]
    assert tree["zlib"] == {"zlib: zlib1g"}
    openssl = components["OpenSSL, inside sqlcipher3"]
    assert openssl["name"] == "OpenSSL"
    assert openssl["cpe"] == f"cpe:2.3:a:openssl:openssl:{openssl['version']}:*:*:*:*:*:*:*"
    assert openssl["purl"] == f"pkg:github/openssl/openssl@openssl-{openssl['version']}"
    deb = components["zlib: zlib1g"]["purl"]
    assert deb == "pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1?arch=amd64&distro=debian-12"
    every = {"Repair", *components}
    assert all({ref, *others} <= every for ref, others in tree.items())


def test_a_version_that_nobody_knows_is_not_made_up(package: Path) -> None:
    components = named(sbom.describe(package, MOMENT))
    freetype = components["FreeType, inside Qt for Windows and macOS"]
    assert "version" not in freetype
    assert "cpe" not in freetype
    [told] = freetype["properties"]
    assert told["value"] == f"not told; as in Qt {metadata.version('PySide6_Essentials')}"
    runtime = components["Microsoft Visual C++ runtime"]
    [licence] = runtime["licenses"]
    assert licence == {"license": {"name": "Microsoft's terms for redistribution"}}


def test_every_file_is_there_with_its_sum(package: Path) -> None:
    told = json.loads(sbom.describe(package, MOMENT))
    sums = {
        file["name"]: file["hashes"][0]["content"]
        for part in (told["metadata"]["component"], *told["components"])
        for file in part.get("components", ())
    }
    there = {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in licences.files_of(package).items()
        if not path.is_symlink()
    }
    assert sums == there


def test_an_app_for_macos_gives_the_same_list(package: Path, tmp_path: Path) -> None:
    before = sbom.describe(package, MOMENT)
    contents = tmp_path / "Repair.app/Contents"
    contents.mkdir(parents=True)
    (contents / "Info.plist").write_bytes(b"about itself")
    for name, path in licences.files_of(package).items():
        if not path.is_symlink():
            library = name.endswith((".so", ".dll"))
            place = contents / ("Frameworks" if library else "Resources")
            target = place / name.removeprefix("lib/")
            if library:
                target = place / name.removeprefix("lib/").replace("-50.dist", "-50__dot__dist")
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
    assert sbom.describe(contents.parent, MOMENT) == before


def test_what_a_wheel_says_about_itself_is_taken_over(package: Path) -> None:
    text = sbom.describe(package, MOMENT)
    assert below(text)["cryptography"] == {
        "OpenSSL, inside cryptography",
        "cryptography: pkg:cargo/asn1@0.24.1",
        "cryptography: pkg:cargo/openssl@0.10.81",
    }


def test_a_wheel_that_contradicts_us_stops_the_build(package: Path) -> None:
    told = json.dumps({"components": [crate("openssl", "1.1.1", kind="generic")]})
    (package / SAID).write_text(told)
    with pytest.raises(sbom.Contradiction, match=r"says openssl 1\.1\.1"):
        sbom.describe(package, MOMENT)


@pytest.mark.parametrize(
    ("name", "terms", "there"),
    [
        ("anything", "MIT OR Apache-2.0", True),
        ("pem", "MIT", True),
        ("openssl-sys", "MIT", True),
        ("unicode-ident", "(MIT OR Apache-2.0) AND Unicode-3.0", True),
        ("another", "MIT", False),
        ("openssl", "MIT", False),
        ("another", "(MIT OR Apache-2.0) AND Unicode-3.0", False),
    ],
)
def test_terms_that_stand_in_no_text_stop_the_build(
    package: Path, name: str, terms: str, there: bool
) -> None:
    inside = crate(name, "1.0") | {"licenses": [{"expression": terms}]}
    (package / SAID).write_text(json.dumps({"components": [inside]}))
    if there:
        assert name in sbom.describe(package, MOMENT)
    else:
        with pytest.raises(sbom.Contradiction, match=f"the terms of {name} are in no text"):
            sbom.describe(package, MOMENT)


def test_what_breaks_the_schema_stops_the_build(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sbom.JsonV1Dot6, "output_as_string", lambda *_, **__: '{"a": 1}')
    with pytest.raises(sbom.Contradiction, match="breaks the schema"):
        sbom.describe(package, MOMENT)


def test_the_command_fetches_what_is_locked() -> None:
    command = (ROOT / "packaging/sbom").read_text(encoding="utf-8")
    assert "--require-hashes" in command
    locked = (ROOT / "packaging/lock/sbom.txt").read_text(encoding="utf-8")
    assert f"cyclonedx-python-lib=={metadata.version('cyclonedx-python-lib')} " in locked
