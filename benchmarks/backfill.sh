#!/usr/bin/env bash
# Speed, CPU time and memory of "lake backfill" and of "flatten --no-raw" over the same full export, one after the other in turns; then a
# backfill that is killed in the middle and run again, whose lake is compared with that of the undisturbed one, byte for byte.
# usage: benchmarks/backfill.sh GIGABYTES [TURNS]     GIGABYTES of JSON lines before compression, TURNS of both commands (default 3)
set -euo pipefail
cd "$(dirname "$0")/.."
gigabytes=${1:?GIGABYTES of JSON lines, such as 10 or 0.05}
turns=${2:-3}
threads=${THREADS:-2}
work=$(mktemp -d "${WORK:-${TMPDIR:-/tmp}}/backfill-XXXXXX")
trap 'rm -rf "$work"' EXIT
# BIPIPELINE names a built tool; without it the script builds one.
if [ -n "${BIPIPELINE:-}" ]; then tool=("$BIPIPELINE"); else
  dotnet build -c Release -nologo -clp:ErrorsOnly src/BiPipeline.Toolkit.Cli >/dev/null
  tool=(dotnet artifacts/bin/BiPipeline.Toolkit.Cli/release/bipipeline.dll)
fi

# Files of one text whose keys get the file's number, because a text made line by line takes longer than all that is measured.
python3 - "$work" "$gigabytes" <<'PYTHON'
import base64, gzip, hashlib, json, math, multiprocessing, os, random, sys
work, total = sys.argv[1], float(sys.argv[2]) * 1e9
files = max(4, math.ceil(total / 64e6))
export = f"{work}/export/AWSDynamoDB/01793664000000-0a1b2c3d"
os.makedirs(f"{export}/data")
random.seed(17)
lines, size = [], 0
while size < total / files:
    i = len(lines)
    parts = ",".join(f'{{"M":{{"sku":{{"S":"sku-{random.randrange(5000)}"}},"quantity":{{"N":"{random.randrange(1, 9)}"}},'
                     f'"price":{{"N":"{random.randrange(100, 99999) / 100}"}}}}}}' for _ in range(random.randrange(1, 5)))
    line = (f'{{"Item":{{"orderId":{{"S":"FILENUMBER-{i:09d}"}},"customerId":{{"S":"c{random.randrange(100000)}"}},'
            f'"status":{{"S":"{random.choice(["NEW", "PAID", "SENT", "DONE"])}"}},"amount":{{"N":"{random.randrange(100000) / 100}"}},'
            f'"placedAt":{{"S":"2026-{random.randrange(1, 11):02d}-{random.randrange(1, 29):02d}T{random.randrange(24):02d}:15:00Z"}},'
            f'"note":{{"S":"{random.getrandbits(160):040x}"}},"lines":{{"L":[{parts}]}}}}}}\n').encode()
    lines.append(line)
    size += len(line)
text = b"".join(lines)
def write(number):
    data = gzip.compress(text.replace(b"FILENUMBER", b"f%09d" % number), 1, mtime=0)
    with open(f"{export}/data/{number:06d}abcdefghijklmnopqrst.json.gz", "wb") as out: out.write(data)
    return base64.b64encode(hashlib.md5(data).digest()).decode(), hashlib.md5(data).hexdigest(), len(data)
with multiprocessing.get_context("fork").Pool() as pool: made = pool.map(write, range(files))
def put(name, content):
    with open(f"{export}/{name}.json", "wb") as out: out.write(content)
    with open(f"{export}/{name}.md5", "w") as out: out.write(base64.b64encode(hashlib.md5(content).digest()).decode())
put("manifest-files", b"".join(json.dumps({"itemCount": len(lines), "md5Checksum": md5, "etag": tag + "-1",
    "dataFileS3Key": f"AWSDynamoDB/01793664000000-0a1b2c3d/data/{number:06d}abcdefghijklmnopqrst.json.gz"}).encode() + b"\n"
    for number, (md5, tag, _) in enumerate(made)))
put("manifest-summary", json.dumps({"version": "2020-06-30",
    "exportArn": "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/export/01793664000000-0a1b2c3d",
    "startTime": "2026-11-03T00:00:05.123Z", "endTime": "2026-11-03T00:20:05.123Z", "exportTime": "2026-11-03T00:00:00.000Z",
    "tableArn": "arn:aws:dynamodb:eu-west-1:123456789012:table/orders", "tableId": "12345678-1234-1234-1234-123456789012",
    "s3Bucket": "exports", "s3Prefix": None, "s3SseAlgorithm": "AES256", "s3SseKmsKeyId": None, "billedSizeBytes": files * len(text),
    "manifestFilesS3Key": "AWSDynamoDB/01793664000000-0a1b2c3d/manifest-files.json", "itemCount": files * len(lines),
    "outputFormat": "DYNAMODB_JSON", "exportType": "FULL_EXPORT"}).encode())
with open(f"{work}/megabytes", "w") as out: out.write(f"{files * len(text) / 1e6}")
print(f"{files} files, {files * len(lines):,} items, {files * len(text) / 1e6:,.0f} MB, {sum(size for _, _, size in made) / 1e6:,.0f} MB compressed")
PYTHON
cat >"$work/orders.schema.json" <<'JSON'
{ "table": "orders", "keys": ["order_id"], "columns": [
    { "name": "order_id", "path": "orderId", "type": "string" }, { "name": "customer_id", "path": "customerId", "type": "string" },
    { "name": "status", "path": "status", "type": "string" }, { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
    { "name": "placed_at", "path": "placedAt", "type": "timestamp" }, { "name": "note", "path": "note", "type": "string" } ],
  "children": [ { "table": "order_lines", "path": "lines", "columns": [
    { "name": "sku", "path": "sku", "type": "string" }, { "name": "quantity", "path": "quantity", "type": "int" },
    { "name": "price", "path": "price", "type": "decimal(12,2)" } ] } ],
  "partitions": [ { "name": "dt", "source": "event_time", "transform": "day", "from": "2025-01-01" } ], "unknown": "rescue" }
JSON
export="$work/export/AWSDynamoDB/01793664000000-0a1b2c3d/"
options() { printf '%s\n' "$export" --schema "$work/orders.schema.json" --lake "$1" --threads "$threads"; }
mapfile -t to_flattened < <(options "$work/flattened")
mapfile -t to_whole < <(options "$work/whole")
mapfile -t to_killed < <(options "$work/killed")

measure() { # measure NAME COMMAND...: MB/s, CPU seconds, peak memory; the seconds go to $work/seconds
  python3 - "$work" "$@" <<'PYTHON'
import resource, subprocess, sys, time
work, name, command = sys.argv[1], sys.argv[2], sys.argv[3:]
megabytes = float(open(f"{work}/megabytes").read())
started = time.monotonic()
done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
seconds = time.monotonic() - started
if done.returncode: sys.exit(f"{name} ends with {done.returncode}: {done.stderr.decode()}")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(f"{work}/seconds", "w") as out: out.write(str(seconds))
print(f"{name}: {seconds:.1f} s, {megabytes / seconds:,.0f} MB/s, {used.ru_utime + used.ru_stime:.1f} CPU s "
      f"({used.ru_utime:.1f} user, {used.ru_stime:.1f} system), {used.ru_maxrss / 1024:,.0f} MiB at most")
PYTHON
}
objects() { (cd "$1" && find . -type f ! -name '.bipipeline-*' -exec sha256sum {} + | sort -k 2); }
receipts() { find "$work/killed/maintenance" -name '*.json' 2>/dev/null | wc -l; }

for ((turn = 1; turn <= turns; turn++)); do
  rm -rf "$work/flattened" "$work/whole"
  measure "flatten " "${tool[@]}" flatten "${to_flattened[@]}" --no-raw
  measure "backfill" "${tool[@]}" lake backfill "${to_whole[@]}"
done

"${tool[@]}" lake backfill "${to_killed[@]}" >/dev/null 2>&1 &
process=$!
sleep "$(python3 -c "print(float(open('$work/seconds').read()) * 0.6)")"
kill -9 "$process" 2>/dev/null || { echo "the backfill ended before it was killed; give more gigabytes"; exit 1; }
wait "$process" 2>/dev/null || true
echo "killed with $(receipts) receipts"
"${tool[@]}" lake backfill "${to_killed[@]}" >/dev/null 2>"$work/errors" || { cat "$work/errors"; exit 1; }
if cmp <(objects "$work/whole") <(objects "$work/killed"); then
  echo "the lake that was killed and run again is that of the undisturbed run: $(objects "$work/killed" | wc -l) objects"
else
  exit 1
fi
