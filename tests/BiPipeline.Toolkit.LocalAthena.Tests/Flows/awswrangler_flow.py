"""The calls of awswrangler.athena: workgroup, default bucket, query without CTAS, CSV from S3, cache, cleaning, catalog, statements."""
import io

from local import athena, glue, rows, run, s3, say, split, sts, wait

# _get_workgroup_config and _get_s3_output.
configuration = athena.get_work_group(WorkGroup="primary")["WorkGroup"]["Configuration"]
assert configuration["EnforceWorkGroupConfiguration"] is False
output = configuration["ResultConfiguration"]["OutputLocation"]
account = sts.get_caller_identity()["Account"]
bucket = f"aws-athena-query-results-{account}-eu-west-1"
s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
assert s3.head_bucket(Bucket=bucket)["ResponseMetadata"]["HTTPStatusCode"] == 200
s3.get_bucket_location(Bucket=bucket)

# read_sql_query(ctas_approach=False): types from one row, then the CSV by its size and a range.
execution = run("SELECT id, name FROM people ORDER BY id", WorkGroup="primary", ResultConfiguration={"OutputLocation": f"s3://{bucket}/"})
query_id = execution["QueryExecutionId"]
info = athena.get_query_results(QueryExecutionId=query_id, MaxResults=1)["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
assert {column["Name"]: column["Type"] for column in info} == {"id": "bigint", "name": "varchar"}
found_bucket, key = split(execution["ResultConfiguration"]["OutputLocation"])
size = s3.head_object(Bucket=found_bucket, Key=key)["ContentLength"]
body = s3.get_object(Bucket=found_bucket, Key=key, Range=f"bytes=0-{size - 1}")
assert body["ContentRange"] == f"bytes 0-{size - 1}/{size}"
assert body["Body"].read().decode().splitlines() == ['"id","name"', '"1","Ann"', '"2","quote "" and, comma"', '"3",""', '"4",']
assert execution["Statistics"]["DataScannedInBytes"] > 0

# keep_files=False: list by prefix in pages, then delete.
keys = [entry["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=query_id, PaginationConfig={"PageSize": 1})
        for entry in page.get("Contents", [])]
assert keys == [f"{query_id}.csv", f"{query_id}.csv.metadata"], keys
deleted = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys]})
assert [entry["Key"] for entry in deleted["Deleted"]] == keys and not deleted.get("Errors")
assert "Contents" not in s3.list_objects_v2(Bucket=bucket, Prefix=query_id)

# _cache: finished executions of the workgroup.
pages = athena.get_paginator("list_query_executions").paginate(WorkGroup="primary", PaginationConfig={"MaxItems": 50, "PageSize": 50})
ids = [query for page in pages for query in page["QueryExecutionIds"]]
assert query_id in ids
assert athena.batch_get_query_execution(QueryExecutionIds=ids)["QueryExecutions"]

# catalog: databases, tables, a table made by the API and read by SQL.
assert [database["Name"] for page in glue.get_paginator("get_databases").paginate() for database in page["DatabaseList"]] == ["lake"]
made = dict(glue.get_table(DatabaseName="lake", Name="people")["Table"])
keep = ("Name", "TableType", "Parameters", "PartitionKeys", "StorageDescriptor")
glue.create_table(DatabaseName="lake", TableInput={**{name: made[name] for name in keep}, "Name": "people_again"})
assert rows(run("SELECT count(*) FROM people_again"))[1] == ["4"]
assert [table["Name"] for page in glue.get_paginator("get_tables").paginate(DatabaseName="lake", Expression="people*.*") for table in page["TableList"]] \
    == ["people", "people_again"]
try:
    glue.create_table(DatabaseName="lake", TableInput={"Name": "people"})
    raise AssertionError("a table was created twice")
except glue.exceptions.AlreadyExistsException:
    pass
glue.delete_table(DatabaseName="lake", Name="people_again")
try:
    glue.get_table(DatabaseName="lake", Name="people_again")
    raise AssertionError("a deleted table was found")
except glue.exceptions.EntityNotFoundException:
    pass

# read_sql_query(ctas_approach=True): a temporary table, its files by the manifest, then the table and the files are deleted.
table = run(f"""CREATE TABLE "lake"."temp_table_1" WITH (external_location = 's3://{bucket}/temp_table_1', format = 'Parquet',
    write_compression = 'SNAPPY') AS SELECT id, name, tags FROM people""", ResultConfiguration={"OutputLocation": f"s3://{bucket}/"})
assert [column["Name"] for column in glue.get_table(DatabaseName="lake", Name="temp_table_1")["Table"]["StorageDescriptor"]["Columns"]] \
    == ["id", "name", "tags"]
manifest_bucket, manifest_key = split(table["Statistics"]["DataManifestLocation"])
manifest = s3.get_object(Bucket=manifest_bucket, Key=manifest_key)["Body"].read().decode().split()
assert manifest and all(path.startswith(f"s3://{bucket}/temp_table_1/") for path in manifest), manifest
for path in manifest:
    file = s3.get_object(Bucket=split(path)[0], Key=split(path)[1])["Body"].read()
    assert file[:4] == file[-4:] == b"PAR1"
assert s3.list_objects_v2(Bucket=bucket, Prefix="temp_table_1/")["KeyCount"] == len(manifest)
glue.delete_table(DatabaseName="lake", Name="temp_table_1")
s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": split(path)[1]} for path in manifest]})
run(f"CREATE TABLE temp_table_1 WITH (external_location = 's3://{bucket}/temp_table_1') AS SELECT 1 AS a")
glue.delete_table(DatabaseName="lake", Name="temp_table_1")

# s3.upload of a large file, in parts by several threads, and s3.copy_objects.
large = bytes(range(256)) * 50_000
s3.upload_fileobj(io.BytesIO(large), bucket, "large/a.bin")
assert s3.get_object(Bucket=bucket, Key="large/a.bin")["Body"].read() == large
s3.copy_object(Bucket=bucket, Key="large/b c.bin", CopySource={"Bucket": bucket, "Key": "large/a.bin"})
s3.copy({"Bucket": bucket, "Key": "large/b c.bin"}, bucket, "large/c.bin")
for key in ("large/b c.bin", "large/c.bin"):
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == large, key

# catalog.get_partitions(expression=…).
kept = {**{name: made[name] for name in keep}, "Name": "parted", "PartitionKeys": [{"Name": "day", "Type": "date"}, {"Name": "n", "Type": "int"}]}
glue.create_table(DatabaseName="lake", TableInput=kept)
glue.batch_create_partition(DatabaseName="lake", TableName="parted", PartitionInputList=[
    {"Values": [f"2026-01-0{day}", str(n)], "StorageDescriptor": {"Location": f"s3://bucket/{day}/{n}/"}} for day in (1, 2) for n in (2, 10)])
pages = glue.get_paginator("get_partitions").paginate(DatabaseName="lake", TableName="parted", Expression="day >= '2026-01-02' AND n > 2")
assert [partition["Values"] for page in pages for partition in page["Partitions"]] == [["2026-01-02", "10"]]
glue.delete_table(DatabaseName="lake", Name="parted")

# create_prepared_statement: get, then update or create; read_sql_query with EXECUTE; list; delete.
def prepare(sql):
    try:
        athena.get_prepared_statement(StatementName="by_id", WorkGroup="primary")
        athena.update_prepared_statement(StatementName="by_id", WorkGroup="primary", QueryStatement=sql)
    except athena.exceptions.ResourceNotFoundException:
        athena.create_prepared_statement(StatementName="by_id", WorkGroup="primary", QueryStatement=sql)


prepare("SELECT 1")
prepare("SELECT name FROM people WHERE id = ?")
assert [entry["StatementName"] for entry in athena.list_prepared_statements(WorkGroup="primary")["PreparedStatements"]] == ["by_id"]
found = athena.batch_get_prepared_statement(PreparedStatementNames=["by_id", "none"], WorkGroup="primary")
assert len(found["PreparedStatements"]) == 1 and found["UnprocessedPreparedStatementNames"][0]["StatementName"] == "none"
athena.delete_prepared_statement(StatementName="by_id", WorkGroup="primary")

# describe_table, show_create_table, repair_table.
assert rows(run("SHOW CREATE TABLE lake.people"))[0][0].startswith("CREATE EXTERNAL TABLE")
assert rows(run("DESCRIBE lake.people"))[0][0].split() == ["id", "bigint"]
statistics = athena.get_query_runtime_statistics(QueryExecutionId=query_id)["QueryRuntimeStatistics"]
assert statistics["Rows"]["OutputRows"] == 4 and statistics["Timeline"]["TotalExecutionTimeInMillis"] >= 0

say(flow="awswrangler", csv_bytes=size, output=output)
