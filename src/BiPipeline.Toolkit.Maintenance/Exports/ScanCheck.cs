namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Reads the results of <c>aws dynamodb scan</c> in a file: <c>Count</c>, <c>ScannedCount</c>, and the members that say that more items
/// follow. Other forms of items, such as one per line, have no such members.
/// </summary>
/// <param name="input">The file.</param>
sealed class ScanCheck(FileInput input) : IDisposable
{
    const int FirstBytes = 1024 * 1024;
    const int MarkBytes = 3;

    readonly Stream _stream = input.OpenPlain();
    readonly List<string> _problems = [];
    byte[] _buffer = new byte[FirstBytes];
    ScanResult _result;
    bool _hasOthers;
    long _items;

    /// <summary>Number of items by the results' counts; null when the file has other forms.</summary>
    internal long? Items => _hasOthers ? null : _items;

    /// <summary>Reads the file and returns its problems.</summary>
    internal IReadOnlyList<string> Run(CancellationToken cancellationToken)
    {
        var state = new JsonReaderState(new() { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
        var (held, isLast, isFirst) = (0, false, true);
        try
        {
            while (!isLast)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_buffer.Length - held < MarkBytes) { Array.Resize(ref _buffer, checked(_buffer.Length * 2)); }
                var length = _stream.ReadAtLeast(_buffer.AsSpan(held), MarkBytes, throwOnEndOfStream: false);
                isLast = length == 0;
                if (isFirst) { length = WithoutMark(length); }
                isFirst = false;
                var json = new Utf8JsonReader(_buffer.AsSpan(0, held + length), isLast, state);
                while (json.Read()) { Take(ref json); }
                state = json.CurrentState;
                var read = (int)json.BytesConsumed;
                held = held + length - read;
                _buffer.AsSpan(read, held).CopyTo(_buffer);
            }
        }
        catch (JsonException)
        {
            // Not JSON of the AWS CLI. Flattening reports what it cannot read.
            _hasOthers = true;
        }
        return _problems;
    }

    public void Dispose() => _stream.Dispose();

    // Some shells write a byte order mark.
    int WithoutMark(int length)
    {
        if (!_buffer.AsSpan(0, length).StartsWith(Encoding.UTF8.Preamble)) { return length; }
        _buffer.AsSpan(MarkBytes, length - MarkBytes).CopyTo(_buffer);
        return length - MarkBytes;
    }

    void Take(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject when json.CurrentDepth == 0:
                _result = default;
                break;
            case JsonTokenType.EndObject when json.CurrentDepth == 0:
                End();
                break;
            case JsonTokenType.PropertyName when json.CurrentDepth == 1:
                _result.Name = json.ValueTextEquals("Items"u8) ? ScanMember.Items
                    : json.ValueTextEquals("Count"u8) ? ScanMember.Count
                    : json.ValueTextEquals("ScannedCount"u8) ? ScanMember.ScannedCount
                    : json.ValueTextEquals("LastEvaluatedKey"u8) || json.ValueTextEquals("NextToken"u8) ? ScanMember.More
                    : ScanMember.Other;
                break;
            case not (JsonTokenType.EndArray or JsonTokenType.EndObject) when json.CurrentDepth == 1:
                _result.Take(ref json);
                break;
            default:
                break;
        }
    }

    void End()
    {
        if (!_result.HasItems || _result.Count is not { } count)
        {
            _hasOthers = true;
            return;
        }
        _items += count;
        if (_result.HasMore)
        {
            Add("has a LastEvaluatedKey or NextToken, so items follow; expected the last page of each segment. Scan without --max-items");
        }
        if (_result.ScannedCount is { } scanned && scanned != count)
        {
            Add(string.Create(
                CultureInfo.InvariantCulture,
                $"has {count} of {scanned} scanned items; expected all of them. Scan without a filter"));
        }
    }

    void Add(string problem) => _problems.Add($"Scan result '{input.Name}' {problem}, and use a scan of the whole table.");
}
