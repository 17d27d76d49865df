namespace BiPipeline.Toolkit;

/// <summary>The rules of a schema beyond its JSON structure.</summary>
sealed class SchemaRules
{
    const int MaxKeys = 2;
    const int MaxCommentLength = 255;
    const string NameForm = "1 to 255 lower-case letters, digits and _, without a digit at the start";

    readonly TableSchema _schema;
    readonly List<string> _problems = [];

    SchemaRules(TableSchema schema) => _schema = schema;

    internal static IReadOnlyList<string> Check(TableSchema schema)
    {
        var rules = new SchemaRules(schema);
        rules.CheckTable();
        rules.CheckSource();
        rules.CheckColumns(schema.Columns, $"Table '{schema.Table}'", reserved: []);
        rules.CheckKeys();
        rules.CheckPartitions();
        rules.CheckPolicies();
        rules.CheckEntity();
        rules.CheckChildren();
        rules.CheckLatest();
        return rules._problems;
    }

    void CheckTable()
    {
        if (!ColumnName.IsValid(_schema.Table))
        {
            _problems.Add($"Table name '{_schema.Table}' is invalid; expected {NameForm}.");
        }
        if (_schema.Version < 1)
        {
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"version is {_schema.Version}; expected 1 or more."));
        }
    }

    void CheckColumns(IReadOnlyList<SchemaColumn> columns, string where, IReadOnlyCollection<string> reserved)
    {
        if (columns.Count == 0) { _problems.Add($"{where} has no columns; expected at least one."); }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var place = $"{where}, column '{column.Name}'";
            if (!ColumnName.IsValid(column.Name))
            {
                _problems.Add($"{place}: the name is invalid; expected {NameForm}.");
            }
            if (!names.Add(column.Name)) { _problems.Add($"{place} has two definitions; expected one."); }
            if (EnvelopeColumns.IsReserved(column.Name) || reserved.Contains(column.Name, StringComparer.Ordinal))
            {
                _problems.Add($"{place}: the name is reserved.");
            }
            if (column.Unit != TimeUnit.None && column.Type is not DataType.TimestampType)
            {
                _problems.Add($"{place}: the type is {column.Type}; expected timestamp for a column with unit.");
            }
            if (column.Coerce && !IsCoercible(column.Type))
            {
                _problems.Add($"{place}: coerce is for numbers, booleans, timestamps and types that hold them, not {column.Type}.");
            }
            if (column.Comment?.Length > MaxCommentLength)
            {
                _problems.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{place}: the comment has {column.Comment.Length} characters; expected at most {MaxCommentLength}."));
            }
            CheckFields(column, place);
        }
        CheckOverlaps(columns, where);
    }

    static bool IsCoercible(DataType type) => type switch
    {
        DataType.ArrayType array => IsCoercible(array.Element),
        DataType.MapType map => IsCoercible(map.Value),
        DataType.StructType fields => fields.Fields.Any(field => IsCoercible(field.Type)),
        _ => type is not (DataType.StringType or DataType.DateType or DataType.BinaryType),
    };

    void CheckSource()
    {
        if (_schema.Source is not { } source) { return; }
        if (source.Table is null && source.Region is null) { _problems.Add("source is empty; it needs table, region or both."); }
        if (source.Table?.Length == 0) { _problems.Add("source.table is empty; it needs a name or a pattern with *."); }
        if (source.Region?.Length == 0) { _problems.Add("source.region is empty; it needs a Region or a pattern with *."); }
    }

    // One pass reads each attribute once: it is either a column's value or the path to deeper columns.
    void CheckOverlaps(IReadOnlyList<SchemaColumn> columns, string where)
    {
        foreach (var outer in columns)
        {
            foreach (var inner in columns)
            {
                if (outer.Path.IsPrefixOf(inner.Path) && !outer.Path.Equals(inner.Path))
                {
                    _problems.Add(
                        $"{where}: column '{inner.Name}' has path {inner.Path} inside {outer.Path} of column '{outer.Name}'; "
                        + "expected only one of them.");
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
            if (!known.Contains(field)) { _problems.Add($"{place}: fields names '{field}'; expected a field of {column.Type}."); }
            if (member.Length == 0) { _problems.Add($"{place}: the member name of field '{field}' is empty; expected a name."); }
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
                    $"keys has {_schema.Keys.Count} names; expected one or two, the table's key attributes."));
        }
        foreach (var key in _schema.Keys)
        {
            var column = _schema.Columns.FirstOrDefault(column => column.Name == key);
            if (column is null) { _problems.Add($"Key '{key}' is not a column; expected a column's name."); }
            else if (column.Path.Segments.Count != 1)
            {
                _problems.Add($"Key '{key}' has path {column.Path}; expected a top-level attribute.");
            }
            else if (column.Coerce) { _problems.Add($"Key '{key}' has coerce; a key's text and number are different keys."); }
            else if (column.Type is not (DataType.StringType or DataType.IntType or DataType.BigintType
                or DataType.DecimalType or DataType.BinaryType))
            {
                _problems.Add($"Key '{key}' is {column.Type}; expected string, int, bigint, decimal or binary.");
            }
        }
        if (_schema.Keys.Distinct(StringComparer.Ordinal).Count() != _schema.Keys.Count) { _problems.Add("keys has a duplicate."); }
    }

    void CheckPartitions()
    {
        if (_schema.Partitions.Count > PartitionSpec.MaxFields)
        {
            _problems.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"partitions has {_schema.Partitions.Count} columns; expected at most {PartitionSpec.MaxFields}."));
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var partition in _schema.Partitions)
        {
            var place = $"Partition '{partition.Name}'";
            if (!ColumnName.IsValid(partition.Name))
            {
                _problems.Add($"{place}: the name is invalid; expected {NameForm}.");
            }
            if (!names.Add(partition.Name)) { _problems.Add($"{place} has two definitions; expected one."); }
            if (EnvelopeColumns.IsReserved(partition.Name)) { _problems.Add($"{place}: the name is reserved."); }
            if (_schema.Columns.Any(column => column.Name == partition.Name)
                || _schema.Children.Any(child => child.Columns.Any(column => column.Name == partition.Name)))
            {
                _problems.Add($"{place} has the name of a column; expected another name, because Athena refuses it.");
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
            _problems.Add($"{place}: source '{partition.Source}' does not exist; expected event_time or a column.");
            return;
        }
        if (partition.Transform == PartitionTransform.Identity)
        {
            if (partition.Values.Count == 0) { _problems.Add($"{place}: values is empty; expected at least one for transform identity."); }
            CheckValues(partition, place);
            if (partition.Values.Distinct(StringComparer.Ordinal).Count() != partition.Values.Count)
            {
                _problems.Add($"{place}: a value is listed twice; expected each value once.");
            }
            if (source is not (DataType.StringType or DataType.IntType or DataType.BigintType or DataType.BooleanType or DataType.DateType))
            {
                _problems.Add($"{place}: the source is {source}; expected string, int, bigint, boolean or date for transform identity.");
            }
        }
        else if (source is not (DataType.TimestampType or DataType.DateType))
        {
            var transform = SchemaWords.Of(partition.Transform);
            _problems.Add($"{place}: the source is {source}; expected event_time, timestamp or date for transform {transform}.");
        }
        if (partition.Ahead is < 1 or > PartitionField.MaxAhead)
        {
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{place}: ahead is {partition.Ahead}; expected 1 to 36,500 days."));
        }
    }

    // Projection looks for a folder with the unescaped value; Hive's escaping changes some values.
    void CheckValues(PartitionField partition, string place)
    {
        foreach (var value in partition.Values)
        {
            if (value.Length == 0 || value.Contains(',', StringComparison.Ordinal))
            {
                _problems.Add($"{place}: a value is empty or contains a comma, which partition projection can't list.");
            }
            else if (value.Trim().Length != value.Length)
            {
                _problems.Add($"{place}: value '{value}' has white space at its ends, which Athena takes as part of the value.");
            }
            else if (!LakeLayout.IsPlainValue(value) || value == HivePath.NullValue)
            {
                _problems.Add(
                    $"{place}: value '{value}' is not a folder's name as it is, so partition projection can't list it; expected letters, "
                    + "digits, spaces, '-', '.' and '_', at most 200 bytes. Leave it out, and its rows go to the last value.");
            }
        }
    }

    void CheckPolicies()
    {
        if (_schema.Policies.Count > 0 && _schema.Unknown is null)
        {
            _problems.Add("unknown is missing; a schema with policies needs rescue, drop or quarantine.");
        }
        foreach (var policy in _schema.Policies)
        {
            if (_schema.Policies.Any(other => !ReferenceEquals(other, policy) && other.Path.IsPrefixOf(policy.Path)))
            {
                _problems.Add($"Policy path {policy.Path} repeats another policy's path or is inside it; expected separate paths.");
            }
            if (policy.Action == PolicyAction.Drop
                && _schema.Keys.Any(key => _schema.Columns.Any(column => column.Name == key && policy.Path.IsPrefixOf(column.Path))))
            {
                _problems.Add($"Policy path {policy.Path} drops a key; expected action hash for keys.");
            }
        }
    }

    void CheckEntity()
    {
        if (_schema.Entity is { } entity) { CheckEntity(entity, "entity"); }
        foreach (var (index, ignored) in _schema.Ignored.Index())
        {
            CheckEntity(ignored, string.Create(CultureInfo.InvariantCulture, $"ignored[{index}]"));
        }
    }

    void CheckEntity(EntityFilter entity, string place)
    {
        if (entity.Attribute.Length == 0) { _problems.Add($"{place}.attribute is empty; expected an attribute's name."); }
        if (entity.Value is null == entity.Prefix is null) { _problems.Add($"{place} is ambiguous; expected either equals or prefix."); }
        if (entity.Prefix is { Length: 0 }) { _problems.Add($"{place}.prefix is empty; expected the start of a key."); }
        if (place != "entity" && entity == _schema.Entity) { _problems.Add($"{place} is the table's own entity; expected another."); }
    }

    void CheckLatest()
    {
        if (_schema.Latest is not { } latest) { return; }
        if (latest.Buckets is < 1 or > LatestSpec.MaxBuckets)
        {
            _problems.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"latest.buckets is {latest.Buckets}; expected 1 to {LatestSpec.MaxBuckets}, Athena's limit of a statement."));
        }
        if (latest.Bucket is { } bucket && !_schema.Keys.Contains(bucket, StringComparer.Ordinal))
        {
            _problems.Add($"latest.bucket is '{bucket}'; expected one of the keys, because an item must not change its bucket.");
        }
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
                _problems.Add($"{place}: the name is invalid; expected {NameForm}.");
            }
            if (!tables.Add(child.Table)) { _problems.Add($"{place}: another table has the same name; expected a unique name."); }
            CheckColumns(child.Columns, place, reserved);
            foreach (var column in _schema.Columns)
            {
                if (!column.Path.Equals(child.Path) && (child.Path.IsPrefixOf(column.Path) || column.Path.IsPrefixOf(child.Path)))
                {
                    _problems.Add(
                        $"{place} has path {child.Path}, which overlaps {column.Path} of column '{column.Name}'; expected separate paths.");
                }
            }
            foreach (var other in _schema.Children)
            {
                if (!ReferenceEquals(other, child) && child.Path.IsPrefixOf(other.Path))
                {
                    _problems.Add($"{place} has path {child.Path}, which overlaps child table '{other.Table}'; expected separate paths.");
                }
            }
        }
    }
}
