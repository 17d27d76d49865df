namespace BiPipeline.Toolkit.Flattening;

/// <summary>Makes columns of what was seen, beginning with those of an existing schema.</summary>
sealed class SchemaBuilder
{
    // Four times its name and once its type in the longest generated view, with quotes, casts and indents; Athena takes 262,144 bytes.
    const int ViewBytes = 250_000;
    const int NamesInView = 4;
    const int ViewBytesPerColumn = 70;
    const int NamedAttributes = 10;

    readonly string _table;
    readonly InferenceOptions _options;
    readonly RecordOrder _order;
    readonly TableSource? _source;
    readonly Decisions _decisions = new();
    readonly ColumnTypes _types;
    readonly List<(AttributePath Path, ObservedType Type)> _places = [];

    internal SchemaBuilder(string table, InferenceOptions options, RecordOrder order, TableSource? source)
    {
        (_table, _options, _order, _source) = (table, options, order, source);
        _types = new(options, _decisions);
    }

    /// <summary>Attributes without a column because there were too many, by the UTF-8 bytes of their paths.</summary>
    internal IReadOnlyList<AttributePath> WithoutColumn { get; private set; } = [];

    /// <summary>What was decided, one line per place.</summary>
    internal IReadOnlyList<string> Decisions => _decisions.Lines;

    internal TableSchema Build(ObservedType item, ObservedType keys)
    {
        AddPlaces(item, []);
        string[] keyPaths = _options.Keys.Count > 0 ? [.. _options.Keys] : [.. keys.Members.Select(member => member.Name)];
        if (_options.From is null) { CheckKeys(keyPaths, item, keys); }

        var existing = _options.From;
        List<SchemaColumn> columns = [.. existing?.Columns.Select(column => Widened(column, item)) ?? []];
        var taken = Taken(columns, existing);
        var untaken = _places.Where(place => !taken.Exists(path => path.IsPrefixOf(place.Path) || place.Path.IsPrefixOf(path)));
        var fresh = Chosen([.. untaken], columns, keyPaths);

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
        columns.AddRange(fresh.Select(place => _types.Column(names[place.Path], place.Path, place.Type, IsKey(place.Path, keyPaths))));

        var schema = existing is null
            ? new TableSchema
            {
                Table = _table,
                Keys = [.. keyPaths.Select(key => names.GetValueOrDefault(AttributePath.Of(key), key))],
                Columns = columns,
                Partitions = partitions,
                Unknown = UnknownAttributes.Rescue,
                Order = _order,
                Source = _source,
                Entity = _options.Entity,
            }
            : existing with { Table = _table, Source = _source, Columns = columns, Unknown = existing.Unknown ?? UnknownAttributes.Rescue };
        // Rows are stamped with the version they were written with, so other columns are another version.
        if (existing is not null && schema.ComputeRowHash() != (existing with { Table = _table }).ComputeRowHash())
        {
            schema = schema with { Version = existing.Version + 1 };
        }
        return schema.Validated();
    }

    // Maps that are structs everywhere become separate columns; lists, maps whose keys are data and mixtures stay whole.
    void AddPlaces(ObservedType seen, string[] path)
    {
        foreach (var (name, member) in seen.Members)
        {
            if (name.Length == 0) { continue; }
            var place = AttributePath.Of([.. path, name]);
            if (_types.IsExcluded(place)) { continue; }
            if (member.Kinds == ValueKinds.Map && member.MemberCount > 0 && place.Segments.Count < DataType.MaxDepth
                && _types.MapValue(member, place) is null)
            {
                AddPlaces(member, [.. place.Segments]);
            }
            else { _places.Add((place, member)); }
        }
    }

    void CheckKeys(string[] keyPaths, ObservedType item, ObservedType keys)
    {
        if (keyPaths.Length == 0)
        {
            throw new SchemaException($"'{_table}'", ["The records have no Keys; expected the key attributes. Name them with --keys."]);
        }
        var problems = keyPaths.Where(key => item.Find(key) is null).Select(key => NoKey(key, item)).ToArray();
        if (problems.Length > 0) { throw new SchemaException($"'{_table}'", problems); }
        string[] own = [.. keys.Members.Select(member => member.Name)];
        if (own.Length > 0 && !own.ToHashSet(StringComparer.Ordinal).SetEquals(keyPaths))
        {
            throw new SchemaException(
                $"'{_table}'", [$"The keys are {Named(keyPaths)}; expected those of the records' Keys, {Named(own)}."]);
        }
    }

    static string Named(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    static string NoKey(string key, ObservedType item)
    {
        string[] names = [.. item.Members.Select(member => member.Name)];
        string[] alike = [.. names.Where(name => ColumnName.FromPath(AttributePath.Of(name)) == ColumnName.FromPath(AttributePath.Of(key))
            || name.Equals(key, StringComparison.OrdinalIgnoreCase))];
        var shown = Named(alike.Length > 0 ? alike : names.Take(NamedAttributes));
        var more = alike.Length == 0 && names.Length > NamedAttributes ? ", …" : "";
        return $"Key '{key}' is not an attribute of the records; they have {shown}{more}.";
    }

    // Keys first, then the attributes that most items have, as many as a view and the options hold; in the order of their paths.
    (AttributePath Path, ObservedType Type)[] Chosen(
        (AttributePath Path, ObservedType Type)[] fresh, List<SchemaColumn> columns, string[] keyPaths)
    {
        var bytes = columns.Sum(column => BytesInView(column.Name.Length, column.Type.ToString().Length));
        var kept = new HashSet<AttributePath>();
        // The sort is stable, and places are in the order of their bytes.
        foreach (var (path, seen) in fresh.OrderBy(place => IsKey(place.Path, keyPaths) ? 0 : 1).ThenByDescending(place => place.Type.Seen))
        {
            var length = ColumnName.FromPath(path).Length;
            bytes += BytesInView(length, typeLength: 0);
            if (columns.Count + kept.Count < _options.MaxColumns && bytes <= ViewBytes) { kept.Add(path); }
        }
        WithoutColumn = [.. fresh.Where(place => !kept.Contains(place.Path)).Select(place => place.Path)];
        return [.. fresh.Where(place => kept.Contains(place.Path)).OrderBy(place => IsKey(place.Path, keyPaths) ? 0 : 1)];
    }

    static int BytesInView(int nameLength, int typeLength) => (NamesInView * nameLength) + typeLength + ViewBytesPerColumn;

    static List<AttributePath> Taken(List<SchemaColumn> columns, TableSchema? existing) =>
    [
        .. columns.Select(column => column.Path),
        .. existing?.Children.Select(child => child.Path) ?? [],
        .. existing?.Policies.Where(policy => policy.Action == PolicyAction.Drop).Select(policy => policy.Path) ?? [],
    ];

    static bool IsKey(AttributePath path, string[] keys) =>
        path.Segments.Count == 1 && keys.Contains(path.Segments[0], StringComparer.Ordinal);

    SchemaColumn Widened(SchemaColumn column, ObservedType item)
    {
        if (item.Find([.. column.Path.Segments]) is not { } seen || seen.Kinds == ValueKinds.None) { return column; }
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var seenType = new ColumnTypes(_options, new()).Of(seen, column.Path, "", fields, depth: 1);
        var type = Widen(column.Type, seenType);
        if (!type.Equals(column.Type))
        {
            var names = new Dictionary<string, string>(fields, StringComparer.Ordinal);
            foreach (var (field, member) in column.Fields) { names[field] = member; }
            _decisions.Add(column.Path, $"{column.Type}, seen as {seenType}", type);
            column = column with { Type = type, Fields = names };
        }
        if (!Misfits.Fits(column, seen))
        {
            _decisions.AddLine(
                column.Path,
                $"{seen.Counts} seen as {seenType}, the column is {column.Type}; values that do not fit are rescued; "
                + "add a column of another name and read both with coalesce");
        }
        return column;
    }

    // Only what Athena reads from old files too: int to bigint, and fields at a struct's end.
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
