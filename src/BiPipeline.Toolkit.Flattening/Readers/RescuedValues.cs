namespace BiPipeline.Toolkit.Flattening;

/// <summary>The rescued values of one row as the members of one JSON object: path → DynamoDB JSON as received.</summary>
sealed class RescuedValues
{
    readonly ReusableBuffer _members = new();

    /// <summary>Number of values rescued in this row.</summary>
    internal int Count { get; private set; }

    /// <summary>Number of values rescued in the child rows of this row.</summary>
    internal int ChildCount { get; set; }

    internal void Clear()
    {
        RollBackTo(default);
        ChildCount = 0;
    }

    internal Checkpoint Save() => new(_members.Length, Count);

    /// <summary>Removes the values that were rescued after a checkpoint.</summary>
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

    /// <summary>Appends the object; NULL when no value was rescued.</summary>
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

    // Every member starts with a comma; the first comma becomes the object's brace.
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
