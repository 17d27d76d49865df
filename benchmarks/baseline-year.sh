#!/usr/bin/env bash
# What <table>_current reads of a year of changes, before and after a baseline: files and bytes, from EXPLAIN ANALYZE of LocalAthena.
# usage: benchmarks/baseline-year.sh [CHANGES_PER_DAY] [ITEMS]
set -euo pipefail
cd "$(dirname "$0")/.."
per_day=${1:-2000}
items=${2:-20000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bipipeline() { dotnet run -c Release --no-build --project src/BiPipeline.Toolkit.Cli -- "$@"; }

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
        for i in range(per_day):
            number += 1
            key = random.randrange(items)
            state[key] = image(key, number)
            out.write(json.dumps({"eventID": f"e{number}", "eventName": "MODIFY", "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
                "dynamodb": {"ApproximateCreationDateTime": start + day * 86400 + i * 86400 // per_day, "Keys": {"orderId": state[key]["orderId"]},
                             "NewImage": state[key], "SequenceNumber": str(number)}, "eventSourceARN": arn}, separators=(",", ":")) + "\n")
with open(f"{work}/export.jsonl", "w") as out:
    for key, item in state.items(): out.write(json.dumps({"asOf": "2026-11-13T00:00:00.000Z", "Item": item}, separators=(",", ":")) + "\n")
PYTHON
cat >"$work/orders.schema.json" <<'JSON'
{ "table": "orders", "keys": ["order_id"], "columns": [
    { "name": "order_id", "path": "orderId", "type": "string" }, { "name": "status", "path": "status", "type": "string" },
    { "name": "amount", "path": "amount", "type": "decimal(12,2)" }, { "name": "note", "path": "note", "type": "string" } ],
  "partitions": [ { "name": "dt", "source": "event_time", "transform": "day", "from": "2025-01-01" } ], "unknown": "rescue" }
JSON
lake="$work/lake"
flatten() { bipipeline flatten "$1" --schema "$work/orders.schema.json" --lake "$lake" --no-raw >/dev/null; }
reads() {
  local plan
  plan=$(bipipeline query "EXPLAIN ANALYZE SELECT sum(amount) FROM orders_current" --schema "$work/orders.schema.json" --lake "$lake" --format csv)
  printf '%s: %s\n' "$1" "$(grep -oE 'Scanning Files: [0-9]+/[0-9]+|Total Files Read: [0-9]+|Total Time: [0-9.]+s' <<<"$plan" | sort -u | paste -sd ';')"
  find "$lake/processed/orders" -name '*.parquet' -path "*dt=*" -printf '%h %s\n' | sed 's/.*dt=//' \
    | awk -v first="$2" '$1 >= first { files++; bytes += $2 } END { printf "  partitions since %s: %d files, %.1f MB\n", first, files, bytes / 1e6 }'
}
flatten "$work/changes.jsonl"
reads "without a baseline" 2025-01-01
flatten "$work/export.jsonl"
mkdir -p "$lake/baselines/orders"
echo '{}' >"$lake/baselines/orders/20261113T000000000Z-00000000000000000000000000000000.json"
reads "with the baseline of 2026-11-13" 2026-11-12
