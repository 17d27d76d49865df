namespace BiPipeline.Toolkit;

/// <summary>The values of a list. Any other value, including NULL, becomes the last one.</summary>
sealed class IdentityValues(PartitionField field) : PartitionValues
{
    static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    readonly byte[][] _values = [.. field.Values.Select(Encoding.UTF8.GetBytes)];

    internal override int CodeOf(Column source, FixedColumn<long> eventTime, int row)
    {
        if (source.Validity[row] == 0) { return _values.Length - 1; }
        Span<byte> buffer = stackalloc byte[32];
        var text = source is BytesColumn bytes ? bytes[row] : Text(source, row, buffer);
        for (var i = 0; i < _values.Length; i++)
        {
            if (text.SequenceEqual(_values[i])) { return i; }
        }
        return _values.Length - 1;
    }

    internal override string ValueOf(int code) => field.Values[code];

    static ReadOnlySpan<byte> Text(Column source, int row, Span<byte> buffer)
    {
        var length = 0;
        switch (source)
        {
            case FixedColumn<bool> flags:
                return flags.Values[row] ? "true"u8 : "false"u8;
            case FixedColumn<int> { Type: DataType.DateType } days:
                DateOnly.FromDayNumber(days.Values[row] + EpochDay)
                    .TryFormat(buffer, out length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
                break;
            case FixedColumn<int> numbers:
                numbers.Values[row].TryFormat(buffer, out length, default, CultureInfo.InvariantCulture);
                break;
            case FixedColumn<long> numbers:
                numbers.Values[row].TryFormat(buffer, out length, default, CultureInfo.InvariantCulture);
                break;
        }
        return buffer[..length];
    }
}
