using System.Collections.Frozen;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The properties of CREATE TABLE AS (Athena user guide, "CREATE TABLE AS", "CTAS table properties").</summary>
sealed class CreateTableProperties
{
    const string InvalidProperty = "INVALID_TABLE_PROPERTY";

    static readonly FrozenSet<string> Formats = FrozenSet.Create(StringComparer.Ordinal, "PARQUET", "ORC", "AVRO", "JSON", "TEXTFILE");

    static readonly FrozenSet<string> Types = FrozenSet.Create(StringComparer.Ordinal, "HIVE", "ICEBERG");

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

    readonly Dictionary<string, Expression> _values = new(StringComparer.Ordinal);

    CreateTableProperties(IReadOnlyList<SqlProperty> properties)
    {
        foreach (var property in properties)
        {
            if (!_values.TryAdd(property.Name.Folded, property.Value))
            {
                throw new LocalAthenaQueryException(
                    "DUPLICATE_PROPERTY",
                    $"Duplicate property: {property.Name.Folded}",
                    property.Name.Position);
            }
        }
        IsIceberg = Text("table_type") is { } type && Word("table_type", type, Types) == "ICEBERG";
        foreach (var name in _values.Keys.Where(name => !OfBoth.Contains(name) && !(IsIceberg ? OfIceberg : OfHive).Contains(name)))
        {
            throw Invalid($"Catalog 'awsdatacatalog' table property '{name}' does not exist");
        }
        Format = Text("format") is { } format ? Word("format", format, Formats) : "PARQUET";
        Location = Text(IsIceberg ? "location" : "external_location");
        Partitioning = IsIceberg ? [.. Texts("partitioning").Select(ReadField)] : [.. Texts("partitioned_by").Select(Column)];
        BucketedBy = Texts("bucketed_by");
        CheckRest();
    }

    internal bool IsIceberg { get; }

    internal string Format { get; }

    internal string? Location { get; }

    internal IReadOnlyList<OwnPartition> Partitioning { get; }

    internal IReadOnlyList<string> BucketedBy { get; }

    internal static CreateTableProperties Read(IReadOnlyList<SqlProperty> properties) => new(properties);

    /// <summary>Checks the partitioning and the buckets against the columns.</summary>
    internal void Check(IReadOnlyList<string> columns)
    {
        var partitions = Partitioning.Select(field => field.Column).ToArray();
        if (partitions.Except(columns, StringComparer.Ordinal).ToArray() is { Length: > 0 } unknown)
        {
            throw Invalid($"Partition columns [{string.Join(", ", unknown)}] not present in schema");
        }
        if (BucketedBy.Except(columns, StringComparer.Ordinal).ToArray() is { Length: > 0 } unbucketed)
        {
            throw Invalid($"Bucketing columns [{string.Join(", ", unbucketed)}] not present in schema");
        }
        if (IsIceberg || partitions.Length == 0) { return; }
        if (partitions.Length == columns.Count) { throw Invalid("Table contains only partition columns"); }
        if (!columns.Skip(columns.Count - partitions.Length).SequenceEqual(partitions, StringComparer.Ordinal))
        {
            throw new LocalAthenaQueryException(
                "HIVE_COLUMN_ORDER_MISMATCH",
                "Partition keys must be the last columns in the table and in the same order as the table properties: "
                + $"[{string.Join(", ", partitions)}]");
        }
    }

    void CheckRest()
    {
        var isExternal = !_values.TryGetValue("is_external", out var external)
            || (external is Expression.BooleanLiteral { Value: var value } ? value : throw InvalidValue("is_external"));
        if (IsIceberg && isExternal) { throw Invalid("Table property 'is_external' must be false for an Iceberg table"); }
        if ((BucketedBy.Count > 0) != _values.ContainsKey("bucket_count"))
        {
            throw Invalid("bucketed_by and bucket_count must appear together");
        }
        foreach (var name in _values.Keys.Where(IsNumber))
        {
            if (_values[name] is not Expression.IntegerLiteral) { throw InvalidValue(name); }
        }
    }

    static bool IsNumber(string name) =>
        name is "bucket_count" or "compression_level"
            || name.StartsWith("vacuum_", StringComparison.Ordinal)
            || name.StartsWith("optimize_", StringComparison.Ordinal);

    static OwnPartition Column(string name) => new(name, null, null);

    static OwnPartition ReadField(string text)
    {
        var reader = new SqlTokenReader(text);
        var field = IcebergPartition.Read(reader);
        reader.ExpectEnd();
        return new(field.Column.Folded, field.Transform, field.Argument);
    }

    string? Text(string name) => !_values.TryGetValue(name, out var value) ? null
        : value is Expression.TextLiteral text ? text.Value
        : throw InvalidValue(name);

    string[] Texts(string name) => !_values.TryGetValue(name, out var value) ? []
        : value is Expression.Array array
            ? [.. array.Items.Select(item => item is Expression.TextLiteral text ? Fold(text.Value) : throw InvalidValue(name))]
            : throw InvalidValue(name);

    [SuppressMessage("Globalization", "CA1308", Justification = "The catalog converts names to lower case.")]
    static string Fold(string name) => name.ToLowerInvariant();

    static string Word(string name, string value, FrozenSet<string> words) =>
        words.Contains(value.ToUpperInvariant()) ? value.ToUpperInvariant() : throw InvalidValue(name);

    static LocalAthenaQueryException InvalidValue(string name) =>
        Invalid($"Invalid value for catalog 'awsdatacatalog' table property '{name}'");

    static LocalAthenaQueryException Invalid(string message) => new(InvalidProperty, message, new SqlPosition(1, 1));
}
