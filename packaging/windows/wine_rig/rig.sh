# shellcheck shell=sh
# Sourced: a stand-in for a Windows computer, to build and test packages where there is none.
#
# It is an empty Debian 12 with wine 8, and with CPython for Windows taken from where an ordinary
# client gets it. It proves much, and it is no Windows: docs/releasing.md says what only a real one
# can show. Nothing of the rig is shipped; what is built here is called an unsigned test build.
#
# Needs root, debootstrap and the network of package registries. Expects the project's folder as the
# current one.

. packaging/linux/roots.sh

rig_suite=bookworm
rig=$roots/$rig_suite.wine
# shellcheck disable=SC2034 # for who sources this
rig_python=/srv/rig/python.sh # runs Python for Windows, as seen from inside

# wine for both sizes of program: NSIS' own starter has 32 bits.
rig_packages="wine wine64 wine32:i386 nsis wixl osslsigncode gcc-mingw-w64-x86-64 xvfb xauth openbox
    xdotool ca-certificates unzip python3 python3-pip python3-pytest libpython3.11-stdlib
    fonts-dejavu-core"

# Makes the rig, or takes the one that is there.
make_rig() {
    make_root "$rig_suite" "$rig"
    open_root "$rig"
    # shellcheck disable=SC2086 # words on purpose
    set -- $rig_packages
    in_root "$rig" "
        dpkg --add-architecture i386
        dpkg -s $* >/dev/null 2>&1 || {
            apt-get update -q >/dev/null
            apt-get install -y -q --no-install-recommends $* >/dev/null 2>&1
        }
        id rig >/dev/null 2>&1 || useradd --create-home rig"
    rm -rf "$rig/srv/rig"
    mkdir -p "$rig/srv/rig"
    cp -R packaging/windows/wine_rig/. packaging/lock/packaging.txt "$rig/srv/rig"
    if [ -n "${PIP_CERT:-}" ]; then
        cp "$PIP_CERT" "$rig/srv/rig/certificates.crt"
        chmod 644 "$rig/srv/rig/certificates.crt"
    fi
    say "Python for Windows"
    as_rig "sh /srv/rig/make_python"
}

# Runs words of shell in the rig, as its ordinary user, with the wine prefix REPAIR_PREFIX names.
as_rig() {
    chroot --userspec=rig:rig "$rig" env -i HOME=/home/rig USER=rig LC_ALL=C.UTF-8 \
        PATH=/usr/bin:/bin PYTHONDONTWRITEBYTECODE=1 XDG_RUNTIME_DIR=/home/rig/runtime \
        WINEPREFIX="/home/rig/${REPAIR_PREFIX:-prefix}" WINEDEBUG=-all \
        WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=d' \
        ${SOURCE_DATE_EPOCH:+SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH"} \
        ${PIP_CERT:+PIP_CERT=/srv/rig/certificates.crt} sh -euc "$*"
}
