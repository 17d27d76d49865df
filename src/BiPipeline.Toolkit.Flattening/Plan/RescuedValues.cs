namespace BiPipeline.Toolkit.Flattening;

/// <summary>The values of one row that no column takes, as the members of one JSON object: path → DynamoDB JSON as received.</summary>
sealed class RescuedValues
{
    readonly ReusableBuffer _members = new();

    internal int Length => _members.Length;

    /// <summary>Values rescued so far in this row.</summary>
    internal int Count { get; private set; }

    internal void Clear() => Truncate(0, 0);

    /// <summary>Forgets what was rescued since a mark.</summary>
    internal void Truncate(int length, int count)
    {
        _members.Truncate(length);
        Count = count;
    }

    internal void AddMember(ReadOnlySpan<byte> bytes, AttributeTrail trail, JsonText member, ReadOnlySpan<byte> value, bool minify)
    {
        Begin();
        trail.Write(bytes, member, _members);
        End(value, minify);
    }

    internal void AddElement(ReadOnlySpan<byte> bytes, AttributeTrail trail, ReadOnlySpan<byte> value, bool minify)
    {
        Begin();
        trail.WriteSteps(bytes, _members);
        End(value, minify);
    }

    /// <summary>Appends the object, or NULL when nothing was rescued.</summary>
    internal void AppendTo(BytesColumn column)
    {
        if (Length == 0)
        {
            column.AppendNull();
            return;
        }
        var value = column.Reserve(Length + 1);
        _members.Written.CopyTo(value);
        value[0] = (byte)'{';
        value[Length] = (byte)'}';
        column.Commit(Length + 1);
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
}
