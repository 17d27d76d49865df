namespace BiPipeline.Toolkit;

/// <summary>
/// Appends checked values to a column. <see cref="ColumnBatch.GetBuilder"/> creates it; <see cref="Element"/>, <see cref="Key"/>,
/// <see cref="Value"/> and <see cref="Field"/> create it for nested columns. Keep and reuse builders: they are valid as long as the batch.
/// </summary>
/// <remarks>
/// Append a list, map or struct inside out: first its content, then <see cref="End"/>. A value of another type, or one that the column
/// can't hold exactly, is an <see cref="ArgumentException"/>. Its message names the column and never the value.
/// </remarks>
public sealed class ColumnBuilder
{
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    readonly Column _column;
    readonly bool _isKey;

    internal ColumnBuilder(string path, Column column, bool isKey = false) => (Path, _column, _isKey) = (path, column, isKey);

    /// <summary>The column's path in messages: <c>items[].price</c>.</summary>
    public string Path { get; }

    /// <summary>The type of the values.</summary>
    public DataType Type => _column.Type;

    /// <summary>The elements of a list.</summary>
    /// <exception cref="InvalidOperationException">The column is not a list.</exception>
    public ColumnBuilder Element => field ??=
        _column is ListColumn list ? new ColumnBuilder(Path + "[]", list.Element) : throw ColumnThrow.Not(this, "array");

    /// <summary>The keys of a map; each has a <see cref="Value"/>.</summary>
    /// <exception cref="InvalidOperationException">The column is not a map.</exception>
    public ColumnBuilder Key => field ??=
        _column is MapColumn map ? new ColumnBuilder(Path + "{key}", map.Keys, isKey: true) : throw ColumnThrow.Not(this, "map");

    /// <summary>The values of a map, one for each <see cref="Key"/>.</summary>
    /// <exception cref="InvalidOperationException">The column is not a map.</exception>
    public ColumnBuilder Value => field ??=
        _column is MapColumn map ? new ColumnBuilder(Path + "{}", map.Values) : throw ColumnThrow.Not(this, "map");

    /// <summary>Returns a builder for a field of a struct.</summary>
    /// <exception cref="InvalidOperationException">The column is not a struct.</exception>
    /// <exception cref="ArgumentException">The struct has no such field.</exception>
    public ColumnBuilder Field(string name)
    {
        if (_column is not StructColumn fields) { throw ColumnThrow.Not(this, "struct"); }
        var names = ((DataType.StructType)Type).Fields;
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Name == name) { return new($"{Path}.{name}", fields.Fields[i]); }
        }
        throw new ArgumentException(
            $"'{Path}' has no field '{name}'; expected one of {string.Join(", ", names.Select(field => field.Name))}.",
            nameof(name));
    }

    /// <summary>Appends text to a string column.</summary>
    public void Append(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Type is not DataType.StringType) { ColumnThrow.WrongType(this, "text"); }
        var bytes = (BytesColumn)_column;
        var room = bytes.Reserve(StrictUtf8.GetMaxByteCount(value.Length));
        var length = 0;
        try
        {
            length = StrictUtf8.GetBytes(value, room);
        }
        catch (EncoderFallbackException)
        {
            ColumnThrow.Mismatch(this, "the text has half of a surrogate pair");
        }
        bytes.Commit(length);
    }

    /// <summary>Appends bytes to a binary column, or UTF-8 to a string column.</summary>
    public void Append(ReadOnlySpan<byte> value)
    {
        if (Type is not (DataType.StringType or DataType.BinaryType)) { ColumnThrow.WrongType(this, "bytes"); }
        if (Type is DataType.StringType && !System.Text.Unicode.Utf8.IsValid(value))
        {
            ColumnThrow.Mismatch(this, "the bytes are not valid UTF-8");
        }
        ((BytesColumn)_column).Append(value);
    }

    /// <summary>Appends true or false to a boolean column.</summary>
    public void Append(bool value) => Of<bool>(Type is DataType.BooleanType, "a boolean").Append(value);

    /// <summary>Appends an integer to an int, bigint, double or decimal column.</summary>
    public void Append(int value)
    {
        if (Type is DataType.IntType) { ((FixedColumn<int>)_column).Append(value); }
        else if (Type is DataType.DoubleType) { ((FixedColumn<double>)_column).Append(value); }
        else if (Type is DataType.BigintType or DataType.DecimalType) { Append((long)value); }
        else { ColumnThrow.WrongType(this, "an integer"); }
    }

    /// <summary>Appends an integer to a bigint or decimal column.</summary>
    public void Append(long value)
    {
        if (Type is DataType.DecimalType) { Append((decimal)value); }
        else { Of<long>(Type is DataType.BigintType, "a 64-bit integer").Append(value); }
    }

    /// <summary>Appends a finite number to a double column.</summary>
    public void Append(double value)
    {
        var column = Of<double>(Type is DataType.DoubleType, "a double");
        if (!double.IsFinite(value)) { ColumnThrow.Mismatch(this, "the value is not finite"); }
        column.Append(value);
    }

    /// <summary>Appends an exact number to a decimal column; never rounds.</summary>
    public void Append(decimal value)
    {
        if (Type is not DataType.DecimalType type)
        {
            ColumnThrow.WrongType(this, "a decimal");
            return;
        }
        var unscaled = UnscaledDecimal.Of(value, type.Scale);
        if (unscaled is null) { ColumnThrow.Mismatch(this, $"the value has more digits after the point than {type}; round it first"); }
        else { AppendUnscaled(unscaled.Value); }
    }

    /// <summary>Appends a decimal as an unscaled integer: the value times ten to the power of the column's scale.</summary>
    public void AppendUnscaled(Int128 value)
    {
        if (Type is not DataType.DecimalType type)
        {
            ColumnThrow.WrongType(this, "a decimal");
            return;
        }
        if (!UnscaledDecimal.Fits(value, type.Precision)) { ColumnThrow.Mismatch(this, $"the value has more digits than {type}"); }
        if (_column is FixedColumn<long> numbers) { numbers.Append((long)value); }
        else { ((FixedColumn<Int128>)_column).Append(value); }
    }

    /// <summary>Appends a date to a date column.</summary>
    public void Append(DateOnly value) => Of<int>(Type is DataType.DateType, "a date").Append(value.DayNumber - EpochDay);

    /// <summary>Appends a time to a timestamp column, in UTC; truncates it to milliseconds.</summary>
    public void Append(DateTimeOffset value) => Of<long>(Type is DataType.TimestampType, "a time").Append(value.ToUnixTimeMilliseconds());

    /// <summary>Appends NULL.</summary>
    /// <exception cref="InvalidOperationException">
    /// The column contains map keys, which are never NULL, or the open list, map or struct has content.
    /// </exception>
    public void AppendNull()
    {
        if (_isKey) { throw new InvalidOperationException($"'{Path}' is NULL; expected a value, because map keys are required."); }
        if (_column.HasOpenValue)
        {
            throw new InvalidOperationException($"'{Path}' has an open value; expected a closed one. Call End first.");
        }
        _column.AppendNull();
    }

    /// <summary>
    /// Closes a list, map or struct: the content that was appended since the last value becomes a value. Without content, the list or map
    /// is empty.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The column is not a list, map or struct, a map has keys without values, or a struct's field does not have exactly one value or NULL.
    /// </exception>
    public void End()
    {
        if (_column.ProblemOfOpenValue(Path) is { } problem) { throw new InvalidOperationException(problem); }
        switch (_column)
        {
            case ListColumn list:
                list.EndList();
                break;
            case MapColumn map:
                map.EndMap();
                break;
            case StructColumn fields:
                fields.EndStruct();
                break;
            default:
                throw ColumnThrow.Not(this, "array, map or struct");
        }
    }

    FixedColumn<T> Of<T>(bool fits, string value)
        where T : unmanaged
    {
        if (!fits) { ColumnThrow.WrongType(this, value); }
        return (FixedColumn<T>)_column;
    }
}
