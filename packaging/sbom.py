"""Writes down what is in a package that was made: a CycloneDX 1.6 list, native parts too.

    packaging/sbom FOLDER FILE [PYTHON]

is how it is called; it fetches what this needs (packaging/lock/sbom.txt). FOLDER is the packaged
program, signed where it will be, and FILE the list.

The list holds what the program's own page about licences names (``index.json``), and what a wheel
says about itself (PEP 770). What a .deb takes from the system it depends on, and is no part of it.
Each part is below the one that it is compiled into. The same folder gives the same list, byte for
byte: its time is SOURCE_DATE_EPOCH's, and its number comes from what it says.

Sources: https://cyclonedx.org/docs/1.6/json/, https://peps.python.org/pep-0770/,
https://github.com/package-url/purl-spec.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

sys.path.insert(0, str(Path(__file__).resolve().parent))

import licences
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License
from cyclonedx.model.lifecycle import LifecyclePhase, PredefinedLifecycle
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

LIBRARY = "cyclonedx-python-lib"
OURS = "repair-desktop"
"""What begins the names of our own properties."""


class Contradiction(Exception):
    """What is in a package is not what is said about it."""


@dataclass(slots=True)
class _Program:
    """A package that was made, and what is said about it."""

    files: Mapping[str, Path]
    said: Mapping[str, Mapping[str, Any]]
    parts: list[licences.Part] = field(default_factory=licences.load_parts)

    def version(self, part: licences.Part) -> str | None:
        """Return a part's version, or None where nobody knows more than whose part it is."""
        if part.version == "outer" or self.said[part.name]["version"].startswith("as in "):
            return None
        return str(self.said[part.name]["version"])

    def owned(self, part: licences.Part) -> list[Component]:
        """Return the files that are a part's own; links are none."""
        return [
            Component(
                type=ComponentType.FILE,
                name=name,
                bom_ref=f"file:{name}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=_sum(path))],
            )
            for name, path in self.files.items()
            if not path.is_symlink() and licences.owner_of_file(name, self.parts) == part
        ]


def _sum(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _licence(expression: str, words: str) -> License:
    return LicenseFactory().make_from_string(
        words if expression.startswith("LicenseRef-") else expression
    )


def _component(part: licences.Part, program: _Program) -> Component:
    version = program.version(part)
    name = part.distribution if part.distribution and not part.purl else part.known_as
    read = licences.matching(program.files, part.version_in or part.within)
    properties = []
    if version is None:
        told = f"not told; {program.said[part.name]['version']}"
        properties.append(Property(name=f"{OURS}:version", value=told))
    elif part.version_text and read:
        properties.append(Property(name=f"{OURS}:version-read-from", value=read[0]))
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=version,
        bom_ref=part.name,
        scope=ComponentScope.REQUIRED,
        licenses=[_licence(part.expression, part.licence)],
        purl=_purl(part, version),
        cpe=part.cpe.format(version=version) if part.cpe and version else None,
        external_references=[
            ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.source))
        ],
        properties=properties,
        components=program.owned(part),
    )


def _purl(part: licences.Part, version: str | None) -> PackageURL | None:
    if part.purl:
        if version is None:
            return PackageURL.from_string(part.purl.partition("@")[0])
        # ICU's tags have a line where its versions have a point.
        tag = version.replace(".", "-") if part.known_as == "ICU" else version
        return PackageURL.from_string(part.purl.format(version=tag))
    if part.distribution:
        name = re.sub(r"[-_.]+", "-", part.distribution).lower()
        return PackageURL("pypi", name=name, version=version)
    return None


def _debian(package: Mapping[str, str], part: licences.Part) -> Component:
    system = package["system"]
    return Component(
        type=ComponentType.LIBRARY,
        name=package["name"],
        version=package["version"],
        bom_ref=f"{part.name}: {package['name']}",
        scope=ComponentScope.REQUIRED,
        licenses=[_licence(part.expression, part.licence)],
        purl=PackageURL(
            "deb",
            namespace=system.partition("-")[0],
            name=package["name"],
            version=package["version"],
            qualifiers={"arch": package["architecture"], "distro": system},
        ),
    )


def _has_terms(owner: licences.Part, name: str, terms: Iterable[str]) -> bool:
    """Whether the texts of a part hold the terms of something inside it: Apache's, or by name."""
    if "Apache-2.0.txt" in owner.texts and all("Apache-2.0" in one.split(" OR ") for one in terms):
        return True
    places = [licences.PACKAGING / "licence_texts" / file for file in owner.texts]
    named = re.compile(rf"^--- .*(?<![\w-]){re.escape(name)}(?![\w-]).* ---$", re.MULTILINE)
    return any(named.search(place.read_text(encoding="utf-8")) for place in places)


def _of_wheels(program: _Program) -> Iterator[tuple[licences.Part, Component]]:
    """Yield what wheels say about their own insides, each with the part that says it.

    Raises:
        Contradiction: It is another version than ours of the same thing.
    """
    for name in licences.matching(program.files, ["lib/*.dist-info/sboms/*.json"]):
        owner = licences.owner_of_file(name, program.parts)
        assert owner is not None
        ours = {
            part.known_as.lower(): program.version(part)
            for part in program.parts
            if owner in licences.around(part, program.files, program.parts)
        }
        for told in json.loads(program.files[name].read_bytes())["components"]:
            if told.get("scope") == "excluded":  # only what built it
                continue
            terms = [one["expression"] for one in told.get("licenses", ())]
            if terms and not _has_terms(owner, told["name"], terms):
                raise Contradiction(f"{name}: the terms of {told['name']} are in no text of ours")
            named = PackageURL.from_string(told["purl"])
            # A package of Rust may be called as the library that it is a door to.
            if named.type == "generic" and told["name"].lower() in ours:
                if ours[told["name"].lower()] != told["version"]:
                    raise Contradiction(f"{name} says {told['name']} {told['version']}")
                continue
            if str(named.qualifiers.get("download_url", "")).startswith("file:"):  # who built it
                named = named._replace(qualifiers={})
            yield (
                owner,
                Component(
                    type=ComponentType.LIBRARY,
                    name=told["name"],
                    version=told["version"],
                    bom_ref=f"{owner.name}: {named}",
                    scope=ComponentScope.REQUIRED,
                    licenses=[_licence(one["expression"], "") for one in told["licenses"]],
                    purl=named,
                ),
            )


def describe(folder: Path, moment: datetime) -> str:
    """Return the list of what is in a package, as CycloneDX 1.6 JSON.

    Args:
        folder: The packaged program.
        moment: When it was made.

    Raises:
        Contradiction: A wheel says something else than we do, or the list breaks the schema.
    """
    index = json.loads((licences.texts_of(folder) / licences.INDEX).read_bytes())
    said = {part["name"]: part for part in index["parts"]}
    program = _Program(licences.files_of(folder), said)
    shipped = [part for part in program.parts if part.name in said]
    [ours] = [part for part in shipped if part.version == "repair"]
    root = Component(
        type=ComponentType.APPLICATION,
        name=ours.name,
        version=program.version(ours),
        bom_ref=ours.name,
        licenses=[_licence(ours.expression, ours.licence)],
        purl=PackageURL("generic", name=OURS, version=program.version(ours)),
        components=program.owned(ours),
    )
    components = {part.name: _component(part, program) for part in shipped if part != ours}
    below: dict[str, list[Component]] = {}
    for part in shipped:
        if part == ours:
            continue
        for above in said[part.name]["inside"] or [ours.name]:
            below.setdefault(above, []).append(components[part.name])
        for package in said[part.name]["packages"]:
            below.setdefault(part.name, []).append(_debian(package, part))
    for owner, component in _of_wheels(program):
        below.setdefault(owner.name, []).append(component)

    bom = Bom(
        serial_number=UUID(int=0), components={one for some in below.values() for one in some}
    )
    bom.metadata.timestamp = moment
    bom.metadata.component = root
    bom.metadata.lifecycles = [PredefinedLifecycle(LifecyclePhase.POST_BUILD)]
    bom.metadata.tools = ToolRepository(
        components=[
            Component(
                type=ComponentType.LIBRARY,
                name=LIBRARY,
                version=metadata.version(LIBRARY),
                purl=PackageURL("pypi", name=LIBRARY, version=metadata.version(LIBRARY)),
            )
        ]
    )
    for name, component in {ours.name: root, **components}.items():
        bom.register_dependency(component, below.get(name))
    # A number of its own for each list, and the same for the same list.
    digest = hashlib.sha256(JsonV1Dot6(bom).output_as_string().encode()).hexdigest()
    bom.serial_number = uuid5(NAMESPACE_URL, f"urn:sha256:{digest}")
    text = JsonV1Dot6(bom).output_as_string(indent=1) + "\n"
    if (broken := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)) is not None:
        raise Contradiction(f"the list breaks the schema: {broken}")
    return text


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)
    words = parser.parse_args()
    moment = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    text = describe(words.folder, moment)
    words.file.write_text(text, encoding="utf-8", newline="\n")
    print(f"{words.file.name}: {len(json.loads(text)['components'])} components")
    return 0


if __name__ == "__main__":
    sys.exit(main())
