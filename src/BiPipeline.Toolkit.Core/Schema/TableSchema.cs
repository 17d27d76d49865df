using System.Security.Cryptography;

namespace BiPipeline.Toolkit;

/// <summary>
/// The definition of a table, the only source for flattening, Parquet, Glue and the generated views. Load it from a schema file
/// (<see cref="Load"/>), or build it in C# and check it with <see cref="Validated"/>.
/// </summary>
public sealed record TableSchema
{
    /// <summary>Largest number of bytes in the name of a table or column, 255: Glue's limit.</summary>
    public const int MaxNameLength = ColumnName.MaxLength;

    /// <summary>The table's name: lower-case letters, digits and <c>_</c>, at most 255.</summary>
    public required string Table { get; init; }

    /// <summary>The version stored in each row, 1 or more. Default 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// Whose records the table takes; those of another DynamoDB table or Region go to quarantine. Default (null): those of the DynamoDB
    /// table that has this table's name, as it is or in snake case; with <see cref="Entity"/>, those of any table.
    /// </summary>
    public TableSource? Source { get; init; }

    /// <summary>The names of the one or two key columns: exactly the members of the records' <c>Keys</c>.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The table's own columns in order.</summary>
    public required IReadOnlyList<SchemaColumn> Columns { get; init; }

    /// <summary>The partition columns, outermost first. Default: none.</summary>
    public IReadOnlyList<PartitionField> Partitions { get; init; } = [];

    /// <summary>
    /// The handling of attributes without a column; required when there are <see cref="Policies"/>. Default (null): rescue.
    /// </summary>
    public UnknownAttributes? Unknown { get; init; }

    /// <summary>The order of the changes of one key. Default: the sequence number.</summary>
    public RecordOrder Order { get; init; }

    /// <summary>The rule for which items of a single-table design belong to the table. Default (null): all.</summary>
    public EntityFilter? Entity { get; init; }

    /// <summary>
    /// Items of the stream that do not belong to a table; their records are only kept in the raw zone. Default: none.
    /// </summary>
    public IReadOnlyList<EntityFilter> Ignored { get; init; } = [];

    /// <summary>Attributes that are hashed or removed before any other step. Default: none.</summary>
    public IReadOnlyList<AttributePolicy> Policies { get; init; } = [];

    /// <summary>Lists that become separate tables. Default: none.</summary>
    public IReadOnlyList<ChildSchema> Children { get; init; } = [];

    /// <summary>
    /// The table of items as they are now, kept in Iceberg beside the lake. Default (null): none. No written byte depends on it.
    /// </summary>
    public LatestSpec? Latest { get; init; }

    /// <summary>Returns the key columns in the order of <see cref="Keys"/>.</summary>
    public IReadOnlyList<SchemaColumn> GetKeyColumns() => [.. Keys.Select(key => Columns.First(column => column.Name == key))];

    /// <summary>
    /// Returns the SHA-256 of the schema's canonical JSON in lower-case hex. It changes when a written byte could change.
    /// </summary>
    public string ComputeHash() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((this with { Latest = null }).ToJson(indented: false))));

    /// <summary>
    /// Returns the SHA-256 of the rules for rows in lower-case hex: keys, columns without comments, policies, children, <c>unknown</c>,
    /// <c>order</c> and <c>entity</c>. Two schemas with one version must have the same hash, because views use the row with the
    /// higher version.
    /// </summary>
    public string ComputeRowHash() => (this with
    {
        Version = 1,
        Columns = [.. Columns.Select(WithoutComment)],
        Children = [.. Children.Select(child => child with { Columns = [.. child.Columns.Select(WithoutComment)] })],
        Partitions = [],
        Source = null,
        Ignored = [],
        Unknown = Unknown ?? UnknownAttributes.Rescue,
    }).ComputeHash();

    /// <summary>
    /// Returns why queries can't find files of an earlier schema with this one's partition rules, one sentence per problem.
    /// An earlier <c>from</c>, more <c>values</c> and a larger <c>ahead</c> are compatible; other changes of a rule, or of its source
    /// column's path or type, are problems.
    /// </summary>
    /// <param name="earlier">The schema of the existing files.</param>
    public IReadOnlyList<string> GetPartitionConflicts(TableSchema earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return PartitionConflicts.Find(earlier, this);
    }

    /// <summary>Returns the parent table in the lake.</summary>
    public LakeTable GetParentTable() => new(
        Table,
        [.. Columns.Select(Spec), .. EnvelopeColumns.All],
        Partitions,
        Keys,
        Parent: null);

    /// <summary>Returns the child tables in the lake, in the order of <see cref="Children"/>.</summary>
    public IReadOnlyList<LakeTable> GetChildTables() =>
    [
        .. Children.Select(child => new LakeTable(
            child.Table,
            [
                .. GetKeyColumns().Select(Spec),
                new ColumnSpec(EnvelopeColumns.Position, DataType.Int, "Index in the list"),
                .. child.Columns.Select(Spec),
                .. EnvelopeColumns.All,
            ],
            Partitions,
            Keys,
            Table)),
    ];

    /// <summary>Returns the parent table and its children.</summary>
    public IReadOnlyList<LakeTable> GetTables() => [GetParentTable(), .. GetChildTables()];

    /// <summary>Loads and validates a schema file.</summary>
    /// <exception cref="SchemaException">The file is not a valid schema; every problem is listed.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static TableSchema Load(string path) => Directory.Exists(path)
        ? throw new IOException($"Schema '{path}' is a folder; expected a file.")
        : SchemaReader.Read(File.ReadAllBytes(path), $"'{path}'");

    /// <summary>Parses and validates the JSON text of a schema file.</summary>
    /// <exception cref="SchemaException">The text is not a valid schema; every problem is listed.</exception>
    public static TableSchema Parse(ReadOnlyMemory<byte> utf8Json) => SchemaReader.Read(utf8Json, "text");

    /// <summary>Parses and validates the JSON text of a schema file.</summary>
    /// <exception cref="SchemaException">The text is not a valid schema; every problem is listed.</exception>
    public static TableSchema Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>Validates the schema and returns it.</summary>
    /// <exception cref="SchemaException">The schema breaks a rule; every problem is listed.</exception>
    public TableSchema Validated()
    {
        var problems = SchemaRules.Check(this);
        return problems.Count == 0 ? this : throw new SchemaException($"'{Table}'", problems);
    }

    /// <summary>Returns the schema as the JSON of a schema file, which <see cref="Parse(string)"/> accepts.</summary>
    public string ToJson(bool indented = true) => SchemaWriter.Write(this, indented);

    static SchemaColumn WithoutComment(SchemaColumn column) => column with { Comment = null };

    static ColumnSpec Spec(SchemaColumn column) => new(column.Name, column.Type, column.Comment ?? column.Path.ToString());
}
