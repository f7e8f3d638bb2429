#!/bin/sh
# Tests the packages for Windows as somebody meets them. packaging/test windows [DIST] calls it.
#
# DIST (dist when left out) is what packaging/build windows made. tests/installed/test_windows.py says
# what is done: a silent installation, the program's own test with the Credential Manager, a double
# click, an upgrade while the program runs and after, with a journal in place, and removal; for
# setup.exe and, where there is one, for the .msi. Its figures are printed.
#
# On Linux it runs in a fresh prefix of wine under Xvfb, in the rig that built them. On Windows (in the
# shell that comes with Git; UNTESTED, none was in reach) it wants an administrator's account that is
# thrown away afterwards. REPAIR_PREVIOUS names a folder with the packages of the release before, which
# is upgraded then; without it, the same program under a lower version is.
set -eu
cd "$(dirname "$0")/../.."
dist=$(CDPATH='' cd -- "${1:-dist}" && pwd)

tests="python3 -m pytest -c pytest.ini -q -s -x --noconftest -p no:cacheprovider \
tests/installed/test_windows.py"

# Puts the sources to test with into a folder.
#   $1  the folder
checkout() {
    rm -rf "$1"
    mkdir -p "$1/packages"
    git archive HEAD | tar -x -C "$1"
    printf '[pytest]\naddopts = --import-mode=importlib\nmarkers =\n    slow: as in the checkout\n' \
        >"$1/pytest.ini"
}

# Prints the version in the name of an installer.
version_of() { basename "$1" | sed 's/^Repair-\(.*\)-windows-.*/\1/'; }

in_rig() {
    . packaging/windows/wine_rig/rig.sh
    setup=$(ls "$dist"/Repair-*-unsigned-test-build.exe)
    msi=$(ls "$dist"/Repair-*-unsigned-test-build.msi)
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
    trap 'close_root "$rig"' EXIT
    make_rig
    begun=$(date +%s)
    rm -rf "$rig/home/rig/try" "$rig/home/rig/older"
    checkout "$rig/srv/check"
    cp "$setup" "$msi" "$rig/srv/check/packages"
    chroot "$rig" chown -R rig:rig /srv/check

    say "A lower version of the same, with one more file; and one that says it is for ARM"
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
        rm -rf /home/rig/try/*/
        python3 tests/helpers/for_arm.py /home/rig/try/Repair.exe
        python3 packaging/windows/installers.py setup /home/rig/try /home/rig/try.icons \
            /home/rig/try.packages --quick
        mv /home/rig/try.packages/*-arm64.exe packages/for-arm.exe
        rm -rf /home/rig/try /home/rig/try.icons /home/rig/try.packages"

    say "Installed, used, upgraded, removed"
    REPAIR_PREFIX=try as_rig "sh /srv/rig/make_prefix
        cd /srv/check
        export REPAIR_PACKAGES=/srv/check/packages REPAIR_OLDER=0.0.1
        export REPAIR_NEWER=$(version_of "$setup")
        export REPAIR_JOURNAL='$rig_python tests/helpers/usual_journal.py'
        xvfb-run -a -s '-screen 0 1280x800x24' sh -euc 'openbox & exec $tests'
        wineserver --kill
        rm -rf \"\$WINEPREFIX\""
    say "All is well, in $(($(date +%s) - begun)) seconds"
}

# Makes an environment to test with.
#   $1  the sources
#   $2  the environment's folder
environment() {
    "${REPAIR_PYTHON:-python}" -m venv "$2"
    "$2/Scripts/python.exe" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "$1/packaging/lock/test.txt"
}

on_windows() {
    work=$PWD/build/try
    rm -rf "$work"
    checkout "$work"
    environment "$work" "$work/venv"
    python=$(cygpath -m "$work/venv/Scripts/python.exe")
    case $(uname -m) in
    aarch64 | arm64) machine=arm64 ;;
    *) machine=x64 ;;
    esac
    setup=$(ls "$dist"/Repair-*-windows-$machine.exe)
    cp "$setup" "$work/packages"
    [ $machine != x64 ] || cp "$dist"/Repair-*-windows-x64.msi "$work/packages"
    cd "$work"
    if [ -n "${REPAIR_PREVIOUS:-}" ]; then
        previous=$(ls "$REPAIR_PREVIOUS"/Repair-*-windows-$machine.exe)
        REPAIR_OLDER=$(version_of "$previous")
        cp "$previous" packages/older.exe
        [ $machine != x64 ] || cp "$REPAIR_PREVIOUS"/Repair-*-windows-x64.msi packages/older.msi
        # An older program opens no newer journal, so its own sources make it.
        mkdir older
        git -C "$OLDPWD" archive "v$REPAIR_OLDER" | tar -x -C older
        environment older older/venv
        REPAIR_JOURNAL="$(cygpath -m "$PWD/older/venv/Scripts/python.exe")"
        REPAIR_JOURNAL="$REPAIR_JOURNAL $(cygpath -m "$PWD/older/tests/helpers/usual_journal.py")"
    else
        REPAIR_OLDER=0.0.1
        REPAIR_JOURNAL="$python tests/helpers/usual_journal.py"
        installed=$(cygpath "$LOCALAPPDATA")/Programs/Repair
        # Git's shell would take /S for a path.
        MSYS_NO_PATHCONV=1 "$(ls packages/Repair-*.exe)" /S
        cp -R "$installed" older
        MSYS_NO_PATHCONV=1 "$installed/uninstall.exe" /S
        while [ -e "$installed" ]; do sleep 1; done
        rm older/uninstall.exe older/notes.ico
        echo 'Only the older one has this.' >older/lib/of-the-older-one
        "$python" packaging/build_icons.py icons
        "$python" packaging/windows/installers.py setup older icons made --version 0.0.1 --quick
        mv made/*.exe packages/older.exe
        # wixl makes no .msi on Windows; its upgrade is tested once there is a release to upgrade.
    fi
    REPAIR_PACKAGES=$(cygpath -m "$PWD/packages")
    REPAIR_NEWER=$(version_of "$setup")
    export REPAIR_PACKAGES REPAIR_OLDER REPAIR_NEWER REPAIR_JOURNAL
    # shellcheck disable=SC2086 # words on purpose
    "$python" ${tests#python3 }
}

case $(uname -s) in
Linux) in_rig ;;
MINGW* | MSYS* | CYGWIN*) on_windows ;;
*)
    echo "Packages for Windows are tested on Windows, or on Linux in a rig." >&2
    exit 2
    ;;
esac
