"""UNLOAD as PyAthena's and awswrangler's options send it, its manifest and files in S3; PREPARE and EXECUTE as awswrangler sends them."""
from local import athena, rows, run, s3, say, split

OUTPUT = {"OutputLocation": "s3://unload-results/"}

# Cursor.execute(unload=True) and read_sql_query(unload_approach=True).
target = "s3://unload-results/unload/20261128/0000/"
execution = run(
    f"UNLOAD (\n\tSELECT id, name FROM people WHERE id < 3\n)\nTO '{target}'\nWITH (\n\tformat = 'PARQUET',\n\tcompression = 'SNAPPY'\n)",
    ResultConfiguration=OUTPUT,
)
assert execution["SubstatementType"] == "UNLOAD", execution
assert athena.get_query_results(QueryExecutionId=execution["QueryExecutionId"])["UpdateCount"] == 2
bucket, key = split(execution["Statistics"]["DataManifestLocation"])
locations = s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode().split()
assert locations and all(location.startswith(target) for location in locations), locations
listed = [entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket, Prefix="unload/20261128/0000/")["Contents"]]
assert [split(location)[1] for location in locations] == listed
file = s3.get_object(Bucket=bucket, Key=listed[0])["Body"].read()
assert file[:4] == b"PAR1" and file[-4:] == b"PAR1"
again = athena.start_query_execution(QueryString=f"UNLOAD (SELECT 1 AS x) TO '{target}' WITH (format = 'PARQUET')", ResultConfiguration=OUTPUT)
while (status := athena.get_query_execution(QueryExecutionId=again["QueryExecutionId"])["QueryExecution"]["Status"])["State"] in ("QUEUED", "RUNNING"):
    pass
assert status["State"] == "FAILED" and "already exists" in status["StateChangeReason"], status

# Prepared statements: made by the operation and run by SQL, and the other way round.
athena.create_prepared_statement(StatementName="by_id", WorkGroup="primary", QueryStatement="SELECT name FROM people WHERE id = ?")
assert rows(run("EXECUTE by_id USING 1")) == [["name"], ["Ann"]]
assert rows(run("EXECUTE by_id", ExecutionParameters=["1"])) == [["name"], ["Ann"]]
run("PREPARE by_name FROM SELECT id FROM people WHERE name = ?")
assert athena.get_prepared_statement(StatementName="by_name", WorkGroup="primary")["PreparedStatement"]["QueryStatement"].startswith("SELECT id")
assert rows(run("EXECUTE by_name USING 'Ann'")) == [["id"], ["1"]]
run("DEALLOCATE PREPARE by_name")
assert [entry["StatementName"] for entry in athena.list_prepared_statements(WorkGroup="primary")["PreparedStatements"]] == ["by_id"]

say(flow="unload", files=len(locations), bytes=len(file))
