namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Finds the end of a record that is not valid JSON, or that is too large for memory, in consecutive pieces of bytes. A record that begins
/// with a bracket ends where its brackets close, or before a line that begins another record; other records end with their line.
/// </summary>
/// <param name="depth">Number of open brackets, when the pieces begin inside a document.</param>
/// <param name="last">The byte before the pieces, when they begin inside a document.</param>
sealed class RecordEndFinder(int depth = 0, byte last = 0)
{
    readonly bool _isInside = depth > 0;
    int _depth = depth;
    long _fed;
    long _lineEnd = -1;
    byte _last = last;
    bool _isText;
    bool _inString;
    bool _isEscaped;
    bool _isAtColumnZero;

    /// <summary>The record's end, in bytes from its start; valid after <see cref="TryFind"/> returned true.</summary>
    internal long End { get; private set; }

    /// <summary>Number of bytes that certainly belong to the record; later bytes may separate it from the next one.</summary>
    internal long Certain => _lineEnd < 0 ? _fed : _lineEnd;

    /// <summary>Reads the next bytes; true when the record ends in them or before them.</summary>
    internal bool TryFind(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (Take(value)) { return true; }
            _fed++;
        }
        return false;
    }

    /// <summary>Ends the record at the end of the bytes, without its last line break.</summary>
    internal void EndHere() => End = Certain;

    bool Take(byte value)
    {
        if (_fed == 0 && !_isInside) { _isText = value is not ((byte)'{' or (byte)'['); }
        if (value == '\n') { return TakeLineBreak(); }
        // A comma separates two values of one container, so a line that follows a closing bracket and begins with an opening one begins a
        // record. An opening bracket at the line's start does too, if the previous record is truncated.
        if (_lineEnd >= 0 && value is (byte)'{' or (byte)'[' && (_isAtColumnZero || _last is (byte)'}' or (byte)']'))
        {
            End = _lineEnd;
            return true;
        }
        _isAtColumnZero = false;
        if (value is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            _isEscaped = false;
            return false;
        }
        _lineEnd = -1;
        _last = value;
        return _inString ? TakeInString(value) : TakeOutside(value);
    }

    // No line break occurs inside a JSON string.
    bool TakeLineBreak()
    {
        if (_lineEnd < 0) { _lineEnd = _fed; }
        (_inString, _isEscaped, _isAtColumnZero) = (false, false, true);
        End = _fed;
        return _isText;
    }

    bool TakeInString(byte value)
    {
        if (_isEscaped) { _isEscaped = false; }
        else if (value == '\\') { _isEscaped = true; }
        else if (value == '"') { _inString = false; }
        return false;
    }

    bool TakeOutside(byte value)
    {
        switch (value)
        {
            case (byte)'"':
                _inString = true;
                return false;
            case (byte)'{' or (byte)'[':
                _depth++;
                return false;
            case (byte)'}' or (byte)']' when !_isText:
                End = _fed + 1;
                return --_depth <= 0;
            default:
                return false;
        }
    }
}
