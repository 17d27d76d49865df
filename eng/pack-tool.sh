#!/usr/bin/env bash
# Packs the bipipeline tool: a package of machine code for this platform, a portable package for other platforms, and the main package,
# which lists them and whose name `dotnet tool install` takes. Needs the .NET SDK and clang or gcc.
# GLIBC_LIMIT is the newest glibc that the program may need on Linux. Without it, the script prints the needed version.
# usage: pack-tool.sh FOLDER [PLATFORM ...]      the platforms in the main package's list, each packed on such a machine; default: this machine's
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

# A program that is linked here may need this machine's C library, or a newer one.
if [[ $here == linux-* ]]; then
    for file in bipipeline libduckdb.so ParquetSharpNative.so; do eng/glibc.sh "artifacts/publish/BiPipeline.Toolkit.Cli/release_$here/$file" ${GLIBC_LIMIT:+"$GLIBC_LIMIT"}; done
fi

for package in "$out"/*.nupkg; do printf '%s %d bytes\n' "$package" "$(wc -c <"$package")"; done
