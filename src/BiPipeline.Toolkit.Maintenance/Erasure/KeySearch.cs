using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Finds rows and JSON that have one of the keys to erase. A key is searched in clear, which older objects may have, and under its HMAC.
/// Thread-safe.
/// </summary>
sealed class KeySearch
{
    static readonly string[] Images = ["Keys", "NewImage", "OldImage", "Item"];

    readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    readonly string[] _columns;
    readonly string[] _attributes;
    // Values that the text of a line must contain; empty when a number may have any notation.
    readonly List<byte[]> _needles = [];

    /// <summary>Creates the search of a table's keys.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="keys">Its keys, with exactly its key columns.</param>
    /// <param name="hashKey">The secret key of policies; empty for none.</param>
    internal KeySearch(TableSchema schema, IEnumerable<ErasureKey> keys, ReadOnlyMemory<byte> hashKey)
    {
        Schema = schema;
        _columns = [.. schema.Keys];
        _attributes = [.. schema.GetKeyColumns().Select(column => column.Path.Segments[0])];
        var isText = schema.GetKeyColumns()[0].Type == DataType.String;
        foreach (var key in keys)
        {
            string[] values = [.. _columns.Select(column => key.Values[column])];
            if (isText)
            {
                _needles.AddRange(TextsOf(values[0], hashKey).Select(Encoding.UTF8.GetBytes));
            }
            string[][] forms = [.. values.Select(value => FormsOf(value, hashKey).ToArray())];
            _keys.UnionWith(Combine(forms).Select(KeyForm.Join));
            Count++;
        }
    }

    internal TableSchema Schema { get; }

    /// <summary>Number of keys.</summary>
    internal int Count { get; }

    /// <summary>Whether a row has one of the keys. Rows of a child have their parent's.</summary>
    internal bool Matches(ColumnBatch rows, int row)
    {
        var forms = new string[_columns.Length];
        for (var i = 0; i < forms.Length; i++)
        {
            if (FormOf(rows[_columns[i]], row) is not { } form) { return false; }
            forms[i] = form;
        }
        return _keys.Contains(KeyForm.Join(forms));
    }

    /// <summary>Whether the JSON of a line can have a key, by its bytes.</summary>
    internal bool MayMatch(ReadOnlySpan<byte> line)
    {
        // A backslash: text may be escaped in many ways.
        if (_needles.Count == 0 || line.Contains((byte)'\\')) { return true; }
        foreach (var needle in _needles)
        {
            if (line.IndexOf(needle) >= 0) { return true; }
        }
        return false;
    }

    /// <summary>
    /// Whether JSON has one of the keys: in the keys, images or item of a record at any depth, or as an item without type names. Attributes
    /// inside an item are not keys.
    /// </summary>
    internal bool Matches(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                // What has the key attributes is an item; what is inside has other meanings.
                if (HasKey(element, out var isFound)) { return isFound; }
                return element.EnumerateObject().Any(member =>
                    Images.Contains(member.Name, StringComparer.Ordinal) && member.Value.ValueKind == JsonValueKind.Object
                        ? HasKey(member.Value, out var found) && found
                        : Matches(member.Value));
            case JsonValueKind.Array:
                return element.EnumerateArray().Any(Matches);
            case JsonValueKind.String:
                return MatchesText(element.GetString()!);
            default:
                return false;
        }
    }

    // A message may have its record as text.
    bool MatchesText(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..]) { return false; }
        try
        {
            using var inner = JsonDocument.Parse(text, LineJson.Depth);
            return Matches(inner.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    bool HasKey(JsonElement item, out bool isFound)
    {
        isFound = false;
        var forms = new string[_attributes.Length];
        for (var i = 0; i < forms.Length; i++)
        {
            if (!item.TryGetProperty(_attributes[i], out var value) || FormOf(value) is not { } form) { return false; }
            forms[i] = form;
        }
        isFound = _keys.Contains(KeyForm.Join(forms));
        return true;
    }

    static string? FormOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) { return KeyForm.OfText(value.GetString()!); }
        if (value.ValueKind == JsonValueKind.Number) { return KeyForm.OfNumber(value.GetRawText()); }
        if (value.ValueKind != JsonValueKind.Object) { return null; }
        if (value.TryGetProperty("S", out var text) && text.ValueKind == JsonValueKind.String) { return KeyForm.OfText(text.GetString()!); }
        if (value.TryGetProperty("N", out var number) && number.ValueKind == JsonValueKind.String)
        {
            return KeyForm.OfNumber(number.GetString()!);
        }
        return value.TryGetProperty("B", out var bytes) && bytes.ValueKind == JsonValueKind.String ? "b:" + bytes.GetString() : null;
    }

    static string? FormOf(Column column, int row)
    {
        if (column.Validity[row] == 0) { return null; }
        return column switch
        {
            BytesColumn text when column.Type == DataType.Binary => KeyForm.OfBytes(text[row]),
            BytesColumn text => KeyForm.OfText(Encoding.UTF8.GetString(text[row])),
            FixedColumn<int> number => KeyForm.OfUnscaled(number.Values[row], 0),
            FixedColumn<long> number => KeyForm.OfUnscaled(number.Values[row], ScaleOf(column.Type)),
            FixedColumn<Int128> number => KeyForm.OfUnscaled(number.Values[row], ScaleOf(column.Type)),
            _ => null,
        };
    }

    static int ScaleOf(DataType type) => type is DataType.DecimalType number ? number.Scale : 0;

    // A key attribute has one type in DynamoDB, so a form of another type never meets a value.
    static IEnumerable<string> FormsOf(string value, ReadOnlyMemory<byte> hashKey)
    {
        foreach (var text in TextsOf(value, hashKey)) { yield return KeyForm.OfText(text); }
        if (KeyForm.OfNumber(value) is { } number) { yield return number; }
        yield return "b:" + value;
    }

    static IEnumerable<string> TextsOf(string value, ReadOnlyMemory<byte> hashKey)
    {
        yield return value;
        if (!hashKey.IsEmpty)
        {
            yield return "hmac:" + Convert.ToHexStringLower(HMACSHA256.HashData(hashKey.Span, Encoding.UTF8.GetBytes(value)));
        }
    }

    static IEnumerable<string[]> Combine(string[][] forms) =>
        forms.Aggregate(
            (IEnumerable<string[]>)[[]], (heads, column) => heads.SelectMany(head => column.Select(form => (string[])[.. head, form])));
}
