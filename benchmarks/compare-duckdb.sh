#!/usr/bin/env bash
# `bipipeline flatten` beside DuckDB: builds, writes records, runs both in turn, prints the table of docs/performance.md.
# usage: compare-duckdb.sh [RECORDS=800000] [options of compare.py]       needs the .NET SDK, Node and Python
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
records=800000
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
    records=$1
    shift
fi
work=artifacts/compare-duckdb
input=$PWD/$work/orders-$records.jsonl
mkdir -p "$work"

dotnet build -c Release -v quiet -clp:NoSummary src/BiPipeline.Toolkit.Cli
dotnet publish -c Release -v quiet -clp:NoSummary --use-current-runtime --self-contained false src/BiPipeline.Toolkit.Cli -o "$work/tool"
if [ ! -s "$input" ]; then
    dotnet run -c Release -v quiet --project benchmarks/BiPipeline.Toolkit.Benchmarks -- generate "$input.new" "$records"
    mv "$input.new" "$input"
fi
library=$(find eng/native/node_modules/@duckdb -name 'libduckdb.*' | head -n 1)
for tool in "artifacts/bin/BiPipeline.Toolkit.Cli/release/bipipeline" "$work/tool/bipipeline"; do
    echo "### $tool"
    python3 benchmarks/duckdb/compare.py "$PWD/$tool" "$PWD/$library" "$input" "$PWD/benchmarks/BiPipeline.Toolkit.Benchmarks/Data/orders.schema.json" "$@"
    echo
done
