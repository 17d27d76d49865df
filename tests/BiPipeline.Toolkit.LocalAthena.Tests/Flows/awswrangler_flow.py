"""The calls of awswrangler.athena: workgroup, default bucket, query without CTAS, CSV from S3, cache, cleaning, catalog, statements."""
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
