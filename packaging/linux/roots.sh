# shellcheck shell=sh
# Sourced: empty Debians to build and test in. Needs root and debootstrap.
# Bases are kept in REPAIR_ROOTS (build/roots when it is not set), so that each is fetched once.

roots=${REPAIR_ROOTS:-$PWD/build/roots}

say() { printf '== %s\n' "$*"; }

# Makes an empty Debian.
#   $1  its name, such as bookworm
#   $2  where
make_root() {
    # Without Debian's keys debootstrap would trust any mirror; Ubuntu does not have them by itself.
    keys=/usr/share/keyrings/debian-archive-keyring.gpg
    { command -v debootstrap >/dev/null && [ -e $keys ]; } ||
        apt-get install -y -q debootstrap debian-archive-keyring >/dev/null
    if ! [ -e "$roots/$1.base/etc/debian_version" ]; then
        say "An empty Debian ($1)"
        mkdir -p "$roots"
        debootstrap --variant=minbase --keyring=$keys "$1" "$roots/$1.base" >/dev/null
    fi
    [ -e "$2/etc/debian_version" ] || cp -a "$roots/$1.base" "$2"
}

# Lets a root use this computer's network and devices.
open_root() {
    for place in proc sys dev dev/pts; do
        mountpoint -q "$1/$place" || mount --bind "/$place" "$1/$place"
    done
    mount -t tmpfs none "$1/dev/shm" 2>/dev/null || true
    cp /etc/resolv.conf /etc/hosts "$1/etc/"
    # Where the network is looked into, PIP_CERT names the certificates to trust.
    if [ -n "${PIP_CERT:-}" ]; then cp "$PIP_CERT" "$1/root/certificates.crt"; fi
}

close_root() {
    for place in dev/shm dev/pts dev proc sys; do
        if mountpoint -q "$1/$place"; then umount -l "$1/$place"; fi
    done
}

# Runs words of shell in a root, as its administrator.
in_root() {
    root=$1
    shift
    chroot "$root" env -i HOME=/root LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        DEBIAN_FRONTEND=noninteractive \
        ${SOURCE_DATE_EPOCH:+SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH"} \
        ${PIP_CERT:+PIP_CERT=/root/certificates.crt} sh -euc "$*"
}
