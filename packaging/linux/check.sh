#!/bin/sh
# Runs Debian's checks over the packages in the current folder; any error or warning fails.
set -eu
deb=$(ls repair-desktop_*_amd64.deb)
# The network is not asked whether the pictures are there.
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
dpkg-deb -x "$deb" "$unpacked"
desktop-file-validate "$unpacked"/usr/share/applications/*.desktop
appstreamcli validate --no-net "$unpacked"/usr/share/metainfo/*.xml
lintian --allow-root --fail-on error,warning --tag-display-limit 0 "$deb"
echo "lintian: no errors, no warnings"
