#!/usr/bin/env bash
# Measures what the first pages claim, each thing beside its peer in turn, and prints the ratios with their goals.
# usage: headline.sh [RECORDS=800000] [ROUNDS=7]       on a quiet machine; needs what cold-start.sh and compare-duckdb.sh need
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
records=${1:-800000}
rounds=${2:-7}
out=artifacts/headline
mkdir -p "$out"
bench() { dotnet run -c Release -v quiet --project benchmarks/BiPipeline.Toolkit.Benchmarks -- "$@"; }

benchmarks/cold-start.sh "$rounds" | tee "$out/cold-start.md"
benchmarks/compare-duckdb.sh "$records" --rounds "$rounds" --raw | tee "$out/duckdb.md"
bench flattening 51 | tee "$out/flattening.md"
bench writers 31 | tee "$out/writers.md"

python3 - "$out" <<'PYTHON'
import pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
text = {path.stem: path.read_text() for path in folder.glob("*.md")}
starts = [[cell.strip() for cell in line.strip("|").split("|")] for line in text["cold-start"].splitlines() if line.startswith("| machine code")]
median = lambda cell: re.search(r"\*\*(\d+)\*\*", cell)[1]
# As installed is the first table.
number = lambda name, pattern: re.search(pattern, text[name])[1]
peers = [[cell.strip() for cell in line.strip("|").split("|")] for line in text["writers"].splitlines()]
parquet_net = next(row for row in peers if row[0].startswith("Parquet.Net"))
sharp = next(row for row in peers if row[0].startswith("ParquetSharp"))
print("\n| claim | measured | goal |\n|---|--:|--:|")
for claim, measured, goal in [
    ("first answer, of ReadyToRun's", starts[0][-2], "at most 0.15"),
    ("memory with 100 records, MB", median(starts[0][5]), "at most 40"),
    ("event of 6 MB, of ReadyToRun's", starts[1][-2], "at most 0.40"),
    ("--no-raw, one thread, of DuckDB's time", number("duckdb", r"Of DuckDB's: ([\d.]+) of the time"), "at most 0.30"),
    ("default form, one thread, of DuckDB's time", number("duckdb", r"raw copy: ([\d.]+) of DuckDB's time"), "at most 0.60"),
    ("default form, two threads, of DuckDB's time", number("duckdb", r"one thread, ([\d.]+) with two"), "at most 0.35"),
    ("orders to columns, times as fast as the tokens alone", number("flattening", r"Orders: ([\d.]+) times"), "at least 1.3"),
    ("hostile to columns, times as fast as the tokens alone", number("flattening", r"Hostile: ([\d.]+) times"), "at least 0.9"),
    ("two schemas with policies, of one's time", number("flattening", r"policies: ([\d.]+) times"), "at most 1.4"),
    ("columns to Parquet, of Parquet.Net's time", parquet_net[3], "at most 0.40"),
    ("columns to Parquet, of Parquet.Net's bytes", parquet_net[6], "at most 0.80"),
    ("columns to Parquet, of ParquetSharp's time", sharp[3], ""),
]:
    print(f"| {claim} | {measured} | {goal} |")
PYTHON
