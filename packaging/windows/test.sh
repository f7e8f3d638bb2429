#!/bin/sh
# Tests the packages for Windows as somebody meets them, in a fresh prefix of wine under Xvfb.
#   packaging/test windows [DIST]
# DIST (dist when left out) is what packaging/build windows made on Linux; the same rig is used.
# tests/installed/test_windows.py says what is done: a silent installation, the program's own test with
# the Credential Manager, a double click, an upgrade while the program runs and after, with a journal
# in place, and removal; for setup.exe and for the .msi. Its figures are printed.
set -eu
cd "$(dirname "$0")/../.."
dist=${1:-dist}
setup=$(ls "$dist"/Repair-*-unsigned-test-build.exe)
msi=$(ls "$dist"/Repair-*-unsigned-test-build.msi)
version=$(basename "$setup" | sed 's/^Repair-\(.*\)-windows-.*/\1/')
. packaging/windows/wine_rig/rig.sh
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
trap 'close_root "$rig"' EXIT
make_rig
begun=$(date +%s)

rm -rf "$rig/srv/check" "$rig/home/rig/try" "$rig/home/rig/older"
mkdir -p "$rig/srv/check/packages"
git archive HEAD | tar -x -C "$rig/srv/check"
printf '[pytest]\naddopts = --import-mode=importlib\nmarkers =\n    slow: as in the checkout\n' \
    >"$rig/srv/check/pytest.ini"
cp "$setup" "$msi" "$rig/srv/check/packages"
chroot "$rig" chown -R rig:rig /srv/check

say "A lower version of the same, with one more file"
REPAIR_PREFIX=older as_rig "sh /srv/rig/make_prefix
    cd /srv/check
    wine packages/*.exe /S
    wineserver --wait
    cp -R \"\$WINEPREFIX\"/drive_c/users/rig/AppData/Local/Programs/Repair /home/rig/try
    rm -rf \"\$WINEPREFIX\" /home/rig/try/uninstall.exe /home/rig/try/notes.ico
    echo 'Only the older one has this.' >/home/rig/try/lib/of-the-older-one"
as_rig "cd /srv/check
    $rig_python packaging/build_icons.py /home/rig/try.icons
    for kind in setup msi; do
        python3 packaging/windows/installers.py \$kind /home/rig/try /home/rig/try.icons \
            /home/rig/try.packages --version 0.0.1 --quick
    done
    mv /home/rig/try.packages/*.exe packages/older.exe
    mv /home/rig/try.packages/*.msi packages/older.msi
    rm -rf /home/rig/try /home/rig/try.icons /home/rig/try.packages"

say "Installed, used, upgraded, removed"
REPAIR_PREFIX=try as_rig "sh /srv/rig/make_prefix
    cd /srv/check
    export REPAIR_PACKAGES=/srv/check/packages REPAIR_NEWER=$version
    export REPAIR_JOURNAL='$rig_python tests/helpers/usual_journal.py'
    xvfb-run -a -s '-screen 0 1280x800x24' sh -euc '
        openbox &
        python3 -m pytest -c pytest.ini -q -s -x --noconftest -p no:cacheprovider \
            tests/installed/test_windows.py'
    wineserver --kill
    rm -rf \"\$WINEPREFIX\""
say "All is well, in $(($(date +%s) - begun)) seconds"
