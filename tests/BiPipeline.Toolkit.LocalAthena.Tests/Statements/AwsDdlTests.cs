namespace BiPipeline.Toolkit.LocalAthena.Tests.Statements;

// Tables in the form of AWS's pages for logs: strings in double quotes, several clauses, projection.
public sealed class AwsDdlTests : IDisposable
{
    readonly LakeFixture _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("""
        CREATE EXTERNAL TABLE IF NOT EXISTS `vpc_flow_logs` (`version` int, `account_id` string, `bytes` bigint, `start` bigint, `end` bigint)
        PARTITIONED BY (`date` date)
        ROW FORMAT DELIMITED FIELDS TERMINATED BY ' '
        LOCATION 's3://bucket/lake/vpc/'
        TBLPROPERTIES ("skip.header.line.count"="1")
        """)]
    [InlineData("""
        CREATE EXTERNAL TABLE IF NOT EXISTS alb_logs (type string, time string, elb string)
        ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
        WITH SERDEPROPERTIES ("serialization.format" = "1", "input.regex" = "([^ ]*) ([^ ]*) \"([^ ]*)\"")
        LOCATION "s3://bucket/lake/alb/"
        """)]
    [InlineData("""
        CREATE EXTERNAL TABLE cloudtrail (eventversion STRING, useridentity STRUCT<type:STRING, sessioncontext:STRUCT<attributes:STRUCT<mfaauthenticated:STRING>>>, resources ARRAY<STRUCT<arn:STRING>>)
        COMMENT 'CloudTrail'
        PARTITIONED BY (`timestamp` string)
        ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
        STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat' OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
        LOCATION 's3://bucket/lake/trail/'
        TBLPROPERTIES ('projection.enabled'='true', "projection.timestamp.type"="date", "projection.timestamp.format"="yyyy/MM/dd", "projection.timestamp.range"="2020/01/01,NOW",
          "storage.location.template"="s3://bucket/lake/trail/${timestamp}")
        """)]
    [InlineData("""
        CREATE EXTERNAL TABLE `csv`(`a` string, `b` string)
        ROW FORMAT SERDE "org.apache.hadoop.hive.serde2.OpenCSVSerde"
        WITH SERDEPROPERTIES ("separatorChar" = ",", "quoteChar" = "\"", "escapeChar" = "\\")
        STORED AS TEXTFILE
        LOCATION 's3://bucket/lake/csv/'
        """)]
    public async Task CreateTable_AsOnAwsPages_IsInTheCatalog(string sql)
    {
        await _lake.RunAsync(sql);

        (await _lake.RowsAsync("SHOW TABLES")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task CreateTable_EscapesInDoubleQuotes_AreTheCharacters()
    {
        await _lake.RunAsync("CREATE EXTERNAL TABLE t (a string) ROW FORMAT SERDE 'x' WITH SERDEPROPERTIES (\"quoteChar\" = \"\\\"\", \"escapeChar\" = \"\\\\\", 'tab' = '\\t') LOCATION 's3://bucket/lake/t/'");

        (await _lake.Catalog.GetTableAsync("lake", "t")).Definition.Storage.SerDe!.Parameters
            .ShouldBe(new Dictionary<string, string> { ["quoteChar"] = "\"", ["escapeChar"] = "\\", ["tab"] = "\t" }, ignoreOrder: true);
    }
}
