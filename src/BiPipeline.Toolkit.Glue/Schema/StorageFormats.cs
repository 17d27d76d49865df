namespace BiPipeline.Toolkit.Glue;

/// <summary>The Hive classes of the two formats that a lake holds.</summary>
static class StorageFormats
{
    internal const string ParquetInput = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
    internal const string ParquetOutput = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
    internal const string ParquetSerDe = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
    internal const string TextInput = "org.apache.hadoop.mapred.TextInputFormat";
    internal const string TextOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
    internal const string LineSerDe = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
}
