#!/bin/sh
# Tests the packages for Linux as somebody meets them, in empty Debians 12 and 13.
# packaging/test linux [DIST] calls it.
#
# DIST (dist when left out) is what packaging/build linux made. Each root gets a desktop (X server,
# window manager, bus, screen reader's bus, GNOME Keyring) and an ordinary user; then a package of an
# older version is installed, used and upgraded, the newer one is used, removed and purged. Then the .rpm
# and the archive.
# Needs root, debootstrap and the network of a package mirror. REPAIR_SUITES names other releases.
# REPAIR_PREVIOUS names a folder with the packages of the release before, which is upgraded then;
# without it, the same program under a lower version is.
set -eu
cd "$(dirname "$0")/../.."
. packaging/linux/roots.sh

dist=${1:-dist}
deb=$(ls "$dist"/repair-desktop_*_amd64.deb)
archive=$(ls "$dist"/repair-desktop-*-linux-x86_64.tar.xz)
rpm=$(ls "$dist"/repair-desktop-*.x86_64.rpm)
version=$(dpkg-deb -f "$deb" Version)
work=$(mktemp -d)
root=
clear_away() {
    [ -z "$root" ] || close_root "$root"
    rm -rf --one-file-system "$work"
}
trap clear_away EXIT

# What a package has to be.
largest_deb=40
largest_installed=150
size=$(($(stat -c %s "$deb") / 1000000))
installed=$(($(dpkg-deb -f "$deb" Installed-Size) / 1000))
say ".deb: $size MB (at most $largest_deb), installed: $installed MB (at most $largest_installed)"
[ "$size" -lt "$largest_deb" ]
[ "$installed" -lt "$largest_installed" ]

if [ -n "${REPAIR_PREVIOUS:-}" ]; then
    cp "$REPAIR_PREVIOUS"/repair-desktop_*_amd64.deb "$work/older.deb"
else
    say "The same under a lower version"
    dpkg-deb -R "$deb" "$work/older"
    sed -i 's/^Version: .*/Version: 0.0.1/' "$work/older/DEBIAN/control"
    echo "Only the older one has this." >"$work/older/usr/lib/repair-desktop/lib/of-the-older-one"
    dpkg-deb --root-owner-group -Zxz -z1 --build "$work/older" "$work/older.deb" >/dev/null
fi

desktop=$(printf '%s ' xvfb openbox xdotool dbus-daemon at-spi2-core gir1.2-atspi-2.0 python3-gi \
    gnome-keyring libsecret-tools strace sqlite3 python3-pytest shared-mime-info desktop-file-utils \
    xz-utils weston rpm)

# Runs words of shell as the ordinary user.
as_user() {
    chroot --userspec=ina:ina "$root" env -i HOME=/home/ina LANG=C.UTF-8 LC_ALL=C.UTF-8 \
        PATH=/usr/bin:/bin PYTHONDONTWRITEBYTECODE=1 REPAIR_PROGRAM="${program:-/usr/bin/repair-desktop}" \
        REPAIR_DESK=/home/ina/desk REPAIR_READY=/home/ina/ready REPAIR_NEWER="$version" \
        sh -euc "cd /srv/check && $*"
}

# Runs tests as the ordinary user. One that was skipped has shown nothing, so it fails.
tests() {
    told=$(mktemp "$work/told.XXXXXX")
    as_user "python3 -m pytest -c pytest.ini -q -s -rs -p no:cacheprovider $*" >"$told" 2>&1 || {
        cat "$told"
        return 1
    }
    if grep -q skipped "$told"; then
        cat "$told"
        return 1
    fi
    grep -o 'sockets in the tour.*' "$told" || true
    tail -n 1 "$told"
}

# Every file but the person's own, and what Debian keeps about packages.
everything() {
    (
        cd "$root"
        find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./home \
            -o -path ./run -o -path ./var/cache -o -path ./var/log -o -path ./var/lib/dpkg \
            -o -path ./var/lib/apt \) -prune -o -type d -printf '%y %m %p\n' \
            -o -printf '%y %m %p %s\n' | sort
    )
}

for suite in ${REPAIR_SUITES:-bookworm trixie}; do
    begun=$(date +%s)
    root=$work/$suite
    make_root "$suite" "$root"
    open_root "$root"
    say "$suite: a desktop, and an ordinary user"
    in_root "$root" "apt-get update -q >/dev/null
        apt-get install -y -q --no-install-recommends $desktop >/dev/null 2>&1
        apt-get satisfy -y -q --no-install-recommends '$(dpkg-deb -f "$deb" Depends)' >/dev/null 2>&1
        useradd --create-home ina"
    mkdir -p "$root/srv/check"
    git archive HEAD tests | tar -x -C "$root/srv/check"
    printf '[pytest]\naddopts = --import-mode=importlib\nmarkers =\n    slow: as in the checkout\n' \
        >"$root/srv/check/pytest.ini"
    cp "$deb" "$root/srv/newer.deb"
    cp "$work/older.deb" "$root/srv/older.deb"
    everything >"$work/$suite.before"

    say "$suite: the older package, and the newer one while a journal is open"
    in_root "$root" "apt-get install -y -q --no-install-recommends /srv/older.deb >/dev/null 2>&1"
    tests tests/installed/test_upgrade.py -k before_and_after &
    user=$!
    while ! [ -e "$root/home/ina/ready" ]; do
        kill -0 $user || exit 1
        sleep 0.2
    done
    in_root "$root" "apt-get install -y -q --no-install-recommends /srv/newer.deb >/dev/null 2>&1"
    wait $user
    tests tests/installed/test_upgrade.py -k next_start
    [ ! -e "$root/usr/lib/repair-desktop/lib/of-the-older-one" ]
    # shellcheck disable=SC2016 # the words are the root's
    in_root "$root" '[ -z "$(dpkg -V repair-desktop)" ]'
    say "$suite: dpkg -V has nothing to say"

    say "$suite: its own test, no way out, a double click"
    tests tests/installed/test_installed.py
    say "$suite: without an X server"
    tests tests/installed/test_wayland.py
    say "$suite: the main job, by keys and accessible names"
    tests tests/desktop/test_main_job.py

    say "$suite: removed, and purged"
    # By dpkg: apt does not know the name any more once nothing of the package is left.
    in_root "$root" "apt-get remove -y -q repair-desktop >/dev/null 2>&1
        [ ! -e /usr/lib/repair-desktop ]
        dpkg --purge repair-desktop 2>/dev/null"
    everything >"$work/$suite.after"
    diff "$work/$suite.before" "$work/$suite.after"
    [ -s "$root/home/ina/desk/home/.local/share/repair-desktop/vault.json" ]
    say "$suite: nothing is left outside the home; the journal is still there"

    say "$suite: the .rpm's files, where rpm knows of no library"
    cp "$rpm" "$root/srv/newer.rpm"
    # Debian 12's asks whether one does not want dpkg.
    yes=$(in_root "$root" "rpm --help | grep -o -e --force-debian || true")
    in_root "$root" "rpm $yes --nodeps --install /srv/newer.rpm
        rpm $yes --nodeps --verify repair-desktop"
    tests tests/installed/test_installed.py -k "'own_test or locked'"
    in_root "$root" "rpm $yes --erase repair-desktop
        [ ! -e /usr/lib/repair-desktop ]"

    say "$suite: the archive, without an administrator"
    cp "$archive" "$root/home/ina/archive.tar.xz"
    as_user "cd && tar -xf archive.tar.xz && sh repair-desktop-*/install"
    program=/home/ina/.local/bin/repair-desktop
    tests tests/installed/test_installed.py -k "'own_test or locked'"
    program=
    as_user "sh /home/ina/.local/lib/repair-desktop/uninstall --uninstall
        [ ! -e /home/ina/.local/lib/repair-desktop ]"

    close_root "$root"
    rm -rf --one-file-system "$root"
    root=
    say "$suite: all is well, in $(($(date +%s) - begun)) seconds"
done
