#!/usr/bin/env bash
# What <table>_current reads of a year of changes, before and after a baseline: files and bytes, from EXPLAIN ANALYZE of LocalAthena.
# usage: benchmarks/baseline-year.sh [CHANGES_PER_DAY] [ITEMS]
set -euo pipefail
cd "$(dirname "$0")/.."
per_day=${1:-2000}
items=${2:-20000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# BIPIPELINE names a built tool; without it the script builds one.
if [ -z "${BIPIPELINE:-}" ]; then dotnet build -c Release -nologo -clp:ErrorsOnly src/BiPipeline.Toolkit.Cli >/dev/null; fi
bipipeline() { if [ -n "${BIPIPELINE:-}" ]; then $BIPIPELINE "$@"; else dotnet run -c Release --no-build --project src/BiPipeline.Toolkit.Cli -- "$@"; fi; }

python3 - "$work" "$per_day" "$items" <<'PYTHON'
import datetime, json, random, sys
work, per_day, items = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(17)
start = int(datetime.datetime(2025, 11, 20, tzinfo=datetime.timezone.utc).timestamp())
arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2025-11-20T00:00:00.000"
state = {}
def image(key, number):
    return {"orderId": {"S": f"o{key}"}, "status": {"S": random.choice(["NEW", "PAID", "SENT", "DONE"])},
            "amount": {"N": f"{random.randrange(100000) / 100}"}, "note": {"S": f"{random.getrandbits(128):032x}"}}
number = 0
with open(f"{work}/changes.jsonl", "w") as out:
    for day in range(365):
        if day == 358: before = dict(state)
        for i in range(per_day):
            number += 1
            key = random.randrange(items)
            state[key] = image(key, number)
            out.write(json.dumps({"eventID": f"e{number}", "eventName": "MODIFY", "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
                "dynamodb": {"ApproximateCreationDateTime": start + day * 86400 + i * 86400 // per_day, "Keys": {"orderId": state[key]["orderId"]},
                             "NewImage": state[key], "SequenceNumber": str(number)}, "eventSourceARN": arn}, separators=(",", ":")) + "\n")
# The table as it is before the last seven days.
with open(f"{work}/scan.json", "w") as out:
    json.dump({"Items": list(before.values()), "Count": len(before), "ScannedCount": len(before)}, out, separators=(",", ":"))
PYTHON
cat >"$work/orders.schema.json" <<'JSON'
{ "table": "orders", "keys": ["order_id"], "columns": [
    { "name": "order_id", "path": "orderId", "type": "string" }, { "name": "status", "path": "status", "type": "string" },
    { "name": "amount", "path": "amount", "type": "decimal(12,2)" }, { "name": "note", "path": "note", "type": "string" } ],
  "partitions": [ { "name": "dt", "source": "event_time", "transform": "day", "from": "2025-01-01" } ], "unknown": "rescue" }
JSON
lake="$work/lake"
options=(--schema "$work/orders.schema.json" --lake "$lake")
reads() {
  local plan
  plan=$(bipipeline query "EXPLAIN ANALYZE SELECT sum(amount) FROM orders_current" "${options[@]}" --format csv)
  printf '%s: %s\n' "$1" "$(grep -oE 'Total Files Read: [0-9]+' <<<"$plan" | sort -u | paste -sd ';')"
  find "$lake/processed/orders" -name '*.parquet' -printf '%h %s\n' | sed 's/.*dt=//' \
    | awk -v first="$2" '$1 >= first { files++; bytes += $2 } END { printf "  partitions since %s: %d files, %.1f MB\n", first, files, bytes / 1e6 }'
  bipipeline query "SELECT count(*) AS items, sum(amount) AS amount FROM orders_current" "${options[@]}" --format csv
}
bipipeline flatten "$work/changes.jsonl" "${options[@]}" --no-raw >/dev/null
reads "without a baseline" 2025-01-01
bipipeline lake backfill "$work/scan.json" --as-of 2026-11-13T00:00:00Z --complete "${options[@]}" >/dev/null
reads "with the baseline of 2026-11-13" 2026-11-12
