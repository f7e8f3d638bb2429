#!/bin/sh
# Makes the packages for Linux out of what is committed. packaging/build linux [OUT] calls it.
# OUT (dist when left out) gets a .deb, a .rpm and an archive that installs without an administrator,
# and the list of what is in them: one for the .deb, one for the other two.
# They are made in an empty Debian 12, so that they run wherever its C library, or a newer one, is.
# Needs root, debootstrap and the network of package mirrors.
set -eu
cd "$(dirname "$0")/../.."
. packaging/environment.sh
. packaging/linux/roots.sh

out=${1:-dist}
mkdir -p "$out"
suite=bookworm
root=$roots/$suite.build
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

make_root "$suite" "$root"
trap 'close_root "$root"' EXIT
open_root "$root"

say "What packages are made with"
# libcups2 is what the print plugin asks for; its name goes into the package.
tools="python3 python3-venv libpython3.11 binutils dpkg-dev rpm lintian desktop-file-utils appstream
    file xz-utils libcups2 libwayland-client0"
# shellcheck disable=SC2086 # words on purpose
set -- $tools $QT_PACKAGES
in_root "$root" "
    dpkg -s $* >/dev/null 2>&1 || {
        apt-get update -q >/dev/null
        apt-get install -y -q --no-install-recommends $* >/dev/null
    }"

rm -rf "$root/build/repair" "$root/build/out"
mkdir -p "$root/build/repair" "$root/build/out"
git archive HEAD | tar -x -C "$root/build/repair"
# shellcheck disable=SC2016 # the words are the root's
in_root "$root" '
    cd /build/repair
    mark=$(cksum <packaging/lock/packaging.txt)
    [ "$(cat /build/venv/mark 2>/dev/null)" = "$mark" ] || {
        rm -rf /build/venv
        python3 -m venv /build/venv
        /build/venv/bin/pip install --quiet --disable-pip-version-check --no-input \
            --require-hashes --only-binary :all: -r packaging/lock/packaging.txt
        echo "$mark" >/build/venv/mark
    }'

say "The program, with what Debian has left out"
in_root "$root" 'cd /build/repair &&
    REPAIR_SYSTEM_LIBRARIES=1 packaging/freeze /build/out/debian /build/venv/bin/python'
say "The program, with its libraries"
in_root "$root" 'cd /build/repair && packaging/freeze /build/out/whole /build/venv/bin/python'
for made in debian whole; do
    in_root "$root" "cd /build/repair &&
        /build/venv/bin/python packaging/licences.py /build/out/$made/repair-desktop"
done
say "The packages"
in_root "$root" "cd /build/repair && /build/venv/bin/python packaging/linux/packages.py \
    /build/out/debian/repair-desktop /build/out/whole/repair-desktop /build/out/packages"
say "What is in them"
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/build/repair/repair_desktop/__init__.py")
in_root "$root" "cd /build/repair
    packaging/sbom /build/out/debian/repair-desktop \
        /build/out/packages/repair-desktop_${version}_amd64.cdx.json /build/venv/bin/python
    packaging/sbom /build/out/whole/repair-desktop \
        /build/out/packages/repair-desktop-$version-linux-x86_64.cdx.json /build/venv/bin/python"
say "What Debian's own checks say"
in_root "$root" 'cd /build/out/packages && sh /build/repair/packaging/linux/check.sh'
cp "$root"/build/out/packages/* "$out"/
(cd "$out" && ls -l)
