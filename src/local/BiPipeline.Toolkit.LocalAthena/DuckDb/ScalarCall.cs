namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>One row's arguments and result of a <see cref="ScalarFunction"/>; without a call to Return the result is NULL.</summary>
sealed class ScalarCall
{
    readonly DuckDbVector[] _arguments;
    readonly DuckDbVector _output;
    readonly DuckDbVector _value;
    readonly DuckDbVector _errors;
    readonly ScalarType _result;
    readonly long _limit;
    long _bytes;
    int _row;
    bool _returned;

    internal ScalarCall(DuckDbVector[] arguments, DuckDbVector output, ScalarType result, int rows, long limit)
    {
        (_arguments, _output, _value, _errors) = (arguments, output, output.Field(0), output.Field(1));
        (_result, _limit) = (result, limit);
        _errors.WriteNulls(rows);
    }

    /// <summary>Number of bytes of text that the vector may still take.</summary>
    internal long BytesLeft => _limit - _bytes;

    [SuppressMessage("Design", "CA1031", Justification = "The error is the row's: another row's value must not be lost with it.")]
    internal void Run(int row, Action<ScalarCall> body)
    {
        (_row, _returned) = (row, false);
        if (Array.Exists(_arguments, argument => argument.IsNull(row)))
        {
            _output.WriteNull(row);
            WriteNull();
            return;
        }
        try
        {
            body(this);
            if (!_returned) { WriteNull(); }
        }
        catch (LocalAthenaQueryException failure)
        {
            if (failure.Code == FailureCode.ExceededMemoryLimit) { throw; }
            Fail(failure);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Fail(LocalAthenaQueryException.Bug());
        }
    }

    internal string Text(int argument) => _arguments[argument].Text(_row);

    internal ReadOnlySpan<byte> Bytes(int argument) => _arguments[argument].Bytes(_row);

    internal T Value<T>(int argument) where T : unmanaged => _arguments[argument].Read<T>(_row);

    /// <summary>A list of texts, without its NULLs.</summary>
    internal IReadOnlyList<string> Texts(int argument)
    {
        var (offset, length) = _arguments[argument].List(_row);
        var elements = _arguments[argument].Elements();
        List<string> texts = new(length);
        for (var i = offset; i < offset + length; i++)
        {
            if (!elements.IsNull(i)) { texts.Add(elements.Text(i)); }
        }
        return texts;
    }

    /// <summary>A list of numbers, without its NULLs.</summary>
    internal IReadOnlyList<double> Doubles(int argument)
    {
        var (offset, length) = _arguments[argument].List(_row);
        var elements = _arguments[argument].Elements();
        return [.. Enumerable.Range(offset, length).Where(i => !elements.IsNull(i)).Select(elements.Read<double>)];
    }

    /// <summary>An instant in microseconds and the zone that it is shown in.</summary>
    internal (long Micros, string Zone) Zoned(int argument) =>
        (_arguments[argument].Field(0).Read<long>(_row), _arguments[argument].Field(1).Text(_row));

    /// <summary>Returns a boolean; the vector's byte is not a CLR bool.</summary>
    internal bool Flag(int argument) => Value<byte>(argument) != 0;

    internal void Return(string value)
    {
        Count(value.Length);
        _value.WriteText(_row, value);
        _returned = true;
    }

    internal void ReturnConcatenation(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Count((int)Math.Min(int.MaxValue, (long)first.Length + second.Length));
        _value.WriteBytes(_row, [.. first, .. second]);
        _returned = true;
    }

    internal void ReturnBytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        _value.WriteBytes(_row, value);
        _returned = true;
    }

    internal void Return<T>(T value) where T : unmanaged
    {
        _value.Write(_row, value);
        _returned = true;
    }

    internal void ReturnZoned(long micros, string zone)
    {
        Count(zone.Length);
        _value.Field(0).Write(_row, micros);
        _value.Field(1).WriteText(_row, zone);
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
        foreach (var value in values) { Count((value?.Length ?? 0) + 16); }
        _value.WriteTexts(_row, values);
        _returned = true;
    }

    internal void ReturnFlag(bool value) => Return(value ? (byte)1 : (byte)0);

    void Fail(LocalAthenaQueryException failure)
    {
        WriteNull();
        _errors.WriteValid(_row);
        _errors.WriteText(_row, failure.ToNativeMessage());
    }

    // What a NULL is made of is copied like any value: it must not be left as it was.
    void WriteNull()
    {
        _value.WriteNull(_row);
        if (_result.IsList) { _value.Write(_row, new DuckDBListEntry(0, 0)); }
        else if (_result == ScalarType.Zoned)
        {
            _value.Field(0).WriteNull(_row);
            _value.Field(1).WriteNull(_row);
        }
    }

    void Count(int bytes)
    {
        if (bytes > BytesLeft)
        {
            throw new LocalAthenaQueryException(
                FailureCode.ExceededMemoryLimit,
                "Query exceeded the memory limit; raise MemoryMebibytes or make shorter texts");
        }
        _bytes += bytes;
    }
}
