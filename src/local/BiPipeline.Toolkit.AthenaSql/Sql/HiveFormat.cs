namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>The formats of STORED AS (Athena user guide, "CREATE TABLE"), and the names of SerDes for readers.</summary>
sealed record HiveFormat(string Input, string Output, string SerDe)
{
    internal const string ParquetSerDe = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
    internal const string TextSerDe = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

    const string SequenceInput = "org.apache.hadoop.mapred.SequenceFileInputFormat";
    const string Hive = "org.apache.hadoop.hive.ql.io";

    internal static HiveFormat Text { get; } = new(
        "org.apache.hadoop.mapred.TextInputFormat",
        $"{Hive}.HiveIgnoreKeyTextOutputFormat",
        TextSerDe);

    /// <summary>Returns the format of a word after STORED AS; null for an unknown one.</summary>
    internal static HiveFormat? Find(string word) => word.ToUpperInvariant() switch
    {
        "TEXTFILE" => Text,
        "PARQUET" => new($"{Hive}.parquet.MapredParquetInputFormat", $"{Hive}.parquet.MapredParquetOutputFormat", ParquetSerDe),
        "ORC" => new($"{Hive}.orc.OrcInputFormat", $"{Hive}.orc.OrcOutputFormat", $"{Hive}.orc.OrcSerde"),
        "AVRO" => new(
            $"{Hive}.avro.AvroContainerInputFormat",
            $"{Hive}.avro.AvroContainerOutputFormat",
            "org.apache.hadoop.hive.serde2.avro.AvroSerDe"),
        "RCFILE" => new(
            $"{Hive}.RCFileInputFormat",
            $"{Hive}.RCFileOutputFormat",
            "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe"),
        "SEQUENCEFILE" => new(
            SequenceInput,
            $"{Hive}.HiveSequenceFileOutputFormat",
            TextSerDe),
        "ION" => new(
            "com.amazon.ionhiveserde.formats.IonInputFormat",
            "com.amazon.ionhiveserde.formats.IonOutputFormat",
            "com.amazon.ionhiveserde.IonHiveSerDe"),
        _ => null,
    };

    /// <summary>Whether a table's files are lines of text.</summary>
    internal static bool IsText(string? serDe, string? input) => serDe == TextSerDe && input != SequenceInput;

    /// <summary>Returns a format's name for readers.</summary>
    internal static string NameOf(string? serDe, string? input) => serDe switch
    {
        ParquetSerDe => "Parquet",
        TextSerDe when input == SequenceInput => "SequenceFile",
        TextSerDe => "lines of text",
        "org.apache.hadoop.hive.ql.io.orc.OrcSerde" => "ORC",
        "org.apache.hadoop.hive.serde2.avro.AvroSerDe" => "Avro",
        "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe" => "RCFile",
        "com.amazon.ionhiveserde.IonHiveSerDe" => "Ion",
        "org.openx.data.jsonserde.JsonSerDe" or "org.apache.hive.hcatalog.data.JsonSerDe" => "JSON",
        "org.apache.hadoop.hive.serde2.OpenCSVSerde" => "quoted CSV",
        "org.apache.hadoop.hive.serde2.RegexSerDe" or "com.amazonaws.glue.serde.GrokSerDe" => "lines by pattern",
        _ => "unknown",
    };
}
