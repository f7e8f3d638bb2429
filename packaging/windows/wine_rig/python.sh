#!/bin/sh
# Runs Python for Windows. Under wine it writes to nothing but a pipe, which hides its exit code.
set -eu
code=$(mktemp)
trap 'rm -f "$code"' EXIT
{
    wine /home/rig/python/cp311/python.exe "$@" </dev/null 2>&1 && echo 0 >"$code" || echo $? >"$code"
} | cat
exit "$(cat "$code")"
