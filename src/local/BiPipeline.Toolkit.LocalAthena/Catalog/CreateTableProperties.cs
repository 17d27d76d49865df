using System.Collections.Frozen;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The properties of CREATE TABLE AS (Athena user guide, "CREATE TABLE AS", "CTAS table properties").</summary>
sealed class CreateTableProperties
{
    static readonly string[] Types = ["HIVE", "ICEBERG"];

    static readonly string[] Formats = ["PARQUET", "ORC", "AVRO", "JSON", "TEXTFILE"];

    static readonly FrozenSet<string> OfBoth = FrozenSet.Create(
        StringComparer.Ordinal,
        "table_type", "is_external", "format", "write_compression", "compression_level");

    static readonly FrozenSet<string> OfHive = FrozenSet.Create(
        StringComparer.Ordinal,
        "external_location", "partitioned_by", "bucketed_by", "bucket_count", "field_delimiter", "orc_compression", "parquet_compression");

    static readonly FrozenSet<string> OfIceberg = FrozenSet.Create(
        StringComparer.Ordinal,
        "location", "partitioning", "vacuum_min_snapshots_to_keep", "vacuum_max_snapshot_age_seconds",
        "vacuum_max_metadata_files_to_keep", "optimize_rewrite_data_file_threshold", "optimize_rewrite_delete_file_threshold",
        "optimize_rewrite_min_data_file_size_bytes", "optimize_rewrite_max_data_file_size_bytes");

    readonly string[] _bucketedBy;

    CreateTableProperties(PropertyValues values)
    {
        IsIceberg = values.Word("table_type", Types) == "ICEBERG";
        var known = IsIceberg ? OfIceberg : OfHive;
        if (values.Names.FirstOrDefault(name => !OfBoth.Contains(name) && !known.Contains(name)) is { } unknown)
        {
            throw PropertyValues.Unknown(unknown);
        }
        Format = values.Word("format", Formats) ?? "PARQUET";
        Location = values.Text(IsIceberg ? "location" : "external_location") is { } location ? PropertyValues.Location(location) : null;
        Partitioning = IsIceberg
            ? [.. values.Texts("partitioning").Select(ReadField)]
            : [.. values.Texts("partitioned_by").Select(name => new OwnPartition(name, null, null))];
        _bucketedBy = values.Texts("bucketed_by");
        if (IsIceberg && values.Flag("is_external") != false)
        {
            throw PropertyValues.Invalid("Table property 'is_external' must be false for an Iceberg table");
        }
        if ((_bucketedBy.Length > 0) != values.Has("bucket_count"))
        {
            throw PropertyValues.Invalid("bucketed_by and bucket_count must appear together");
        }
        foreach (var name in values.Names.Where(IsNumber)) { values.CheckNumber(name); }
    }

    internal bool IsIceberg { get; }

    internal string Format { get; }

    internal string? Location { get; }

    internal IReadOnlyList<OwnPartition> Partitioning { get; }

    internal static CreateTableProperties Read(IReadOnlyList<SqlProperty> properties) => new(new(properties));

    /// <summary>Checks the partitioning and the buckets against the columns.</summary>
    internal void Check(IReadOnlyList<string> columns)
    {
        if (_bucketedBy.Except(columns, StringComparer.Ordinal).ToArray() is { Length: > 0 } unknown)
        {
            throw PropertyValues.Invalid($"Bucketing columns [{string.Join(", ", unknown)}] not present in schema");
        }
        CheckPartitions([.. Partitioning.Select(field => field.Column)], columns, isOrdered: !IsIceberg);
    }

    /// <summary>Checks that the columns exist, and for Hive that they are the last ones, after others.</summary>
    internal static void CheckPartitions(string[] partitions, IReadOnlyList<string> columns, bool isOrdered)
    {
        if (partitions.Except(columns, StringComparer.Ordinal).ToArray() is { Length: > 0 } unknown)
        {
            throw PropertyValues.Invalid($"Partition columns [{string.Join(", ", unknown)}] not present in schema");
        }
        if (!isOrdered || partitions.Length == 0) { return; }
        if (partitions.Length == columns.Count) { throw PropertyValues.Invalid("Table contains only partition columns"); }
        if (!columns.Skip(columns.Count - partitions.Length).SequenceEqual(partitions, StringComparer.Ordinal))
        {
            throw new LocalAthenaQueryException(
                "HIVE_COLUMN_ORDER_MISMATCH",
                "Partition keys must be the last columns in the table and in the same order as the table properties: "
                + $"[{string.Join(", ", partitions)}]");
        }
    }

    static bool IsNumber(string name) =>
        name is "bucket_count" or "compression_level"
            || name.StartsWith("vacuum_", StringComparison.Ordinal)
            || name.StartsWith("optimize_", StringComparison.Ordinal);

    static OwnPartition ReadField(string text)
    {
        var reader = new SqlTokenReader(text);
        var field = IcebergPartition.Read(reader);
        reader.ExpectEnd();
        return new(field.Column.Folded, field.Transform, field.Argument);
    }
}
