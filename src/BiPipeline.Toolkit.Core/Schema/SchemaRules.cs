namespace BiPipeline.Toolkit;

/// <summary>The rules of a schema that its JSON shape does not show.</summary>
sealed class SchemaRules
{
    const int MaxKeys = 2;
    const int MaxCommentLength = 255;

    readonly TableSchema _schema;
    readonly List<string> _problems = [];

    SchemaRules(TableSchema schema) => _schema = schema;

    internal static IReadOnlyList<string> Check(TableSchema schema)
    {
        var rules = new SchemaRules(schema);
        rules.CheckTable();
        rules.CheckColumns(schema.Columns, $"Table '{schema.Table}'", reserved: []);
        rules.CheckKeys();
        rules.CheckPartitions();
        rules.CheckPolicies();
        rules.CheckEntity();
        rules.CheckChildren();
        return rules._problems;
    }

    void CheckTable()
    {
        if (!ColumnName.IsValid(_schema.Table))
        {
            _problems.Add($"Table name '{_schema.Table}' must be 1 to 255 lower-case letters, digits and _, not beginning with a digit.");
        }
        if (_schema.Version < 1)
        {
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"version is {_schema.Version}; it must be 1 or more."));
        }
    }

    void CheckColumns(IReadOnlyList<SchemaColumn> columns, string where, IReadOnlyCollection<string> reserved)
    {
        if (columns.Count == 0) { _problems.Add($"{where} has no columns; it needs at least one."); }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var place = $"{where}, column '{column.Name}'";
            if (!ColumnName.IsValid(column.Name))
            {
                _problems.Add($"{place}: the name must be 1 to 255 lower-case letters, digits and _, not beginning with a digit.");
            }
            if (!names.Add(column.Name)) { _problems.Add($"{place} stands twice."); }
            if (EnvelopeColumns.IsReserved(column.Name) || reserved.Contains(column.Name, StringComparer.Ordinal))
            {
                _problems.Add($"{place}: the name is reserved.");
            }
            if (column.Unit != TimeUnit.None && column.Type is not DataType.TimestampType)
            {
                _problems.Add($"{place}: unit is only for timestamp columns, not {column.Type}.");
            }
            if (column.Comment?.Length > MaxCommentLength)
            {
                _problems.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{place}: the comment has {column.Comment.Length} characters; Glue takes {MaxCommentLength}."));
            }
            CheckFields(column, place);
        }
        CheckOverlaps(columns, where);
    }

    // One pass takes an attribute apart once: it is either a column's value or the way to deeper columns.
    void CheckOverlaps(IReadOnlyList<SchemaColumn> columns, string where)
    {
        foreach (var outer in columns)
        {
            foreach (var inner in columns)
            {
                if (outer.Path.IsPrefixOf(inner.Path) && !outer.Path.Equals(inner.Path))
                {
                    _problems.Add(
                        $"{where}: column '{inner.Name}' takes {inner.Path}, which is inside {outer.Path} of column '{outer.Name}'; "
                        + "take one or the other.");
                }
            }
        }
    }

    void CheckFields(SchemaColumn column, string place)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        AddFieldPaths(column.Type, "", known);
        foreach (var (field, member) in column.Fields)
        {
            if (!known.Contains(field)) { _problems.Add($"{place}: fields names '{field}', which is no field of {column.Type}."); }
            if (member.Length == 0) { _problems.Add($"{place}: the member name of field '{field}' is empty."); }
        }
    }

    static void AddFieldPaths(DataType type, string prefix, HashSet<string> paths)
    {
        switch (type)
        {
            case DataType.ArrayType array:
                AddFieldPaths(array.Element, prefix, paths);
                break;
            case DataType.MapType map:
                AddFieldPaths(map.Value, prefix, paths);
                break;
            case DataType.StructType fields:
                foreach (var field in fields.Fields)
                {
                    var path = prefix.Length == 0 ? field.Name : $"{prefix}.{field.Name}";
                    paths.Add(path);
                    AddFieldPaths(field.Type, FieldPath.Below(path, field.Type), paths);
                }
                break;
        }
    }

    void CheckKeys()
    {
        if (_schema.Keys.Count is < 1 or > MaxKeys)
        {
            _problems.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"keys has {_schema.Keys.Count} names; a DynamoDB table has one or two key attributes."));
        }
        foreach (var key in _schema.Keys)
        {
            var column = _schema.Columns.FirstOrDefault(column => column.Name == key);
            if (column is null) { _problems.Add($"Key '{key}' is no column."); }
            else if (column.Path.Segments.Count != 1)
            {
                _problems.Add($"Key '{key}' has path {column.Path}; a key is a top-level attribute.");
            }
            else if (column.Type is not (DataType.StringType or DataType.IntType or DataType.BigintType
                or DataType.DecimalType or DataType.BinaryType))
            {
                _problems.Add($"Key '{key}' is {column.Type}; a key is string, int, bigint, decimal or binary.");
            }
        }
        if (_schema.Keys.Distinct(StringComparer.Ordinal).Count() != _schema.Keys.Count) { _problems.Add("keys names a column twice."); }
    }

    void CheckPartitions()
    {
        if (_schema.Partitions.Count > PartitionSpec.MaxFields)
        {
            _problems.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"partitions has {_schema.Partitions.Count} columns; at most {PartitionSpec.MaxFields} are allowed."));
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var partition in _schema.Partitions)
        {
            var place = $"Partition '{partition.Name}'";
            if (!ColumnName.IsValid(partition.Name))
            {
                _problems.Add($"{place}: the name must be 1 to 255 lower-case letters, digits and _, not beginning with a digit.");
            }
            if (!names.Add(partition.Name)) { _problems.Add($"{place} stands twice."); }
            if (EnvelopeColumns.IsReserved(partition.Name)) { _problems.Add($"{place}: the name is reserved."); }
            if (_schema.Columns.Any(column => column.Name == partition.Name)
                || _schema.Children.Any(child => child.Columns.Any(column => column.Name == partition.Name)))
            {
                _problems.Add($"{place} has the name of a column; Athena refuses a partition that repeats one.");
            }
            CheckPartitionSource(partition, place);
        }
    }

    void CheckPartitionSource(PartitionField partition, string place)
    {
        var source = partition.Source == PartitionField.EventTimeSource
            ? DataType.Timestamp
            : _schema.Columns.FirstOrDefault(column => column.Name == partition.Source)?.Type;
        if (source is null)
        {
            _problems.Add($"{place}: source '{partition.Source}' is neither event_time nor a column.");
            return;
        }
        if (partition.Transform == PartitionTransform.Identity)
        {
            if (partition.Values.Count == 0) { _problems.Add($"{place}: transform identity needs values."); }
            if (partition.Values.Any(value => value.Length == 0 || value.Contains(',', StringComparison.Ordinal)))
            {
                _problems.Add($"{place}: a value is empty or holds a comma, which partition projection can't list.");
            }
            if (partition.Values.Distinct(StringComparer.Ordinal).Count() != partition.Values.Count)
            {
                _problems.Add($"{place}: a value stands twice.");
            }
            if (source is not (DataType.StringType or DataType.IntType or DataType.BigintType or DataType.BooleanType or DataType.DateType))
            {
                _problems.Add($"{place}: transform identity can't take {source}; it takes string, int, bigint, boolean and date.");
            }
        }
        else if (source is not (DataType.TimestampType or DataType.DateType))
        {
            _problems.Add(
                $"{place}: transform {SchemaWords.Of(partition.Transform)} can't take {source}; it takes event_time, timestamp and date.");
        }
    }

    void CheckPolicies()
    {
        if (_schema.Policies.Count > 0 && _schema.Unknown is null)
        {
            _problems.Add("With policies, unknown must be written out: rescue, drop or quarantine.");
        }
        foreach (var policy in _schema.Policies)
        {
            if (_schema.Policies.Any(other => !ReferenceEquals(other, policy) && other.Path.IsPrefixOf(policy.Path)))
            {
                _problems.Add($"Policy path {policy.Path} is named by another policy too, or lies inside it.");
            }
            if (policy.Action == PolicyAction.Drop
                && _schema.Keys.Any(key => _schema.Columns.Any(column => column.Name == key && policy.Path.IsPrefixOf(column.Path))))
            {
                _problems.Add($"Policy path {policy.Path} drops a key; a key can be hashed only.");
            }
        }
    }

    void CheckEntity()
    {
        if (_schema.Entity is not { } entity) { return; }
        if (entity.Attribute.Length == 0) { _problems.Add("entity names no attribute."); }
        if (entity.Value is null == entity.Prefix is null) { _problems.Add("entity needs either equals or prefix."); }
        if (entity.Prefix is { Length: 0 }) { _problems.Add("entity.prefix is empty, which every key begins with."); }
    }

    void CheckChildren()
    {
        var tables = new HashSet<string>(StringComparer.Ordinal) { _schema.Table };
        string[] reserved = [.. _schema.Keys, .. _schema.Partitions.Select(partition => partition.Name)];
        foreach (var child in _schema.Children)
        {
            var place = $"Child table '{child.Table}'";
            if (!ColumnName.IsValid(child.Table))
            {
                _problems.Add($"{place}: the name must be 1 to 255 lower-case letters, digits and _, not beginning with a digit.");
            }
            if (!tables.Add(child.Table)) { _problems.Add($"{place}: the name is taken."); }
            CheckColumns(child.Columns, place, reserved);
            foreach (var column in _schema.Columns)
            {
                if (!column.Path.Equals(child.Path) && (child.Path.IsPrefixOf(column.Path) || column.Path.IsPrefixOf(child.Path)))
                {
                    _problems.Add($"{place} takes {child.Path}, which meets {column.Path} of column '{column.Name}' half-way.");
                }
            }
            foreach (var other in _schema.Children)
            {
                if (!ReferenceEquals(other, child) && child.Path.IsPrefixOf(other.Path))
                {
                    _problems.Add($"{place} takes {child.Path}, which child table '{other.Table}' meets.");
                }
            }
        }
    }
}
