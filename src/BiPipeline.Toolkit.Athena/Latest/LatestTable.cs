namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// A latest table: a table's items as they are now, one row per key, in Iceberg (format version 2, the one that Athena reads). A deleted
/// item is a row with <c>_deleted</c>, its key and its envelope, until a baseline makes it unnecessary. It has every column of
/// <c>&lt;table&gt;_current</c>, and the place of the latest change of the key. Tables of lists have none: their views read the lake.
/// </summary>
public sealed class LatestTable
{
    /// <summary>
    /// Athena's MERGE with two WHEN clauses fails above this number of columns, 321 (apache/iceberg issue 10294).
    /// </summary>
    public const int MaxColumns = 321;

    const string Suffix = "_latest";

    LatestTable(TableSchema schema, LatestTarget target, string name)
    {
        (Schema, Target, Name) = (schema, target, name);
        Lake = schema.GetParentTable();
        Spec = schema.Latest!;
    }

    /// <summary>
    /// The table's name: <c>orders_latest</c>, or <c>orders_latest_v2</c> after a change that the first one could not take.
    /// </summary>
    public string Name { get; }

    /// <summary>The schema of its rows.</summary>
    public TableSchema Schema { get; }

    /// <summary>Where it is.</summary>
    public LatestTarget Target { get; }

    /// <summary>The table's columns, with the types of Hive.</summary>
    public IReadOnlyList<GlueColumn> Columns =>
    [
        .. ViewColumns.Of(Lake).Select(column => new GlueColumn(column.Name, column.Type.ToString(), Comment(column.Name))),
        .. LatestMerge.Change.Select(column =>
            new GlueColumn(column.Name, column.Type.ToString(), "Place of the latest change of the key")),
    ];

    internal LakeTable Lake { get; }

    internal LatestSpec Spec { get; }

    /// <summary>The key column whose hash chooses the bucket.</summary>
    internal string Bucket => Spec.Bucket ?? Schema.Keys[0];

    /// <summary>The name in a statement of the lake's database.</summary>
    internal string FullName => Target.Catalog is { } catalog
        ? $"{SqlText.Name(catalog)}.{SqlText.Name(Target.TableDatabase)}.{SqlText.Name(Name)}"
        : SqlText.Name(Name);

    /// <summary>Defines the latest table of a schema.</summary>
    /// <param name="schema">A schema with <see cref="TableSchema.Latest"/>.</param>
    /// <param name="target">Where the table is.</param>
    /// <exception cref="ArgumentException">The schema has no <see cref="TableSchema.Latest"/>.</exception>
    /// <exception cref="SchemaException">Athena would refuse a statement over the table; every problem is listed.</exception>
    public static LatestTable Create(TableSchema schema, LatestTarget target)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Create(schema, target, $"{schema.Table}{Suffix}");
    }

    internal static LatestTable Create(TableSchema schema, LatestTarget target, string name)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (schema.Latest is null)
        {
            throw new ArgumentException($"Schema '{schema.Table}' has no latest; expected a schema with it.", nameof(schema));
        }
        var table = new LatestTable(schema, target, name);
        string[] problems = [.. LatestLimits.Check(table)];
        return problems.Length == 0 ? table : throw new SchemaException($"'{schema.Table}'", problems);
    }

    /// <summary>The number of the table among the latest tables of a schema, 1 or more; null for another table's name.</summary>
    internal static int? NumberOf(string name, string table)
    {
        var prefix = $"{table}{Suffix}";
        if (name == prefix) { return 1; }
        return name.StartsWith(prefix + "_v", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(prefix.Length + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 1 ? number : null;
    }

    /// <summary>The name of the n-th latest table of a schema.</summary>
    internal static string NameOf(string table, int number) => number == 1
        ? $"{table}{Suffix}"
        : string.Create(CultureInfo.InvariantCulture, $"{table}{Suffix}_v{number}");

    /// <summary>Returns the statement that creates the table, in Athena's DDL.</summary>
    public string ToSql() => LatestDdl.Create(this);

    string? Comment(string name) => Lake.Columns.FirstOrDefault(column => column.Name == name)?.Comment;
}
