"""Runs `bipipeline flatten` and DuckDB over the same records, one after the other and round after round, and prints a Markdown table.

    compare.py TOOL LIBDUCKDB INPUT SCHEMA [--rounds N] [--raw]

Every run is a process of its own: its wall time from start to end, the processor time it took, and its most resident memory. Afterwards the
rows are counted and summed in both results by DuckDB, and the lakes of one and two threads compared byte by byte; a difference ends it.
"""
import argparse
import ctypes
import hashlib
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ITEM = (
    "STRUCT(orderId STRUCT(S VARCHAR), customerId STRUCT(S VARCHAR), status STRUCT(S VARCHAR), currency STRUCT(S VARCHAR), amount STRUCT(N VARCHAR), "
    "tax STRUCT(N VARCHAR), discount STRUCT(N VARCHAR), createdAt STRUCT(S VARCHAR), updatedAtMs STRUCT(N VARCHAR), isGift STRUCT(\"BOOL\" BOOLEAN), "
    "couponCode STRUCT(S VARCHAR, \"NULL\" BOOLEAN), channel STRUCT(S VARCHAR), warehouse STRUCT(S VARCHAR), version STRUCT(N VARCHAR), "
    "weightKg STRUCT(N VARCHAR), note STRUCT(S VARCHAR), customer STRUCT(M STRUCT(name STRUCT(S VARCHAR), email STRUCT(S VARCHAR), tier STRUCT(S VARCHAR), "
    "address STRUCT(M STRUCT(city STRUCT(S VARCHAR), country STRUCT(S VARCHAR), zip STRUCT(S VARCHAR))))), "
    "items STRUCT(L STRUCT(M STRUCT(sku STRUCT(S VARCHAR), qty STRUCT(N VARCHAR), price STRUCT(N VARCHAR)))[]), tags STRUCT(SS VARCHAR[]))"
)
SUMS = "SELECT count(*), sum(amount), sum(tax), count(discount), sum(version), sum(len(items)), sum(len(tags)), count(DISTINCT order_id), epoch_ms(min(created_at)), epoch_ms(max(updated_at)) FROM '{}'"
RUN_DUCKDB = "duckdb"
ASK_DUCKDB = "ask"


def query(library, statements):
    """Runs statements in a DuckDB of this process; the rows of the last one."""
    duckdb = ctypes.CDLL(library)
    duckdb.duckdb_result_error.restype = ctypes.c_char_p
    duckdb.duckdb_value_varchar.restype = ctypes.c_char_p
    duckdb.duckdb_row_count.restype = duckdb.duckdb_column_count.restype = ctypes.c_uint64
    database, connection = ctypes.c_void_p(), ctypes.c_void_p()
    if duckdb.duckdb_open(None, ctypes.byref(database)) or duckdb.duckdb_connect(database, ctypes.byref(connection)):
        sys.exit(f"error: {library} opens no database.")
    rows = []
    for statement in statements:
        result = ctypes.create_string_buffer(128)
        if duckdb.duckdb_query(connection, statement.encode(), result):
            sys.exit(f"error: DuckDB: {duckdb.duckdb_result_error(result).decode()}")
        rows = [
            [(duckdb.duckdb_value_varchar(result, ctypes.c_uint64(column), ctypes.c_uint64(row)) or b"NULL").decode() for column in range(duckdb.duckdb_column_count(result))]
            for row in range(duckdb.duckdb_row_count(result))
        ]
        duckdb.duckdb_destroy_result(result)
    return rows


def ask(library, statement):
    """The rows of a statement, from a process of its own: a child's memory counts from its parent's, which must stay small."""
    return json.loads(subprocess.run([sys.executable, __file__, ASK_DUCKDB, library, statement], check=True, capture_output=True, text=True).stdout)


def measure(command):
    """Seconds, processor seconds and megabytes of a process."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if status:
        sys.exit(f"error: {' '.join(map(str, command))} ended with status {status}.")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def files(folder):
    return sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file())


def fingerprint(folder):
    digest = hashlib.sha256()
    for path in files(folder):
        with path.open("rb") as file:
            digest.update(str(path.relative_to(folder)).encode() + b"\n" + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def span(values, digits=2):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def processor():
    try:
        names = [line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        return names[0] if names else platform.processor()
    except OSError:
        return platform.processor()


def main():
    if sys.argv[1:2] == [RUN_DUCKDB]:
        query(sys.argv[2], [statement for statement in pathlib.Path(sys.argv[3]).read_text().split(";\n") if statement.strip()])
        return
    if sys.argv[1:2] == [ASK_DUCKDB]:
        print(json.dumps(query(sys.argv[2], [sys.argv[3]])))
        return
    arguments = argparse.ArgumentParser(description="bipipeline flatten beside DuckDB")
    arguments.add_argument("tool"), arguments.add_argument("library"), arguments.add_argument("input"), arguments.add_argument("schema")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--raw", action="store_true", help="the default form too, which keeps a raw copy")
    given = arguments.parse_args()

    work = pathlib.Path(tempfile.mkdtemp(prefix="compare-duckdb-"))
    try:
        compare(given, work)
    finally:
        shutil.rmtree(work)


def compare(given, work):
    flatten = [given.tool, "flatten", given.input, "--schema", given.schema, "--lake"]
    script = work / "flatten.sql"
    parquet = work / "duckdb.parquet"
    source = pathlib.Path(__file__).with_name("flatten.sql").read_text()
    script.write_text(source.replace("@ITEM@", ITEM).replace("@INPUT@", given.input).replace("@OUTPUT@", str(parquet)))
    runs = {
        "`flatten --no-raw --threads 1`": lambda lake: flatten + [lake, "--no-raw", "--threads", "1"],
        "DuckDB, one thread": lambda lake: [sys.executable, __file__, RUN_DUCKDB, given.library, str(script)],
        "`flatten --no-raw --threads 2`": lambda lake: flatten + [lake, "--no-raw", "--threads", "2"],
    }
    if given.raw:
        runs["`flatten --threads 1`, raw copy kept"] = lambda lake: flatten + [lake, "--threads", "1"]
        runs["`flatten --threads 2`, raw copy kept"] = lambda lake: flatten + [lake, "--threads", "2"]
    ours, theirs, two = list(runs)[:3]

    results = {name: [] for name in runs}
    sizes, lakes = {}, {}
    pathlib.Path(given.input).stat()
    load = os.getloadavg()[0]
    for _ in range(given.rounds):
        for name, command in runs.items():
            lake = str(work / "lake")
            shutil.rmtree(lake, ignore_errors=True)
            parquet.unlink(missing_ok=True)
            os.sync()
            results[name].append(measure(command(lake)))
            written = [parquet] if name == theirs else [path for path in files(lake) if path.suffix == ".parquet"]
            sizes[name] = (sum(path.stat().st_size for path in written) / 1e6, len(written))
            if name == theirs:
                sums = ask(given.library, SUMS.format(parquet))
            else:
                lakes[name] = fingerprint(lake)
                found = ask(given.library, SUMS.format(f"{lake}/processed/*/*/*.parquet"))
                lakes[f"sums of {name}"] = found
    if any(found != sums for name, found in lakes.items() if name.startswith("sums of ")):
        sys.exit(f"error: DuckDB counts and sums other rows in the lake than in its own file: {sums}.")
    if lakes[ours] != lakes[two]:
        sys.exit("error: one thread and two threads wrote different lakes.")

    version = ask(given.library, "SELECT version()")[0][0]
    print(f"{pathlib.Path(given.input).stat().st_size:,} bytes; {given.rounds} rounds; DuckDB {version}; {os.cpu_count()} × {processor()}; load average {load:.1f} before, {os.getloadavg()[0]:.1f} after.\n")
    print("| | seconds: median (range) | processor seconds | peak memory, MB | Parquet |")
    print("|---|--:|--:|--:|--:|")
    for name, measured in results.items():
        seconds, cpu, memory = zip(*measured)
        size, count = sizes[name]
        print(f"| {name} | {span(seconds)} | {span(cpu)} | {max(memory):.0f} | {size:.1f} MB in {count} |")

    def ratio(left, right, column):
        return statistics.median(row[column] for row in results[left]) / statistics.median(row[column] for row in results[right])

    print(f"\nOf DuckDB's: {ratio(ours, theirs, 0):.2f} of the time, {ratio(ours, theirs, 1):.2f} of the processor time, {ratio(ours, theirs, 2):.2f} of the memory, {sizes[ours][0] / sizes[theirs][0]:.2f} of the bytes.")
    if given.raw:
        one_raw, two_raw = list(runs)[3:]
        print(f"With the raw copy: {ratio(one_raw, theirs, 0):.2f} of DuckDB's time with one thread, {ratio(two_raw, theirs, 0):.2f} with two.")
    print(f"Two threads are {ratio(ours, two, 0):.2f} times as fast as one, with the same bytes.")


if __name__ == "__main__":
    main()
