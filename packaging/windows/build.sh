#!/bin/sh
# Makes the packages for Windows out of what is committed. packaging/build windows [OUT] calls it.
#
# On Windows (in the shell that comes with Git) it needs Python 3.11 to 3.14 from python.org and NSIS;
# it makes setup.exe, which is what is released. REPAIR_PYTHON names the Python.
# On Linux it makes setup.exe and .msi in the rig (wine_rig/rig.sh), both named unsigned test builds.
# Beside them comes the list of what is in them (packaging/sbom).
set -eu
cd "$(dirname "$0")/../.."
out=${1:-dist}
mkdir -p "$out"
out=$(CDPATH='' cd -- "$out" && pwd)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

# Prints the name of the list of what is in an installer, which knows its machine.
#   $1  the folder that it is in
list_in() {
    made=$(ls "$1"/Repair-*.exe)
    echo "$(basename "$made" .exe).cdx.json"
}

on_windows() {
    work=$PWD/build/windows
    python=$work/venv/Scripts/python.exe
    rm -rf "$work"
    mkdir -p "$work/source"
    git archive HEAD | tar -x -C "$work/source"
    cd "$work/source"
    "${REPAIR_PYTHON:-python}" -m venv "$work/venv"
    "$python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r packaging/lock/packaging.txt
    packaging/freeze "$work" "$python"
    "$python" packaging/licences.py "$work/repair-desktop"
    "$python" packaging/build_icons.py "$work/icons"
    "$python" packaging/windows/installers.py setup "$work/repair-desktop" "$work/icons" "$out"
    packaging/sbom "$work/repair-desktop" "$out/$(list_in "$out")" "$python"
}

in_rig() {
    . packaging/windows/wine_rig/rig.sh
    trap 'close_root "$rig"' EXIT
    make_rig
    rm -rf "$rig/build"
    mkdir -p "$rig/build/repair" "$rig/build/out"
    git archive HEAD | tar -x -C "$rig/build/repair"
    chroot "$rig" chown -R rig:rig /build
    say "The program"
    as_rig "cd /build/repair
        packaging/freeze /build/out $rig_python
        $rig_python packaging/licences.py /build/out/repair-desktop
        $rig_python packaging/build_icons.py /build/out/icons"
    say "The installers"
    as_rig "cd /build/repair
        for kind in setup msi; do
            python3 packaging/windows/installers.py \$kind /build/out/repair-desktop /build/out/icons \
                /build/out/packages --name unsigned-test-build
        done"
    say "What is in them"
    as_rig "cd /build/repair
        packaging/sbom /build/out/repair-desktop \
            /build/out/packages/$(list_in "$rig/build/out/packages") python3"
    cp "$rig"/build/out/packages/*unsigned-test-build.* "$out"/
    (cd "$out" && ls -l ./*unsigned-test-build.*)
}

case $(uname -s) in
Linux) in_rig ;;
MINGW* | MSYS* | CYGWIN*) on_windows ;;
*)
    echo "Packages for Windows are made on Windows, or on Linux in a rig." >&2
    exit 2
    ;;
esac
