#!/usr/bin/env bash
# Prints the newest glibc that a Linux program or library needs. Fails when it is newer than LIMIT. Needs readelf (binutils).
# usage: glibc.sh FILE [LIMIT]
set -euo pipefail
needed=$(readelf --version-info --wide "$1" | grep -o 'GLIBC_[0-9][0-9.]*' | sort -u -V | tail -n 1)
needed=${needed#GLIBC_}
echo "$1 needs glibc $needed"
limit=${2:-$needed}
if [ "$(printf '%s\n' "$needed" "$limit" | sort -V | tail -n 1)" != "$limit" ]; then
    echo "$1 needs glibc $needed; expected at most $limit. Build it on an older distribution." >&2
    exit 1
fi
