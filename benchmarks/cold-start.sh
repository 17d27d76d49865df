#!/usr/bin/env bash
# Publishes the sample's function as machine code, ReadyToRun and portable, and compares their starts, first answers and memory.
# usage: cold-start.sh [RUNS=7]       needs Linux, the .NET SDK, clang or gcc, and Python with the packages of eng/requirements.txt
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
eng/publish-lambda.sh x64 portable
dotnet publish samples/OrdersPipeline/OrdersPipeline.Lambda -c Release -r linux-x64 --no-self-contained -p:PublishAot=false -p:PublishReadyToRun=true \
    -o artifacts/lambda/readytorun --nologo -v q
python3 benchmarks/lambda/cold_start.py "${1:-7}"
