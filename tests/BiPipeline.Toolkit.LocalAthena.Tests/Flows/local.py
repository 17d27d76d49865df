"""What the flows share: clients of a local Athena, and a runner with polling."""
import json
import sys
import time
from urllib.parse import urlparse

import boto3
from botocore.config import Config

ENDPOINT = sys.argv[1]


def client(service):
    return boto3.client(
        service,
        endpoint_url=ENDPOINT,
        region_name="eu-west-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"total_max_attempts": 1}),
    )


athena, glue, s3, sts = (client(name) for name in ("athena", "glue", "s3", "sts"))


def wait(query_id):
    while True:
        execution = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
        time.sleep(0.005)


def split(location):
    parsed = urlparse(location)
    return parsed.netloc, parsed.path.lstrip("/")


def run(sql, database="lake", **more):
    execution = wait(athena.start_query_execution(QueryString=sql, QueryExecutionContext={"Database": database}, **more)["QueryExecutionId"])
    assert execution["Status"]["State"] == "SUCCEEDED", (sql, execution["Status"])
    return execution


def rows(execution):
    pages = athena.get_paginator("get_query_results").paginate(QueryExecutionId=execution["QueryExecutionId"])
    return [[cell.get("VarCharValue") for cell in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]


def say(**facts):
    print(json.dumps(facts, default=str))
