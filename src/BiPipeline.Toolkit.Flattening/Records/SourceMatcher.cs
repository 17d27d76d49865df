namespace BiPipeline.Toolkit.Flattening;

/// <summary>Whether a record's stream is a table's source (<see cref="TableSchema.Source"/>).</summary>
sealed class SourceMatcher
{
    readonly string _name;
    readonly byte[]? _table;
    readonly byte[]? _region;
    readonly bool _takesUnnamed;
    readonly bool _takesAnyTable;

    // Records of one stream follow each other, so that the last answer is mostly the next one.
    readonly ReusableBuffer _lastArn = new();
    readonly ReusableBuffer _lastTable = new();
    readonly ReusableBuffer _lastRegion = new();
    bool _takesLast;

    /// <summary>The matcher of a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="isOnly">Whether it is the only one: then records that do not name their table are taken too.</param>
    internal SourceMatcher(TableSchema schema, bool isOnly)
    {
        _name = schema.Table;
        _table = schema.Source?.Table is { } table ? Encoding.UTF8.GetBytes(table) : null;
        _region = schema.Source?.Region is { } region ? Encoding.UTF8.GetBytes(region) : null;
        // An entity's table has another name than the DynamoDB table, which holds several.
        _takesAnyTable = _table is null && (schema.Entity is not null || _region is not null);
        _takesUnnamed = isOnly || schema.Entity is not null;
        Words = schema.Source is { } source ? source.ToString()
            : schema.Entity is { Prefix: { } prefix } key ? $"items whose '{key.Attribute}' begins with '{prefix}'"
            : schema.Entity is { } entity ? $"items whose '{entity.Attribute}' is '{entity.Value}'"
            : $"table '{schema.Table}'";
        _takesLast = Matches(default, default);
    }

    /// <summary>What is looked for, in words.</summary>
    internal string Words { get; }

    /// <summary>Whether records of a source are taken.</summary>
    internal bool Takes(in StreamSource source)
    {
        if (!source.Arn.IsEmpty && source.Arn.SequenceEqual(_lastArn.Written)) { return true; }
        var table = source.Table;
        var region = source.Region;
        if (!table.SequenceEqual(_lastTable.Written) || !region.SequenceEqual(_lastRegion.Written))
        {
            Set(_lastTable, table);
            Set(_lastRegion, region);
            _takesLast = Matches(table, region);
        }
        if (_takesLast && source.IsInArn) { Set(_lastArn, source.Arn); }
        return _takesLast;
    }

    static void Set(ReusableBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        buffer.Clear();
        buffer.Add(bytes);
    }

    bool Matches(ReadOnlySpan<byte> table, ReadOnlySpan<byte> region)
    {
        if (_region is not null && !region.IsEmpty && !IsLike(region, _region)) { return false; }
        if (table.IsEmpty) { return _takesUnnamed; }
        return _table is not null ? IsLike(table, _table) : _takesAnyTable || IsNameOf(Encoding.UTF8.GetString(table), _name);
    }

    /// <summary>Whether a DynamoDB table has a schema's name, as it is or in snake case.</summary>
    internal static bool IsNameOf(string dynamoDbTable, string table) =>
        dynamoDbTable == table || ColumnName.FromPath(AttributePath.Of(dynamoDbTable)) == table;

    // '*' stands for any text. Only the last '*' is tried again: a name of any length takes time in proportion to it and the pattern.
    static bool IsLike(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern)
    {
        var (read, matched, star, retry) = (0, 0, -1, 0);
        while (read < text.Length)
        {
            if (matched < pattern.Length && pattern[matched] == (byte)'*') { (star, retry) = (matched++, read); }
            else if (matched < pattern.Length && pattern[matched] == text[read]) { (matched, read) = (matched + 1, read + 1); }
            else if (star >= 0) { (matched, read) = (star + 1, ++retry); }
            else { return false; }
        }
        return pattern[matched..].TrimStart((byte)'*').IsEmpty;
    }
}
