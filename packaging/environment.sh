# Sourced by ./run and ./test: finds a Python, makes the environment, installs what is missing.
# Plain POSIX shell. Expects the project's folder as the current one.

say() { printf '%s\n' "$*" >&2; }

is_linux() { [ "$(uname -s)" = Linux ]; }
has_apt() { is_linux && command -v apt-get >/dev/null 2>&1; }

# Debian packages that are not installed, of those named.
missing_packages() {
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            # On newer releases some names live on as a t64 package that provides the old one.
            dpkg-query -W -f '${Status}' "${package}t64" 2>/dev/null | grep -q 'ok installed' ||
            printf '%s ' "$package"
    done
}

# Installs Debian packages that are missing; says what to do where it may not.
install_packages() {
    has_apt || return 0
    wanted=$(missing_packages "$@")
    [ -n "$wanted" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1; then
        as_root=sudo
    else
        say "Some system packages are missing. An administrator can install them with:"
        say "    apt-get install $wanted"
        return 1
    fi
    say "Installing system packages: $wanted"
    $as_root apt-get update -q >/dev/null 2>&1 || true
    # shellcheck disable=SC2086 # words on purpose
    if ! $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends $wanted >/dev/null; then
        say "That did not work. Please install them by hand: apt-get install $wanted"
        return 1
    fi
}

# What Qt needs on a Linux with X11 or Wayland, and a font.
QT_PACKAGES="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libwayland-cursor0 libwayland-egl1"

good_python() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
        >/dev/null 2>&1
}

find_python() {
    for candidate in ${REPAIR_PYTHON:+"$REPAIR_PYTHON"} \
        python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && good_python "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

# Prints the Python of the environment for a lock file, after making or renewing it.
#   $1  run or test: which lock file
prepare() {
    set_name=$1
    lock=packaging/lock/$set_name.txt
    environment=.venv
    stamp=$environment/repair-$set_name
    mark=$(cksum <"$lock")
    # The quick way: nothing changed since last time.
    if [ -x "$environment/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$mark" ]; then
        printf '%s\n' "$environment/bin/python"
        return 0
    fi
    # shellcheck disable=SC2086 # words on purpose
    install_packages $QT_PACKAGES || return 1
    python=$(find_python) || {
        install_packages python3 python3-venv || return 1
        python=$(find_python) || {
            say "Repair needs Python 3.11 to 3.14. Please install one, then start again."
            return 1
        }
    }
    if ! [ -x "$environment/bin/python" ] || ! good_python "$environment/bin/python"; then
        say "Making the environment (once) with $("$python" --version)"
        rm -rf "$environment"
        "$python" -m venv "$environment" || return 1
    fi
    say "Installing what Repair is built on"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check \
        --no-input --require-hashes --only-binary :all: -r "$lock" >&2 || return 1
    printf '%s' "$mark" >"$stamp"
    printf '%s\n' "$environment/bin/python"
}
