"""How many instructions `bipipeline flatten` needs for a record, and whether that is within the bounds of instructions.tsv.

    instructions.py TOOL [--trend FILE]

TOOL is the program as machine code. Counts with valgrind's callgrind, which says the same for the same program and input, whatever else the machine
does. Each case runs with two numbers of records, and the difference divided by the difference of the numbers leaves out the start. The records are made
here from a seed. --trend appends a line with the date, the commit and the counts to a table.
"""
import datetime
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
BOUNDS = ROOT / "benchmarks/instructions.tsv"
SCHEMA = ROOT / "benchmarks/BiPipeline.Toolkit.Benchmarks/Data/orders.schema.json"
FEW, MANY = 500, 2_500
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"


def orders(path, records, pretty=False):
    """So many changes of orders with the attributes of SCHEMA; every second order is another entity. White space when pretty."""
    chance = random.Random(20)
    with open(path, "w", encoding="utf-8") as lines:
        for number in range(records):
            order = f"{'ORD' if number % 2 else 'CART'}-{number:09}"
            customer = chance.randrange(20_000)
            items = [
                {"M": {"sku": {"S": f"SKU-{chance.randrange(9_000):05}"}, "qty": {"N": str(chance.randrange(1, 6))}, "price": {"N": f"{chance.randrange(100, 30_000) / 100:.2f}"}}}
                for _ in range(chance.randrange(1, 5))
            ]
            image = {
                "orderId": {"S": order}, "customerId": {"S": f"CUST-{customer:06}"}, "status": {"S": chance.choice(["NEW", "PAID", "SENT", "DONE"])},
                "currency": {"S": chance.choice(["EUR", "GBP", "USD"])}, "amount": {"N": f"{chance.randrange(100, 90_000) / 100:.2f}"},
                "tax": {"N": f"{chance.randrange(0, 9_000) / 100:.2f}"}, "createdAt": {"S": f"2026-01-{1 + number % 28:02}T10:{number % 60:02}:19.142Z"},
                "updatedAtMs": {"N": str(1767225600000 + number * 1_337)}, "isGift": {"BOOL": chance.random() < 0.1}, "couponCode": {"NULL": True},
                "channel": {"S": chance.choice(["web", "ios", "android"])}, "warehouse": {"S": chance.choice(["FRA1", "LHR2", "MAD1"])},
                "version": {"N": str(chance.randrange(1, 9))}, "weightKg": {"N": f"{chance.randrange(1, 50_000) / 1000:.3f}"},
                "customer": {"M": {
                    "name": {"S": chance.choice(["Björn Smith", "Ana García", "Li Wei"])}, "email": {"S": f"user{customer}@example.com"},
                    "tier": {"S": chance.choice(["bronze", "silver", "gold"])},
                    "address": {"M": {"city": {"S": "Madrid"}, "country": {"S": "ES"}, "zip": {"S": f"{chance.randrange(10_000, 99_999)}"}}}}},
                "items": {"L": items}, "tags": {"SS": ["express", "bulk"]}, "discount": {"N": f"{chance.randrange(0, 5_000) / 100:.2f}"},
            }
            record = {
                "eventID": f"{chance.getrandbits(128):032x}", "eventName": "MODIFY", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
                "dynamodb": {
                    "ApproximateCreationDateTime": 1767225600 + number, "Keys": {"orderId": {"S": order}}, "NewImage": image,
                    "SequenceNumber": f"{100000000000 + number:021}", "SizeBytes": 600, "StreamViewType": "NEW_AND_OLD_IMAGES"},
                "eventSourceARN": ARN,
            }
            lines.write(json.dumps(record, ensure_ascii=False, separators=(", ", ": ") if pretty else (",", ":")) + "\n")


def schemas(folder):
    """One schema, and two that share the stream, with policies."""
    one = json.loads(SCHEMA.read_text(encoding="utf-8"))
    one.pop("$schema", None)
    first = one | {
        "entity": {"key": "orderId", "prefix": "ORD-"}, "columns": [column for column in one["columns"] if column["path"] != "note"],
        "policies": [{"path": "customer.email", "action": "hash"}, {"path": "note", "action": "drop"}],
    }
    second = one | {"table": "carts", "entity": {"key": "orderId", "prefix": "CART-"}}
    found = {}
    for name, schema in {"one": one, "first": first, "second": second}.items():
        found[name] = folder / f"{name}.schema.json"
        found[name].write_text(json.dumps(schema), encoding="utf-8")
    return found


def count(tool, folder, case, records, arguments):
    lake = folder / f"{case}-{records}"
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", tool, "flatten", *map(str, arguments), "--lake", str(lake), "--threads", "1"],
        capture_output=True, text=True, check=False, env=os.environ | {"BIPIPELINE_HASH_KEY": "00112233445566778899aabbccddeeff"})
    if run.returncode:
        sys.exit(f"error: {case}: flatten ended with status {run.returncode}: {run.stderr}")
    return int(re.search(r"Collected : (\d+)", run.stderr)[1])


def main():
    tool = sys.argv[1]
    bounds = {name: int(bound) for name, bound in (line.split("\t")[:2] for line in BOUNDS.read_text(encoding="utf-8").splitlines()[1:])}
    counts = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        files = schemas(folder)
        inputs = {}
        for records in (FEW, MANY):
            for pretty in (False, True):
                inputs[records, pretty] = folder / f"{records}-{pretty}.jsonl"
                orders(inputs[records, pretty], records, pretty)
        one, two = ["--schema", files["one"]], ["--schema", files["first"], "--schema", files["second"]]
        cases = {
            "no-raw": (False, ["--no-raw", *one]), "raw": (False, one),
            "white-space": (True, ["--no-raw", *one]), "two-schemas-with-policies": (False, ["--no-raw", *two]),
        }
        for case, (pretty, arguments) in cases.items():
            few, many = (count(tool, folder, case, records, [inputs[records, pretty], *arguments]) for records in (FEW, MANY))
            counts[case] = round((many - few) / (MANY - FEW))
    exceeded = [case for case in counts if counts[case] > bounds[case]]
    for case, found in counts.items():
        note = " EXCEEDED" if case in exceeded else " (lower the bound)" if found < 0.85 * bounds[case] else ""
        print(f"{case}\t{found:,} instructions per record, bound {bounds[case]:,}, {found / counts['no-raw']:.2f} of no-raw{note}")
    if "--trend" in sys.argv:
        trend = pathlib.Path(sys.argv[sys.argv.index("--trend") + 1])
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
        if not trend.exists():
            trend.write_text("date\tcommit\t" + "\t".join(counts) + "\n", encoding="utf-8")
        with trend.open("a", encoding="utf-8") as table:
            table.write(f"{datetime.date.today()}\t{commit}\t" + "\t".join(map(str, counts.values())) + "\n")
    if exceeded:
        sys.exit(f"error: {', '.join(exceeded)}: more instructions than benchmarks/instructions.tsv allows. Find the cause, or raise the bound and say why.")


main()
