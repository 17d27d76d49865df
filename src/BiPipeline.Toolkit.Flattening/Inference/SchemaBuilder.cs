namespace BiPipeline.Toolkit.Flattening;

/// <summary>Builds columns from observed types, starting with the columns of an existing schema.</summary>
sealed class SchemaBuilder(string table, InferenceOptions options, RecordOrder order)
{
    readonly List<(AttributePath Path, ObservedType Type)> _places = [];

    /// <summary>Number of attributes without a column, because the limit was reached.</summary>
    internal int LeftOut { get; private set; }

    internal TableSchema Build(ObservedType item, ObservedType keys)
    {
        AddPlaces(item, []);
        string[] keyPaths = options.Keys.Count > 0 ? [.. options.Keys] : [.. keys.Members.Select(member => member.Name)];
        if (options.From is null && keyPaths.Length == 0)
        {
            throw new SchemaException($"'{table}'", ["The records have no Keys; expected the key attributes. Name them with --keys."]);
        }

        var existing = options.From;
        List<SchemaColumn> columns = [.. existing?.Columns.Select(Widened) ?? []];
        var taken = Taken(columns, existing);
        var fresh = _places.Where(place => !taken.Exists(path => path.IsPrefixOf(place.Path) || place.Path.IsPrefixOf(path)))
            .OrderBy(place => keyPaths.Contains(place.Path.Segments[0], StringComparer.Ordinal) && place.Path.Segments.Count == 1 ? 0 : 1)
            .ToArray();
        LeftOut = Math.Max(0, columns.Count + fresh.Length - options.MaxColumns);
        fresh = fresh[..Math.Max(0, fresh.Length - LeftOut)];

        var partitions = existing?.Partitions
            ?? [new PartitionField(LakeLayout.DayColumn, PartitionField.EventTimeSource, PartitionTransform.Day)];
        string[] reserved =
        [
            .. EnvelopeColumns.All.Select(column => column.Name),
            EnvelopeColumns.Position,
            .. partitions.Select(partition => partition.Name),
            .. columns.Select(column => column.Name),
        ];
        var names = ColumnName.Assign(fresh.Select(place => place.Path), reserved);
        columns.AddRange(fresh.Select(place => Column(names[place.Path], place.Path, place.Type, IsKey(place.Path, keyPaths))));

        var schema = new TableSchema
        {
            Table = table,
            Version = existing is null ? 1 : existing.Version,
            Keys = existing?.Keys ?? [.. keyPaths.Select(key => names.GetValueOrDefault(AttributePath.Of(key), key))],
            Columns = columns,
            Partitions = partitions,
            Unknown = existing?.Unknown ?? UnknownAttributes.Rescue,
            Order = existing?.Order ?? order,
            Entity = existing?.Entity,
            Policies = existing?.Policies ?? [],
            Children = existing?.Children ?? [],
        };
        // Each row carries the version of its schema, so new columns need a new version.
        if (existing is not null && schema.ComputeHash() != (existing with { Table = table }).ComputeHash())
        {
            schema = schema with { Version = existing.Version + 1 };
        }
        return schema.Validated();
    }

    // A map that is always a struct becomes separate columns; lists, maps with many keys and mixtures become one column.
    void AddPlaces(ObservedType seen, string[] path)
    {
        foreach (var (name, member) in seen.Members)
        {
            if (name.Length == 0) { continue; }
            string[] place = [.. path, name];
            if (member is { Kinds: ValueKinds.Map, MapValue: null, MemberCount: > 0 } && place.Length < DataType.MaxDepth)
            {
                AddPlaces(member, place);
            }
            else { _places.Add((AttributePath.Of(place), member)); }
        }
    }

    static List<AttributePath> Taken(List<SchemaColumn> columns, TableSchema? existing) =>
    [
        .. columns.Select(column => column.Path),
        .. existing?.Children.Select(child => child.Path) ?? [],
        .. existing?.Policies.Where(policy => policy.Action == PolicyAction.Drop).Select(policy => policy.Path) ?? [],
    ];

    static SchemaColumn Column(string name, AttributePath path, ObservedType seen, bool isKey)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var type = ColumnTypes.Of(seen, "", fields);
        // A text key stays text: a later value may not be a date.
        if (isKey && type is DataType.DateType or DataType.TimestampType) { type = DataType.String; }
        return new SchemaColumn(name, path, type) { Fields = fields };
    }

    static bool IsKey(AttributePath path, string[] keys) =>
        path.Segments.Count == 1 && keys.Contains(path.Segments[0], StringComparer.Ordinal);

    SchemaColumn Widened(SchemaColumn column)
    {
        var seen = _places.FirstOrDefault(place => place.Path.Equals(column.Path)).Type;
        if (seen is null) { return column; }
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var type = Widen(column.Type, ColumnTypes.Of(seen, "", fields));
        var names = new Dictionary<string, string>(fields, StringComparer.Ordinal);
        foreach (var (field, member) in column.Fields) { names[field] = member; }
        return type.Equals(column.Type) ? column : column with { Type = type, Fields = names };
    }

    // Only changes with which Athena still reads old files: int to bigint, and new fields at the end of a struct.
    static DataType Widen(DataType declared, DataType seen) => (declared, seen) switch
    {
        (DataType.IntType, DataType.BigintType) => seen,
        (DataType.ArrayType old, DataType.ArrayType fresh) => DataType.Array(Widen(old.Element, fresh.Element)),
        (DataType.MapType old, DataType.MapType fresh) => DataType.Map(Widen(old.Value, fresh.Value)),
        (DataType.StructType old, DataType.StructType fresh) => DataType.Struct(
        [
            .. old.Fields.Select(field => Widen(field, fresh.Fields.FirstOrDefault(other => other.Name == field.Name))),
            .. fresh.Fields.Where(field => old.Fields.All(other => other.Name != field.Name)),
        ]),
        _ => declared,
    };

    static StructField Widen(StructField field, StructField? seen) =>
        seen is null ? field : field with { Type = Widen(field.Type, seen.Type) };
}
