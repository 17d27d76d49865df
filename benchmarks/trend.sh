#!/usr/bin/env bash
# Appends a line to a table of instructions per record, so that a change of 3 % is seen. The counts do not depend on what else the machine does.
# usage: trend.sh [TABLE=artifacts/trend.tsv]       needs the .NET SDK, clang or gcc, valgrind and Python
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
table=${1:-artifacts/trend.tsv}
platform=$(dotnet msbuild src/BiPipeline.Toolkit.Cli -getProperty:NETCoreSdkPortableRuntimeIdentifier)
dotnet publish -c Release -v quiet -clp:NoSummary --runtime "$platform" src/BiPipeline.Toolkit.Cli -o artifacts/trend-tool
python3 benchmarks/instructions.py artifacts/trend-tool/bipipeline --trend "$table"
tail -n 5 "$table"
