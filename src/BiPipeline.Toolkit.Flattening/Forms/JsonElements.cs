namespace BiPipeline.Toolkit.Flattening;

/// <summary>Iterates over the elements of a valid JSON list.</summary>
ref struct JsonElements
{
    JsonScanner _scanner;
    bool _begun;

    internal JsonElements(ReadOnlySpan<byte> list) => _scanner = new JsonScanner(list, 0);

    internal ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Rejects a value that is not a list, so that it is not ignored; null is an empty list.</summary>
    internal static bool IsRejected(ReadOnlySpan<byte> value, IRecordSink sink)
    {
        if (value is [(byte)'[' or (byte)'n', ..]) { return false; }
        sink.Reject(value, RecordError.RecordsNotAList, default);
        return true;
    }

    internal bool MoveNext()
    {
        if (!_begun)
        {
            _begun = true;
            if (!_scanner.TryTake((byte)'[') || _scanner.TryTake((byte)']')) { return false; }
        }
        else if (!_scanner.TryTake((byte)',')) { return false; }
        _scanner.SkipWhiteSpace();
        var start = _scanner.Position;
        if (!_scanner.SkipValue()) { return false; }
        Current = _scanner.Bytes[start.._scanner.Position];
        return true;
    }
}
