"""The calls of PyAthena's cursors, in the order of its sources: connect, execute, poll, fetch from the API and from the CSV in S3, metadata."""
import csv
import io

from local import athena, rows, run, s3, say, split, wait

STAGING = "s3://pyathena-results/staging/"

# Cursor.execute with parameters of the service, result reuse and encryption.
request = dict(
    QueryString="SELECT id, name, tags FROM people WHERE id >= ? ORDER BY id",
    QueryExecutionContext={"Database": "lake", "Catalog": "awsdatacatalog"},
    ResultConfiguration={"OutputLocation": STAGING, "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"}},
    ResultReuseConfiguration={"ResultReuseByAgeConfiguration": {"Enabled": True, "MaxAgeInMinutes": 60}},
    ExecutionParameters=["2"],
)
execution = wait(athena.start_query_execution(**request)["QueryExecutionId"])
assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
query_id = execution["QueryExecutionId"]
output = execution["ResultConfiguration"]["OutputLocation"]
assert output == f"{STAGING}{query_id}.csv", output
assert execution["ExecutionParameters"] == ["2"]
assert execution["ResultReuseConfiguration"]["ResultReuseByAgeConfiguration"] == {"Enabled": True, "MaxAgeInMinutes": 60}

# AthenaResultSet: column information, and rows after the header.
first = athena.get_query_results(QueryExecutionId=query_id, MaxResults=1000)
assert first["UpdateCount"] == 0
description = [(column["Name"], column["Type"], column["Nullable"]) for column in first["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]]
assert description == [("id", "bigint", "UNKNOWN"), ("name", "varchar", "UNKNOWN"), ("tags", "array", "UNKNOWN")], description
from_api = rows(execution)
assert from_api == [["id", "name", "tags"], ["2", 'quote " and, comma', "[a, b]"], ["3", "", None], ["4", None, "[null]"]], from_api

# The pandas, arrow and s3fs cursors: size, then ranges of the CSV.
bucket, key = split(output)
size = s3.head_object(Bucket=bucket, Key=key)["ContentLength"]
half = size // 2
text = b"".join(
    s3.get_object(Bucket=bucket, Key=key, Range=f"bytes={start}-{end}")["Body"].read() for start, end in ((0, half - 1), (half, size))
).decode()
assert text == '"id","name","tags"\n"2","quote "" and, comma","[a, b]"\n"3","",\n"4",,"[null]"\n', text
assert s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode() == text
from_s3 = list(csv.reader(io.StringIO(text)))
assert from_s3 == [["" if value is None else value for value in row] for row in from_api]
assert s3.head_object(Bucket=bucket, Key=f"{key}.metadata")["ContentLength"] > 0

# Statements whose result is text.
show = run("SHOW TABLES IN lake", ResultConfiguration={"OutputLocation": STAGING})
assert show["ResultConfiguration"]["OutputLocation"].endswith(".txt")
bucket, key = split(show["ResultConfiguration"]["OutputLocation"])
assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == b"people\n"

# Metadata of the connection, and of SQLAlchemy's inspector.
databases = athena.list_databases(CatalogName="awsdatacatalog", MaxResults=50)["DatabaseList"]
assert [database["Name"] for database in databases] == ["lake"], databases
tables = athena.list_table_metadata(CatalogName="awsdatacatalog", DatabaseName="lake", Expression="peo.*", MaxResults=50)["TableMetadataList"]
assert [table["Name"] for table in tables] == ["people"]
people = athena.get_table_metadata(CatalogName="awsdatacatalog", DatabaseName="lake", TableName="people")["TableMetadata"]
assert [(column["Name"], column["Type"]) for column in people["Columns"]] == [("id", "bigint"), ("name", "string"), ("tags", "array<string>")]
try:
    athena.get_table_metadata(CatalogName="awsdatacatalog", DatabaseName="lake", TableName="nowhere")
    raise AssertionError("a missing table was found")
except athena.exceptions.MetadataException:
    pass
assert athena.get_data_catalog(Name="awsdatacatalog")["DataCatalog"]["Type"] == "GLUE"
columns = rows(run("SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'lake' ORDER BY ordinal_position"))
assert columns[1:] == [["people", "id", "bigint"], ["people", "name", "varchar"], ["people", "tags", "array(varchar)"]], columns

# The cache: the last executions, in batches.
ids = athena.list_query_executions(MaxResults=2)
assert len(ids["QueryExecutionIds"]) == 2 and "NextToken" in ids
batch = athena.batch_get_query_execution(QueryExecutionIds=ids["QueryExecutionIds"])["QueryExecutions"]
assert {entry["QueryExecutionId"] for entry in batch} == set(ids["QueryExecutionIds"])
assert athena.list_query_executions(MaxResults=2, NextToken=ids["NextToken"])["QueryExecutionIds"]

say(flow="PyAthena", rows=len(from_api) - 1, csv_bytes=size, databases=len(databases))
