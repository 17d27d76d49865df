"""The calls of `views apply` by boto3: read the plan's tables by Glue, create a view by Athena, keep its hash by Glue, read it back."""
from local import athena, glue, rows, run, say

before = {table["Name"]: table for table in glue.get_tables(DatabaseName="lake")["TableList"]}
assert "people" in before and "by_name" not in before
run("CREATE OR REPLACE VIEW by_name AS SELECT name, count(*) AS n FROM people GROUP BY name")
made = glue.get_table(DatabaseName="lake", Name="by_name")["Table"]
assert made["ViewOriginalText"].startswith("/* Presto View: ") and made["Parameters"]["presto_view"] == "true"
kept = {name: made[name] for name in ("Name", "TableType", "Parameters", "StorageDescriptor", "PartitionKeys", "ViewOriginalText", "ViewExpandedText")}
kept["Parameters"]["bipipeline.source_sha256"] = "0" * 64
glue.update_table(DatabaseName="lake", TableInput=kept, VersionId=made["VersionId"])
found = glue.get_table(DatabaseName="lake", Name="by_name")["Table"]
assert found["Parameters"]["bipipeline.source_sha256"] == "0" * 64 and int(found["VersionId"]) == int(made["VersionId"]) + 1
names = rows(run("SELECT n FROM by_name WHERE name = 'Ann'"))
assert names == [["n"], ["1"]], names
assert glue.get_partitions(DatabaseName="lake", TableName="people")["Partitions"] == []
run("DROP VIEW by_name")
try:
    glue.get_table(DatabaseName="lake", Name="by_name")
    raise AssertionError("a dropped view was found")
except glue.exceptions.EntityNotFoundException:
    pass
say(flow="rehearsal", versions=[made["VersionId"], found["VersionId"]])
