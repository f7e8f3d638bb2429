#!/bin/sh
# Tests the disk image for macOS as somebody meets it, on a Mac that is thrown away afterwards.
#   packaging/test macos [DIST]
# DIST (dist when left out) is what packaging/build macos made, on a Mac of the same kind.
# tests/installed/test_macos.py says what is done. It installs into /Applications, writes into the
# keychain and into the account's own folder, and refuses where Repair is or was: use a runner.
# REPAIR_PREVIOUS names a folder with the images of the release before, which is upgraded then; without
# it, the same program under a lower version is.
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

# Makes an environment out of lock files.
#   $1  the sources that have them
#   $2  the environment's folder
#   ... which
environment() {
    sources=$1 folder=$2
    shift 2
    "${REPAIR_PYTHON:-python3}" -m venv "$folder"
    for set in "$@"; do
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
            --require-hashes --only-binary :all: -r "$sources/packaging/lock/$set.txt"
    done
}

REPAIR_IMAGE=$1 REPAIR_PROCESSOR=$processor
export REPAIR_IMAGE REPAIR_PROCESSOR
environment . "$work/venv" packaging test
mkdir "$work/check"
git archive HEAD | tar -x -C "$work/check"
printf '[pytest]\naddopts = --import-mode=importlib\nmarkers =\n    slow: as in the checkout\n' \
    >"$work/check/pytest.ini"
if [ -n "${REPAIR_PREVIOUS:-}" ]; then
    REPAIR_OLDER=$(ls "$REPAIR_PREVIOUS"/Repair-*-macos-"$processor"*.dmg)
    older=$(basename "$REPAIR_OLDER" | sed 's/^Repair-\(.*\)-macos-.*/\1/')
    mkdir "$work/older"
    git archive "v$older" | tar -x -C "$work/older"
    environment "$work/older" "$work/older/venv" run
    REPAIR_JOURNAL="$work/older/venv/bin/python $work/older/tests/helpers/usual_journal.py"
    export REPAIR_OLDER REPAIR_JOURNAL
fi
cd "$work/check"
"$work/venv/bin/python" -m pytest -c pytest.ini -q -s -x -p no:cacheprovider -p no:randomly \
    --noconftest tests/installed/test_macos.py
