"""The calls of dbt-athena: identity, catalog, schemas, views, relations by Glue, documentation, dropping with data in S3."""
import boto3

from local import ENDPOINT, athena, glue, rows, run, s3, say, sts, wait

STAGING = "s3://dbt/staging/"
HEADER = '-- /* {"app": "dbt", "node_id": "model.shop.adults"} */\n'
OUTPUT = {"OutputLocation": STAGING}

# Connection: identity, the catalog's kind, whether the workgroup enforces its output.
assert sts.get_caller_identity()["Account"] == "000000000000"
catalog = athena.get_data_catalog(Name="awsdatacatalog")["DataCatalog"]
assert catalog["Type"] == "GLUE" and catalog["Parameters"]["catalog-id"] == "000000000000"
athena.create_work_group(
    Name="dbt", Configuration={"ResultConfiguration": {"OutputLocation": "s3://dbt-enforced/"}, "EnforceWorkGroupConfiguration": True}
)
group = athena.get_work_group(WorkGroup="dbt")["WorkGroup"]["Configuration"]
assert group["EnforceWorkGroupConfiguration"] and group["ResultConfiguration"]["OutputLocation"] == "s3://dbt-enforced/"
enforced = run(f"{HEADER}select 1", WorkGroup="dbt", ResultConfiguration=OUTPUT)
assert enforced["ResultConfiguration"]["OutputLocation"].startswith("s3://dbt-enforced/")

# Schemas.
run(f"{HEADER}create schema if not exists `dbt_dev`", database="default", ResultConfiguration=OUTPUT)
assert [page["Name"] for page in glue.get_databases()["DatabaseList"]] == ["dbt_dev", "lake"]

# A view, made and replaced; its columns by Glue and by information_schema.
for _ in range(2):
    run(f'{HEADER}create or replace view "dbt_dev"."adults" as select id, name from "awsdatacatalog"."lake"."people" where id > 1', ResultConfiguration=OUTPUT)
view = glue.get_table(DatabaseName="dbt_dev", Name="adults")["Table"]
assert view["TableType"] == "VIRTUAL_VIEW"
assert [column["Name"] for column in view["StorageDescriptor"]["Columns"]] == ["id", "name"]
relations = rows(run(f"""{HEADER}
    select c.table_schema, c.table_name, t.table_type, c.column_name, c.data_type
    from "awsdatacatalog".information_schema.columns c
    join "awsdatacatalog".information_schema.tables t on c.table_schema = t.table_schema and c.table_name = t.table_name
    where c.table_schema = lower('dbt_dev') order by c.ordinal_position""", ResultConfiguration=OUTPUT))
assert relations[1:] == [["dbt_dev", "adults", "VIEW", "id", "bigint"], ["dbt_dev", "adults", "VIEW", "name", "varchar"]], relations

# persist_docs: what was read, with comments, goes back; a stale version is refused.
kept = {name: view[name] for name in ("Name", "TableType", "Parameters", "StorageDescriptor", "PartitionKeys", "ViewOriginalText", "ViewExpandedText")}
kept["Description"] = "People over one."
kept["StorageDescriptor"]["Columns"][0]["Comment"] = "The key."
glue.update_table(DatabaseName="dbt_dev", TableInput=kept, SkipArchive=True)
again = glue.get_table(DatabaseName="dbt_dev", Name="adults")["Table"]
assert again["Description"] == "People over one." and again["StorageDescriptor"]["Columns"][0]["Comment"] == "The key."
assert len(rows(run('select * from "dbt_dev"."adults"'))) == 4
try:
    glue.update_table(DatabaseName="dbt_dev", TableInput=kept, VersionId=view["VersionId"])
    raise AssertionError("a stale version was accepted")
except glue.exceptions.ConcurrentModificationException:
    pass
versions = [version for page in glue.get_paginator("get_table_versions").paginate(DatabaseName="dbt_dev", TableName="adults") for version in page["TableVersions"]]
assert versions[0]["VersionId"] == again["VersionId"]

# A table model: CREATE TABLE AS at an external location, INSERT of an incremental run, then the types by Glue and DESCRIBE.
table = run(f'''{HEADER}
    create table "awsdatacatalog"."dbt_dev"."adult_counts"
    with (table_type='hive', is_external=true, external_location='s3://dbt/tables/adult_counts', format='parquet')
    as select name, count(*) as n from "awsdatacatalog"."lake"."people" group by name''', ResultConfiguration=OUTPUT)
assert table["StatementType"] == "DDL" and table["SubstatementType"] == "CREATE_TABLE_AS_SELECT"
assert athena.get_query_results(QueryExecutionId=table["QueryExecutionId"])["UpdateCount"] == 4
inserted = run(f"{HEADER}insert into \"awsdatacatalog\".\"dbt_dev\".\"adult_counts\" (\"name\", \"n\") (select 'Zoe', 7)", ResultConfiguration=OUTPUT)
assert athena.get_query_results(QueryExecutionId=inserted["QueryExecutionId"])["UpdateCount"] == 1
assert rows(run("select sum(n) as n from dbt_dev.adult_counts")) == [["n"], ["11"]]
model = glue.get_table(DatabaseName="dbt_dev", Name="adult_counts")["Table"]
assert [(column["Name"], column["Type"]) for column in model["StorageDescriptor"]["Columns"]] == [("name", "string"), ("n", "bigint")]
assert model["StorageDescriptor"]["Location"].rstrip("/") == "s3://dbt/tables/adult_counts"
run(f"{HEADER}alter table `dbt_dev`.`adult_counts` set tblproperties ('classification' = 'parquet')", ResultConfiguration=OUTPUT)
assert glue.get_table(DatabaseName="dbt_dev", Name="adult_counts")["Table"]["Parameters"]["classification"] == "parquet"

# An incremental model of Iceberg: MERGE, twice with the same source.
run(f"""{HEADER}create table dbt_dev.state (id bigint, name string) location 's3://dbt/tables/state/' tblproperties ('table_type'='ICEBERG')""")
for _ in range(2):
    run(f'''{HEADER}merge into "dbt_dev"."state" as target using (select id, name from lake.people) as src on (target.id = src.id)
        when matched then update set name = src.name when not matched then insert (id, name) values (src.id, src.name)''', ResultConfiguration=OUTPUT)
assert rows(run("select count(*), max(id) from dbt_dev.state"))[1] == ["4", "4"]

# A seed: its file in S3, and dropping it: the catalog's entry, then the objects below its location.
bucket = boto3.resource("s3", endpoint_url=ENDPOINT, region_name="eu-west-1", aws_access_key_id="local", aws_secret_access_key="local").Bucket("dbt")
for number in range(3):
    bucket.put_object(Key=f"tables/seed/{number}.csv", Body=b"a,b\n1,2\n")
assert [entry.key for entry in bucket.objects.filter(Prefix="tables/seed/")] == [f"tables/seed/{number}.csv" for number in range(3)]
bucket.objects.filter(Prefix="tables/seed/").delete()
assert not list(bucket.objects.filter(Prefix="tables/seed/"))
glue.delete_table(DatabaseName="dbt_dev", Name="adults")
run(f"{HEADER}drop schema if exists `dbt_dev` cascade", ResultConfiguration=OUTPUT)
assert [page["Name"] for page in glue.get_databases()["DatabaseList"]] == ["lake"]

say(flow="dbt-athena", relations=len(relations) - 1)
