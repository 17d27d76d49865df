#!/usr/bin/env bash
# Publishes the Lambda function as zips for CodeUri: precompiled (ReadyToRun) for x64, portable code for arm64.
# Needs only the .NET SDK. The function's Handler is OrdersPipeline.Lambda, its Runtime dotnet10.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=samples/OrdersPipeline/OrdersPipeline.Lambda/OrdersPipeline.Lambda.csproj
out=$PWD/artifacts/lambda
rm -rf "$out"
mkdir -p "$out"
umask 022 # Lambda runs as another user, which must be able to read every file.

dotnet publish "$project" --configuration Release --runtime linux-x64 --no-self-contained --output "$out/x64" \
    -p:LambdaZip="$out/orders-pipeline-x64.zip" --nologo -v q
dotnet publish "$project" --configuration Release --no-self-contained --output "$out/arm64" \
    -p:PublishReadyToRun=false -p:LambdaZip="$out/orders-pipeline-arm64.zip" --nologo -v q

for zip in "$out"/*.zip; do printf '%s %d bytes\n' "${zip#"$PWD"/}" "$(wc -c <"$zip")"; done
