#!/bin/sh
# Installs Repair for you alone. No administrator's password is needed.
#   sh install              into ~/.local
#   sh install --uninstall  takes it away again; your journal stays
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$HOME/.local/lib/repair-desktop
link=$HOME/.local/bin/repair-desktop
entry=$data/applications/org.repairdesktop.Repair.desktop
journal=$data/repair-desktop

say() { printf '%s\n' "$*"; }

tell_the_desktop() {
    command -v update-desktop-database >/dev/null 2>&1 &&
        update-desktop-database "$data/applications" >/dev/null 2>&1
    command -v update-mime-database >/dev/null 2>&1 && [ -d "$data/mime/packages" ] &&
        update-mime-database "$data/mime" >/dev/null 2>&1
    command -v gtk-update-icon-cache >/dev/null 2>&1 &&
        gtk-update-icon-cache -q -t "$data/icons/hicolor" >/dev/null 2>&1
    return 0
}

# Files beside the program, and folders that are ours only while they hold nothing else.
remove_the_rest() {
    rm -f "$entry" "$data/metainfo/org.repairdesktop.Repair.metainfo.xml" \
        "$data/mime/packages/org.repairdesktop.Repair.xml" "$data/man/man1/repair-desktop.1"
    rm -f "$data"/icons/hicolor/*/apps/org.repairdesktop.Repair.png \
        "$data"/icons/hicolor/scalable/apps/org.repairdesktop.Repair.svg
    [ "$(readlink "$link" 2>/dev/null)" = "$program/repair-desktop" ] && rm -f "$link"
    return 0
}

uninstall() {
    remove_the_rest
    rm -rf "$program"
    tell_the_desktop
    say "Repair is gone."
    if [ -d "$journal" ]; then
        say "Your journal is still there: $journal"
        say "To delete it too, you would use Settings, Your journal, Delete everything, in Repair."
    fi
}

install() {
    [ -x "$here/program/repair-desktop" ] || {
        say "The folder program is missing. Please unpack the whole archive first."
        exit 1
    }
    mkdir -p "$HOME/.local/lib" "$HOME/.local/bin" "$data/applications"
    # The new one is whole before the old one goes.
    fresh=$program.new
    rm -rf "$fresh" "$program.old"
    cp -R "$here/program" "$fresh"
    [ -d "$program" ] && mv "$program" "$program.old"
    mv "$fresh" "$program"
    rm -rf "$program.old"
    cp "$here/install" "$program/uninstall"
    ln -sf "$program/repair-desktop" "$link"
    (cd "$here/share" && find . -type f ! -name '*.desktop') | while read -r file; do
        mkdir -p "$data/$(dirname "$file")"
        cp "$here/share/$file" "$data/$file"
    done
    # A desktop may not look into ~/.local/bin. Quoted, as the path may hold a space.
    sed "s|^Exec=repair-desktop|Exec=\"$program/repair-desktop\"|" \
        "$here/share/applications/org.repairdesktop.Repair.desktop" >"$entry"
    tell_the_desktop
    say "Repair is installed. You find it among your programs."
    say "To take it away again: sh \"$program/uninstall\" --uninstall"
}

case ${1:-} in
'') install ;;
--uninstall) uninstall ;;
*)
    say "Usage: sh install [--uninstall]"
    exit 2
    ;;
esac
