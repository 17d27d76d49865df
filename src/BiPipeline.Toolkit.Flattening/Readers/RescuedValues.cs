namespace BiPipeline.Toolkit.Flattening;

/// <summary>The values of one row that no column takes, as the members of one JSON object: path → DynamoDB JSON as received.</summary>
sealed class RescuedValues
{
    readonly ReusableBuffer _members = new();

    /// <summary>Values rescued so far in this row.</summary>
    internal int Count { get; private set; }

    /// <summary>Values rescued so far in the rows of child tables that belong to this row.</summary>
    internal int ChildCount { get; set; }

    internal void Clear()
    {
        RollBackTo(default);
        ChildCount = 0;
    }

    internal Checkpoint Save() => new(_members.Length, Count);

    /// <summary>Drops what was rescued since a checkpoint.</summary>
    internal void RollBackTo(Checkpoint checkpoint)
    {
        _members.Truncate(checkpoint.Length);
        Count = checkpoint.Count;
    }

    internal void AddMember(ReadOnlySpan<byte> bytes, ItemPath path, JsonText member, ReadOnlySpan<byte> value, bool minify)
    {
        Begin();
        path.WriteMember(bytes, member, _members);
        End(value, minify);
    }

    internal void Add(ReadOnlySpan<byte> bytes, ItemPath path, ReadOnlySpan<byte> value, bool minify)
    {
        Begin();
        path.Write(bytes, _members);
        End(value, minify);
    }

    /// <summary>Appends the object, or NULL when nothing was rescued.</summary>
    internal void AppendTo(BytesColumn column)
    {
        var length = _members.Length;
        if (length == 0)
        {
            column.AppendNull();
            return;
        }
        var value = column.Reserve(length + 1);
        _members.Written.CopyTo(value);
        value[0] = (byte)'{';
        value[length] = (byte)'}';
        column.Commit(length + 1);
    }

    // Every member begins with a comma; the first one's becomes the object's brace.
    void Begin() => _members.Add(",\""u8);

    void End(ReadOnlySpan<byte> value, bool minify)
    {
        _members.Add("\":"u8);
        if (minify) { JsonMinifier.Minify(value, _members); }
        else { _members.Add(value); }
        Count++;
    }

    internal readonly record struct Checkpoint(int Length, int Count);
}
