namespace BiPipeline.Toolkit.Flattening;

/// <summary>Whether a record's stream is a table's source (<see cref="TableSchema.Source"/>).</summary>
sealed class SourceMatcher
{
    readonly byte[] _name;
    readonly byte[]? _table;
    readonly byte[]? _region;
    readonly bool _takesAny;

    /// <summary>The matcher of a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="isOnly">Whether it is the only one: then records that do not name their table are taken too.</param>
    internal SourceMatcher(TableSchema schema, bool isOnly)
    {
        _name = Encoding.UTF8.GetBytes(schema.Table);
        _table = schema.Source?.Table is { } table ? Encoding.UTF8.GetBytes(table) : null;
        _region = schema.Source?.Region is { } region ? Encoding.UTF8.GetBytes(region) : null;
        _takesAny = isOnly || schema.Entity is not null;
        Words = schema.Source is { } source ? source.ToString()
            : schema.Entity is { Prefix: { } prefix } key ? $"items whose '{key.Attribute}' begins with '{prefix}'"
            : schema.Entity is { } entity ? $"items whose '{entity.Attribute}' is '{entity.Value}'"
            : $"table '{schema.Table}'";
        IsUnset = schema.Source is null;
    }

    /// <summary>Whether the schema has no source.</summary>
    internal bool IsUnset { get; }

    /// <summary>What is looked for, in words.</summary>
    internal string Words { get; }

    /// <summary>Whether records of a DynamoDB table and Region are taken; each is empty where the record does not name it.</summary>
    internal bool Takes(ReadOnlySpan<byte> table, ReadOnlySpan<byte> region)
    {
        if (_region is not null && !region.IsEmpty && !IsLike(region, _region)) { return false; }
        if (_table is not null) { return table.IsEmpty ? _takesAny : IsLike(table, _table); }
        return _takesAny || IsNamed(table) || (!IsUnset && !table.IsEmpty);
    }

    bool IsNamed(ReadOnlySpan<byte> table) =>
        !table.IsEmpty && (table.SequenceEqual(_name) || InSnakeCase(table).AsSpan().SequenceEqual(_name));

    static byte[] InSnakeCase(ReadOnlySpan<byte> name) =>
        Encoding.UTF8.GetBytes(ColumnName.FromPath(AttributePath.Of(Encoding.UTF8.GetString(name))));

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
