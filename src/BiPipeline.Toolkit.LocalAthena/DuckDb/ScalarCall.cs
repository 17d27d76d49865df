namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>
/// The arguments and the result of one row of a <see cref="ScalarFunction"/>. Without a call of Return, the result is NULL.
/// </summary>
sealed class ScalarCall(DuckDbVector[] arguments, DuckDbVector output)
{
    int _row;
    bool _returned;

    internal void Run(int row, Action<ScalarCall> body)
    {
        (_row, _returned) = (row, false);
        if (!Array.Exists(arguments, argument => argument.IsNull(row))) { body(this); }
        if (!_returned) { output.WriteNull(row); }
    }

    internal string Text(int argument) => arguments[argument].Text(_row);

    internal ReadOnlySpan<byte> Bytes(int argument) => arguments[argument].Bytes(_row);

    internal T Value<T>(int argument) where T : unmanaged => arguments[argument].Read<T>(_row);

    /// <summary>Returns a boolean; the vector's byte is not a CLR bool.</summary>
    internal bool Flag(int argument) => Value<byte>(argument) != 0;

    internal void Return(string value)
    {
        output.WriteText(_row, value);
        _returned = true;
    }

    internal void ReturnBytes(ReadOnlySpan<byte> value)
    {
        output.WriteBytes(_row, value);
        _returned = true;
    }

    internal void Return<T>(T value) where T : unmanaged
    {
        output.Write(_row, value);
        _returned = true;
    }

    internal void ReturnOrNull(string? value)
    {
        if (value is not null) { Return(value); }
    }

    internal void ReturnOrNull<T>(T? value) where T : unmanaged
    {
        if (value is { } present) { Return(present); }
    }

    internal void ReturnOrNull(IReadOnlyList<string?>? values)
    {
        if (values is null) { return; }
        output.WriteTexts(_row, values);
        _returned = true;
    }

    internal void ReturnFlag(bool value) => Return(value ? (byte)1 : (byte)0);
}
