using System.Collections.Frozen;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The properties of UNLOAD (Athena user guide, "UNLOAD").</summary>
sealed class UnloadProperties
{
    static readonly string[] Formats = ["PARQUET", "ORC", "AVRO", "JSON", "TEXTFILE"];

    static readonly string[] Compressions = ["GZIP", "SNAPPY", "ZSTD", "NONE"];

    static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "format", "compression", "compression_level", "field_delimiter", "partitioned_by");

    readonly string _format;
    readonly string _compression;
    readonly string _delimiter;

    internal UnloadProperties(IReadOnlyList<SqlProperty> properties)
    {
        var values = new PropertyValues(properties);
        if (values.Names.FirstOrDefault(name => !Known.Contains(name)) is { } unknown) { throw PropertyValues.Unknown(unknown); }
        _format = values.Word("format", Formats) ?? throw PropertyValues.Invalid("UNLOAD has no property 'format'; expected one");
        if (_format is "ORC" or "AVRO")
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not write {_format}; use PARQUET, JSON or TEXTFILE");
        }
        values.CheckNumber("compression_level");
        _compression = values.Word("compression", Compressions) ?? "GZIP";
        if (_compression == "SNAPPY" && !IsParquet) { throw PropertyValues.InvalidValue("compression"); }
        _delimiter = values.Text("field_delimiter") ?? "\u0001";
        if (_delimiter.Length != 1) { throw PropertyValues.InvalidValue("field_delimiter"); }
        PartitionedBy = values.Texts("partitioned_by");
    }

    UnloadProperties(string[] partitionedBy) =>
        (_format, _compression, _delimiter, PartitionedBy) = ("PARQUET", "GZIP", "\u0001", partitionedBy);

    internal string[] PartitionedBy { get; }

    /// <summary>Parquet by partition, as a table of CREATE TABLE AS is written.</summary>
    internal static UnloadProperties Parquet(IEnumerable<string> partitionedBy) => new([.. partitionedBy]);

    internal bool IsParquet => _format == "PARQUET";

    internal bool IsText => _format == "TEXTFILE";

    /// <summary>The end of the files' names.</summary>
    internal string Extension => IsParquet ? ".parquet" : _compression switch { "GZIP" => ".gz", "ZSTD" => ".zst", _ => "" };

    /// <summary>The options of DuckDB's COPY.</summary>
    internal string Options => (IsParquet ? "FORMAT parquet"
        : IsText ? $"FORMAT csv, HEADER false, DELIMITER {SqlText.Literal(_delimiter)}, QUOTE '', ESCAPE '', NULLSTR '\\N'"
        : "FORMAT json") + Compression;

    string Compression => _compression == "NONE" ? (IsParquet ? ", COMPRESSION uncompressed" : "") : $", COMPRESSION {_compression}";
}
