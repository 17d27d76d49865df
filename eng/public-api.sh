#!/usr/bin/env bash
# Regenerates every package's PublicAPI.Unshipped.txt from its code, without the lines of PublicAPI.Shipped.txt, like the analyzer's fix in an editor.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for file in src/*/PublicAPI.Unshipped.txt src/local/*/PublicAPI.Unshipped.txt; do echo '#nullable enable' >"$file"; done
for project in src/*/*.csproj src/local/*/*.csproj; do dotnet build "$project" -nologo -p:WarningsNotAsErrors=RS0016 >>"$log" || { tail -n 20 "$log"; exit 1; }; done
for project in src/*/*.csproj src/local/*/*.csproj; do
    [ -e "$(dirname "$project")/PublicAPI.Unshipped.txt" ] || continue
    { grep -F "[$PWD/$project]" "$log" || true; } | sed -nE "s/.* RS0016: Symbol '(.*)' is not part of the declared .*/\1/p" | LC_ALL=C sort -u >>"$(dirname "$project")/PublicAPI.Unshipped.txt"
done
