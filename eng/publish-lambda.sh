#!/usr/bin/env bash
# Publishes the Lambda function as zips for CodeUri.
# usage: publish-lambda.sh [x64 | arm64 | portable]...      default: machine code for this machine's architecture
# x64 and arm64 are machine code for the runtime provided.al2023, which this machine links: it needs Linux, the .NET SDK and clang or gcc, and for
# the other architecture also that architecture's linker and libraries. portable is for the runtime dotnet10 on both, and needs the SDK alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=samples/OrdersPipeline/OrdersPipeline.Lambda/OrdersPipeline.Lambda.csproj
out=$PWD/artifacts/lambda
case $(uname -m) in aarch64 | arm64) here=arm64 ;; *) here=x64 ;; esac
mkdir -p "$out"
umask 022 # Lambda runs as another user, which must be able to read every file.

for kind in "${@:-$here}"; do
    case $kind in
        x64 | arm64) platform=(--runtime "linux-$kind") ;;
        portable) platform=() ;;
        *) echo "error: '$kind' is no kind of zip; expected x64, arm64 or portable." >&2 && exit 1 ;;
    esac
    rm -rf "${out:?}/$kind"
    dotnet publish "$project" --configuration Release "${platform[@]}" --output "$out/$kind" \
        -p:LambdaZip="$out/orders-pipeline-$kind.zip" --nologo -v q
    printf 'artifacts/lambda/orders-pipeline-%s.zip %d bytes\n' "$kind" "$(wc -c <"$out/orders-pipeline-$kind.zip")"
done
