#!/bin/sh
# Makes the disk image for macOS out of what is committed. packaging/build macos [OUT] calls it.
#
# It runs on a Mac with Xcode's command line tools and Python 3.11 to 3.14 from python.org
# (REPAIR_PYTHON names it), and makes Repair-<version>-macos-<arm64|x86_64>.dmg for the kind of
# processor that it runs on. Both of these, or none:
#   REPAIR_SIGN_AS         the certificate in the keychain: "Developer ID Application: …"
#   REPAIR_NOTARY_PROFILE  what `xcrun notarytool store-credentials` was told to call Apple's account,
#                          in the keychain REPAIR_NOTARY_KEYCHAIN where it is not the usual one
# Without them everything is signed ad hoc, and the file's name ends in -unsigned.
# UNTESTED: it was written on a Linux machine. docs/releasing.md says what of it was checked there.
set -eu
cd "$(dirname "$0")/../.."
[ "$(uname -s)" = Darwin ] || {
    echo "Packages for macOS are made on a Mac." >&2
    exit 2
}
sign_as=${REPAIR_SIGN_AS:-}
profile=${REPAIR_NOTARY_PROFILE:-}
[ "${sign_as:+set}" = "${profile:+set}" ] || {
    echo "Set both REPAIR_SIGN_AS and REPAIR_NOTARY_PROFILE, or none." >&2
    exit 2
}
out=${1:-dist}
mkdir -p "$out"
out=$(CDPATH='' cd -- "$out" && pwd)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
# What can not be signed is no package.
PYINSTALLER_STRICT_BUNDLE_CODESIGN_ERROR=1
export SOURCE_DATE_EPOCH PYINSTALLER_STRICT_BUNDLE_CODESIGN_ERROR
work=$PWD/build/macos
app=$work/Repair.app
python=$work/venv/bin/python
say() { printf '%s\n' "$*" >&2; }

rm -rf "$work"
mkdir -p "$work/source"
git archive HEAD | tar -x -C "$work/source"
cd "$work/source"

say "What packages are made with"
"${REPAIR_PYTHON:-python3}" -m venv "$work/venv"
"$python" -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes --only-binary :all: -r packaging/lock/packaging.txt
processor=$("$python" -c 'import platform; print(platform.machine())')
version=$("$python" -c 'import repair_desktop; print(repair_desktop.__version__)')
image=$out/Repair-$version-macos-$processor${sign_as:+.dmg}
[ -n "$sign_as" ] || image=$image-unsigned.dmg

say "The program, for $processor"
packaging/freeze "$work" "$python"
"$python" packaging/licences.py "$app"
"$python" packaging/macos/check_files.py app "$app" "$processor"

# Apple's order: what lies inside comes first, each thing by itself. `codesign --deep` would give the
# program's rights to every library (https://developer.apple.com/forums/thread/129980).
say "Signed, from the inside out"
if [ -n "$sign_as" ]; then
    "$python" packaging/macos/bundle.py entitlements "$processor" >"$work/rights.plist"
    set -- --force --options runtime --timestamp --sign "$sign_as"
else
    "$python" packaging/macos/bundle.py entitlements "$processor" --ad-hoc >"$work/rights.plist"
    set -- --force --options runtime --timestamp=none --sign -
fi
find "$app/Contents/Frameworks" -type d -name '*.framework' -prune -o \
    -type f \( -name '*.so' -o -name '*.dylib' \) -exec codesign "$@" {} +
find "$app/Contents/Frameworks" -type d -name '*.framework' -prune -exec codesign "$@" {} +
codesign "$@" --entitlements "$work/rights.plist" "$app"
codesign --verify --strict --deep --verbose=1 "$app"

# Asks Apple.
notary() {
    xcrun notarytool "$@" --keychain-profile "$profile" \
        ${REPAIR_NOTARY_KEYCHAIN:+--keychain "$REPAIR_NOTARY_KEYCHAIN"}
}

# Hands a file to Apple, waits, and says what Apple found where that is anything.
notarise() {
    notary submit "$1" --wait --output-format plist >"$work/answer.plist"
    status=$(plutil -extract status raw -o - "$work/answer.plist")
    [ "$status" = Accepted ] || {
        notary log "$(plutil -extract id raw -o - "$work/answer.plist")" >&2
        return 1
    }
}

if [ -n "$sign_as" ]; then
    # The app carries its own ticket, so that its first start needs no internet either.
    say "Notarised: the program"
    ditto -c -k --keepParent "$app" "$work/Repair.zip"
    notarise "$work/Repair.zip"
    xcrun stapler staple "$app"
    spctl --assess --type execute --verbose=2 "$app"
fi

say "The disk image"
mkdir "$work/image"
ditto "$app" "$work/image/Repair.app"
ln -s /Applications "$work/image/Applications"
# macOS' own look-outs hold a new image now and then: https://github.com/actions/runner-images/issues/7522
for attempt in 1 2 3 4 5; do
    hdiutil create -quiet -ov -volname Repair -fs HFS+ -format ULMO -srcfolder "$work/image" \
        "$image" && break
    [ "$attempt" -lt 5 ]
    sleep $((attempt * 5))
done
if [ -n "$sign_as" ]; then
    codesign --force --timestamp --sign "$sign_as" "$image"
    say "Notarised: the disk image"
    notarise "$image"
    xcrun stapler staple "$image"
    codesign --verify --strict --verbose=1 "$image"
    spctl --assess --type open --context context:primary-signature --verbose=2 "$image"
fi
hdiutil verify -quiet "$image"
packaging/sbom "$app" "${image%.dmg}.cdx.json" "$python"
ls -l "$image"
