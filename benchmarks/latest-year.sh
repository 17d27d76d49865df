#!/usr/bin/env bash
# What revenue_by_category reads of a year of changes: views over the history, views over a baseline, and with a latest table.
# usage: benchmarks/latest-year.sh [CHANGES_PER_DAY] [ITEMS]
set -euo pipefail
cd "$(dirname "$0")/.."
per_day=${1:-2000}
items=${2:-20000}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
# BIPIPELINE names a built tool; without it the script builds one.
if [ -z "${BIPIPELINE:-}" ]; then dotnet build -c Release -nologo -clp:ErrorsOnly src/BiPipeline.Toolkit.Cli >/dev/null; fi
bipipeline() { if [ -n "${BIPIPELINE:-}" ]; then $BIPIPELINE "$@"; else dotnet run -c Release --no-build --project src/BiPipeline.Toolkit.Cli -- "$@"; fi; }

python3 - "$work" "$per_day" "$items" <<'PYTHON'
import datetime, json, random, sys
work, per_day, items = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(19)
start = int(datetime.datetime(2025, 11, 20, tzinfo=datetime.timezone.utc).timestamp())
arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2025-11-20T00:00:00.000"
state = {}
def image(key):
    return {"orderId": {"S": f"o{key}"}, "status": {"S": random.choice(["NEW", "PAID", "SENT", "DONE"])},
            "category": {"S": random.choice(["books", "games", "garden", "music"])},
            "amount": {"N": f"{random.randrange(100000) / 100}"}, "note": {"S": f"{random.getrandbits(128):032x}"}}
number = 0
with open(f"{work}/changes.jsonl", "w") as out:
    for day in range(365):
        if day == 358: before = dict(state)
        for i in range(per_day):
            number += 1
            key = random.randrange(items)
            state[key] = image(key)
            out.write(json.dumps({"eventID": f"e{number}", "eventName": "MODIFY", "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
                "dynamodb": {"ApproximateCreationDateTime": start + day * 86400 + i * 86400 // per_day, "Keys": {"orderId": state[key]["orderId"]},
                             "NewImage": state[key], "SequenceNumber": str(number)}, "eventSourceARN": arn}, separators=(",", ":")) + "\n")
with open(f"{work}/scan.json", "w") as out:
    json.dump({"Items": list(before.values()), "Count": len(before), "ScannedCount": len(before)}, out, separators=(",", ":"))
PYTHON
cat >"$work/orders.schema.json" <<'JSON'
{ "table": "orders", "keys": ["order_id"], "columns": [
    { "name": "order_id", "path": "orderId", "type": "string" }, { "name": "status", "path": "status", "type": "string" },
    { "name": "category", "path": "category", "type": "string" }, { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
    { "name": "note", "path": "note", "type": "string" } ],
  "partitions": [ { "name": "dt", "source": "event_time", "transform": "day", "from": "2025-01-01" } ], "unknown": "rescue", "latest": {} }
JSON
cat >"$work/views.sql" <<'SQL'
CREATE OR REPLACE VIEW revenue_by_category AS
SELECT category, count(*) AS orders, sum(amount) AS revenue FROM orders_current WHERE status <> 'NEW' GROUP BY category;
SQL
schema=(--schema "$work/orders.schema.json")
lake="$work/lake"
objects() { find "$lake/processed/orders" -name '*.parquet' -printf '%h %s\n' | sed 's/.*dt=//' \
  | awk -v first="$1" '$1 >= first { files++; bytes += $2 } END { printf "%d objects, %.1f MB\n", files, bytes / 1e6 }'; }
answer() { bipipeline query "SELECT * FROM revenue_by_category ORDER BY 1" "${schema[@]}" --lake "$lake" --views "$work/views.sql" --format csv | sha256sum | cut -c1-16; }
bipipeline flatten "$work/changes.jsonl" "${schema[@]}" --lake "$lake" --no-raw >/dev/null
echo "views over the history: $(objects 2025-01-01), answer $(answer)"
bipipeline lake backfill "$work/scan.json" --as-of 2026-11-13T00:00:00Z --complete "${schema[@]}" --lake "$lake" >/dev/null 2>&1
echo "views over the baseline of 2026-11-13: $(objects 2026-11-12), answer $(answer)"

bipipeline athena serve --lake "$lake" --location s3://example-lake/lake --database bi --results "$work/results" >"$work/serve" & server=$!
until grep -q AWS_ENDPOINT_URL "$work/serve"; do sleep 0.2; done
export AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x AWS_REGION=eu-west-1
AWS_ENDPOINT_URL=$(sed -nE 's/AWS_ENDPOINT_URL=([^ ]+).*/\1/p' "$work/serve")
common=("${schema[@]}" --database bi --workgroup primary --lake "$lake")
bipipeline glue apply "${schema[@]}" --database bi --location s3://example-lake/lake >/dev/null
bipipeline views apply "${common[@]}" --views "$work/views.sql" >/dev/null
bipipeline latest refresh "${common[@]}" 2>/dev/null
bipipeline views apply "${common[@]}" --views "$work/views.sql" >/dev/null
# The local table has no files: a copy of its rows in Parquet, with Athena's default for Iceberg, has the size of the table's.
python3 - "$AWS_ENDPOINT_URL" "$work" <<'PYTHON'
import csv, hashlib, io, json, os, sys, time, urllib.request
endpoint, work = sys.argv[1:]
def call(operation, **body):
    request = urllib.request.Request(endpoint, json.dumps(body).encode(), {"X-Amz-Target": f"AmazonAthena.{operation}", "Content-Type": "application/x-amz-json-1.1"})
    return json.load(urllib.request.urlopen(request))
def run(sql, number):
    query = call("StartQueryExecution", QueryString=sql, ClientRequestToken=f"{number}" * 32, QueryExecutionContext={"Database": "bi"})["QueryExecutionId"]
    while True:
        state = call("GetQueryExecution", QueryExecutionId=query)["QueryExecution"]["Status"]
        if state["State"] not in ("QUEUED", "RUNNING"): break
        time.sleep(0.05)
    assert state["State"] == "SUCCEEDED", state
    return query
columns = ["order_id", "status", "category", "amount", "note", "_op", "_event_id", "_stream", "_sequence", "_deleted", "_ttl", "_schema_version", "_rescued", "dt",
    "CAST(_event_time AS timestamp(3)) AS _event_time", "_change_stream", "_change_sequence", "CAST(_change_time AS timestamp(3)) AS _change_time"]
run(f"UNLOAD (SELECT {', '.join(columns)} FROM orders_latest) TO 's3://copies/latest/' WITH (format = 'PARQUET', compression = 'ZSTD')", 1)
sizes = [os.path.getsize(os.path.join(folder, file)) for folder, _, files in os.walk(f"{work}/results/copies") for file in files]
rows = [[cell.get("VarCharValue", "") for cell in row["Data"]] for row in call("GetQueryResults", QueryExecutionId=run("SELECT * FROM revenue_by_category ORDER BY 1", 2))["ResultSet"]["Rows"]]
text = io.StringIO()
csv.writer(text, lineterminator="\n").writerows(rows)
print(f"latest table: {len(sizes)} objects, {sum(sizes) / 1e6:.1f} MB, answer {hashlib.sha256(text.getvalue().encode()).hexdigest()[:16]}")
PYTHON
