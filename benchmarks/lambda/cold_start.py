"""How long a Lambda process takes from its start to its first answers, and the most memory it holds.

    benchmarks/cold-start.sh [RUNS]

Starts moto for S3 and a Runtime API of its own, both on 127.0.0.1, then for each run and build a new process, which gets the same event of 100
records, three times. Machine code starts as the runtime provided.al2023 starts it, the other builds by `dotnet exec`, as dotnet10 does it. Builds
take turns, so that what else the machine does meets all alike. The lake has the schema already, as for every start but the first.
The records are of one day, as those of a real batch are: two objects. Prints the minimum, median and maximum of the runs: of the start until the
process asks for an event, which Lambda calls INIT, of the first answer from the start, and of the later answers from their events. Then the same
for processes of the event of 6 MB, the most that Lambda sends. The ratios are those of the medians to ReadyToRun's.
"""
import http.server
import json
import os
import pathlib
import queue
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "artifacts/lambda"
BUILDS = {
    "machine code": [FOLDER / "x64/bootstrap"],
    "ReadyToRun": ["dotnet", "exec", FOLDER / "readytorun/bootstrap.dll"],
    "JIT only": ["dotnet", "exec", FOLDER / "portable/bootstrap.dll"],
}
REFERENCE = "ReadyToRun"
HEADING = "| build | ready, ms | start to first answer, ms | second answer, ms | third, ms | VmHWM, MB | of ReadyToRun's first answer | of its memory |\n|---|--:|--:|--:|--:|--:|--:|--:|"
MOTO = """
import os, sys, threading
threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
from moto.server import main
main(['-H', '127.0.0.1', '-p', '0'])
"""


def event(records, first, most_bytes=6 * 1024 * 1024):
    """So many records, or as many as fit, with the event ids from a number on."""
    items = json.loads((ROOT / "samples/OrdersPipeline/data/sample_dataset.json").read_text(encoding="utf-8"))["items"]
    found, length = [], len('{"Records": []}')
    for number in range(records):
        item = items[number % len(items)]
        record = json.dumps({
            "eventID": f"{first + number:032x}", "eventName": "INSERT", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "us-east-1",
            "dynamodb": {
                "ApproximateCreationDateTime": 1792000000 + number, "Keys": {"orderId": item["orderId"]}, "NewImage": item,
                "SequenceNumber": str(700000000000000000000 + first + number), "SizeBytes": 1000, "StreamViewType": "NEW_AND_OLD_IMAGES",
            },
            "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000",
        })
        length += len(record) + 2
        if length > most_bytes:
            break
        found.append(record)
    return ('{"Records": [' + ", ".join(found) + "]}").encode(), len(found)


class RuntimeApi(http.server.ThreadingHTTPServer):
    """One for each process: the request that a process leaves open must not get the next one's event."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.events, self.answers, self.asked = queue.Queue(), queue.Queue(), queue.Queue()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # The connection of a killed process.


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.put(time.perf_counter())
        payload = self.server.events.get()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "request")
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time.time() + 60) * 1000)))
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])) if "Content-Length" in self.headers else self.chunks()
        self.server.answers.put((time.perf_counter(), self.path, body))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def chunks(self):
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, *_):
        pass


def measure(command, environment, payload):
    api = RuntimeApi()
    environment = environment | {"AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server_port}"}
    begun = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), env=environment, stdout=subprocess.DEVNULL)
    times = [(api.asked.get(timeout=60) - begun) * 1000]
    for number in range(3):
        asked = time.perf_counter() if number else begun
        api.events.put(payload)
        at, path, body = api.answers.get(timeout=60)
        if not path.endswith("/response") or json.loads(body) != {"batchItemFailures": []}:
            sys.exit(f"{path}: {body.decode()}")
        times.append((at - asked) * 1000)
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    memory = int(status.split("VmHWM:")[1].split()[0]) / 1024
    process.kill()
    process.wait()
    api.shutdown()
    api.server_close()
    return [*times, memory]


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    moto = subprocess.Popen([sys.executable, "-c", MOTO], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    s3 = next(line.split("Running on ")[1].strip() for line in moto.stderr if "Running on " in line)
    threading.Thread(target=lambda: [None for _ in moto.stderr], daemon=True).start()

    def environment(bucket):
        urllib.request.urlopen(urllib.request.Request(f"{s3}/{bucket}", method="PUT")).read()
        return {name: os.environ[name] for name in ("PATH", "HOME", "DOTNET_ROOT") if name in os.environ} | {
            "AWS_ENDPOINT_URL_S3": s3, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "LAKE_BUCKET": bucket,
        }

    def compare(bucket, records, runs):
        lake = environment(bucket)
        results = {build: [] for build in BUILDS}
        for run in range(runs + 1):
            for number, (build, command) in enumerate(BUILDS.items()):
                payload, count = event(records, (run * len(BUILDS) + number) * 100_000)
                found = measure(command, lake, payload)
                if run > 0:  # The first warms the machine's caches, and stores the schema.
                    results[build].append(found)
        medians = {build: [statistics.median(column) for column in zip(*found)] for build, found in results.items()}
        print(f"{len(payload):,} bytes, {count:,} records; {runs} runs; minimum / **median** / maximum\n\n{HEADING}")
        for build, found in results.items():
            columns = [f"{min(column):.0f} / **{statistics.median(column):.0f}** / {max(column):.0f}" for column in zip(*found)]
            ratios = [f"{medians[build][at] / medians[REFERENCE][at]:.2f}" for at in (1, -1)]
            print(f"| {build} | " + " | ".join(columns + ratios) + " |")
        print()

    compare("small", 100, runs)
    compare("largest", 100_000, max(1, runs // 2))
    moto.kill()


main()
