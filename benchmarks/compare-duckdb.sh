#!/usr/bin/env bash
# Compares `bipipeline flatten` with DuckDB: builds, writes records, runs both in turn, and writes the tables to docs/performance.md.
# usage: compare-duckdb.sh [RECORDS=800000] [options of compare.py]       needs the .NET SDK, gcc or clang, and Python
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
platform=$(dotnet msbuild src/BiPipeline.Toolkit.Cli -getProperty:NETCoreSdkPortableRuntimeIdentifier)
dotnet publish -c Release -v quiet -clp:NoSummary --runtime "$platform" src/BiPipeline.Toolkit.Cli -o "$work/tool"
if [ ! -s "$input" ]; then
    dotnet run -c Release -v quiet --project benchmarks/BiPipeline.Toolkit.Benchmarks -- generate "$input.new" "$records"
    mv "$input.new" "$input"
fi
library=$(find "$work/tool" -name 'libduckdb.*' | head -n 1)
tables=$work/tables.md
: >"$tables"
compare() { # compare TITLE TOOL OPTIONS...: one table, printed and stored
    local title=$1 tool=$2
    shift 2
    {
        echo "### $title"
        echo
        python3 benchmarks/duckdb/compare.py "$PWD/$tool" "$PWD/$library" "$input" "$PWD/benchmarks/BiPipeline.Toolkit.Benchmarks/Data/orders.schema.json" "$@"
        echo
    } | tee -a "$tables"
}
compare "As installed: machine code" "$work/tool/bipipeline" "$@"
compare "As built: \`dotnet build -c Release\`, compiled when it runs" artifacts/bin/BiPipeline.Toolkit.Cli/release/bipipeline "$@"

python3 - "$tables" docs/performance.md <<'PYTHON'
import pathlib, sys
tables, page = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2])
begin, end = "<!-- compare-duckdb.sh: begin -->\n", "<!-- compare-duckdb.sh: end -->"
before, rest = page.read_text().split(begin)
page.write_text(before + begin + tables + end + rest.split(end)[1])
PYTHON
