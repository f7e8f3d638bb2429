#!/bin/sh
# Tests the disk image for macOS as somebody meets it, on a Mac that is thrown away afterwards.
#   packaging/test macos [DIST]
# DIST (dist when left out) is what packaging/build macos made, on a Mac of the same kind.
# tests/installed/test_macos.py says what is done. It installs into /Applications, writes into the
# keychain and into the account's own folder, and refuses where Repair is or was: use a runner.
# UNTESTED: it was written on a Linux machine.
set -eu
cd "$(dirname "$0")/../.."
[ "$(uname -s)" = Darwin ] || {
    echo "Packages for macOS are tested on a Mac." >&2
    exit 2
}
[ "${CI:-}" = true ] || {
    echo "This takes an account of its own. On a Mac that is thrown away, set CI=true." >&2
    exit 2
}
dist=${1:-dist}
dist=$(CDPATH='' cd -- "$dist" && pwd)
processor=$(uname -m)
set -- "$dist"/Repair-*-macos-"$processor"*.dmg
[ $# = 1 ] && [ -e "$1" ] || {
    echo "There is to be one image for $processor in $dist." >&2
    exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${REPAIR_PYTHON:-python3}" -m venv "$work/venv"
for set in packaging test; do
    "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "packaging/lock/$set.txt"
done
mkdir "$work/check"
git archive HEAD | tar -x -C "$work/check"
printf '[pytest]\naddopts = --import-mode=importlib\nmarkers =\n    slow: as in the checkout\n' \
    >"$work/check/pytest.ini"
cd "$work/check"
REPAIR_IMAGE=$1 REPAIR_PROCESSOR=$processor "$work/venv/bin/python" -m pytest -c pytest.ini -q -s -x \
    -p no:cacheprovider -p no:randomly --noconftest tests/installed/test_macos.py
