using System.Security.Cryptography;

namespace BiPipeline.Toolkit;

/// <summary>
/// What a table is: the one source of truth for flattening, Parquet, Glue and the generated views. Read from a schema file
/// (<see cref="Load"/>) or built in C# and checked with <see cref="Validated"/>.
/// </summary>
public sealed record TableSchema
{
    /// <summary>Bytes that the name of a table or column may have, 255: Glue's limit.</summary>
    public const int MaxNameLength = ColumnName.MaxLength;

    /// <summary>The table's name: lower-case letters, digits and <c>_</c>, at most 255.</summary>
    public required string Table { get; init; }

    /// <summary>The version that rows are stamped with, 1 or more. Default 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The names of the one or two key columns: exactly the members of the records' <c>Keys</c>.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The table's own columns in their order.</summary>
    public required IReadOnlyList<SchemaColumn> Columns { get; init; }

    /// <summary>The partition columns, outermost first. Default: none.</summary>
    public IReadOnlyList<PartitionField> Partitions { get; init; } = [];

    /// <summary>
    /// What becomes of attributes that no column takes; must be set when there are <see cref="Policies"/>. Default (null): rescue.
    /// </summary>
    public UnknownAttributes? Unknown { get; init; }

    /// <summary>What orders the changes of one key. Default: the sequence number.</summary>
    public RecordOrder Order { get; init; }

    /// <summary>Which items belong to the table in a single-table design. Default (null): all.</summary>
    public EntityFilter? Entity { get; init; }

    /// <summary>Attributes that are hashed or removed before anything else sees them. Default: none.</summary>
    public IReadOnlyList<AttributePolicy> Policies { get; init; } = [];

    /// <summary>Lists that are written as their own tables. Default: none.</summary>
    public IReadOnlyList<ChildSchema> Children { get; init; } = [];

    /// <summary>The key columns in the order of <see cref="Keys"/>.</summary>
    public IReadOnlyList<SchemaColumn> GetKeyColumns() => [.. Keys.Select(key => Columns.First(column => column.Name == key))];

    /// <summary>SHA-256 of the schema's canonical JSON, lower-case hex: changes whenever a written byte could.</summary>
    public string ComputeHash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson(indented: false))));

    /// <summary>The parent table as it is in the lake.</summary>
    public LakeTable GetParentTable() => new(
        Table,
        [.. Columns.Select(Spec), .. EnvelopeColumns.All],
        Partitions,
        Keys,
        Parent: null);

    /// <summary>The child tables as they are in the lake, in the order of <see cref="Children"/>.</summary>
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

    /// <summary>The parent table and its children.</summary>
    public IReadOnlyList<LakeTable> GetTables() => [GetParentTable(), .. GetChildTables()];

    /// <summary>Reads and checks a schema file.</summary>
    /// <exception cref="SchemaException">The file is no schema; every problem is listed.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static TableSchema Load(string path) => Directory.Exists(path)
        ? throw new IOException($"Schema '{path}' is a folder; expected a file.")
        : SchemaReader.Read(File.ReadAllBytes(path), $"'{path}'");

    /// <summary>Reads and checks the JSON text of a schema file.</summary>
    /// <exception cref="SchemaException">The text is no schema; every problem is listed.</exception>
    public static TableSchema Parse(ReadOnlyMemory<byte> utf8Json) => SchemaReader.Read(utf8Json, "text");

    /// <summary>Reads and checks the JSON text of a schema file.</summary>
    /// <exception cref="SchemaException">The text is no schema; every problem is listed.</exception>
    public static TableSchema Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>This schema, once every rule of the schema file holds.</summary>
    /// <exception cref="SchemaException">A rule does not hold; every problem is listed.</exception>
    public TableSchema Validated()
    {
        var problems = SchemaRules.Check(this);
        return problems.Count == 0 ? this : throw new SchemaException($"'{Table}'", problems);
    }

    /// <summary>The schema as the JSON of a schema file; <see cref="Parse(string)"/> gives it back.</summary>
    public string ToJson(bool indented = true) => SchemaWriter.Write(this, indented);

    static ColumnSpec Spec(SchemaColumn column) => new(column.Name, column.Type, column.Comment ?? column.Path.ToString());
}
