#!/usr/bin/env bash
# Packs the bipipeline tool: a package of machine code for this platform, a portable one for those that have none, and the one that
# `dotnet tool install` is told, which names them. Needs the .NET SDK and clang or gcc.
# GLIBC_LIMIT is the newest glibc that it may need on Linux; without it, what it needs is printed.
# usage: pack-tool.sh FOLDER [PLATFORM ...]      the platforms that the last one names, each packed on such a machine; this one's by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$1
shift
project=src/BiPipeline.Toolkit.Cli
here=$(dotnet msbuild "$project" -getProperty:NETCoreSdkPortableRuntimeIdentifier)
platforms=$(IFS=';' && echo "${*:-$here};any")

pack() {
    dotnet pack "$project" --configuration Release --output "$out" -p:ToolPackageRuntimeIdentifiers="\"$platforms\"" -nologo -v q "$@"
}
pack --runtime "$here" -p:IncludeSymbols=false
pack --runtime any -p:PublishAot=false
pack -p:CreateRidSpecificToolPackages=false -p:IncludeSymbols=false

# A program that was linked here asks other machines for a C library as new as this one's needs to be.
if [[ $here == linux-* ]]; then
    for file in bipipeline libduckdb.so; do eng/glibc.sh "artifacts/publish/BiPipeline.Toolkit.Cli/release_$here/$file" ${GLIBC_LIMIT:+"$GLIBC_LIMIT"}; done
fi

for package in "$out"/*.nupkg; do printf '%s %d bytes\n' "$package" "$(wc -c <"$package")"; done
