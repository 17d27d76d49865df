using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.AthenaSql.Values;
using BiPipeline.Toolkit.LocalAthena.DuckDb;
using BiPipeline.Toolkit.LocalAthena.Functions;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Writes the values of a column in the form of Athena's results. Created once per type, not per value.</summary>
abstract class CellFormatter
{
    const string Separator = ", ";

    DuckDbVector _vector;

    internal static CellFormatter For(TrinoType type) => type switch
    {
        TrinoType.UnknownType => new Plain((_, _, _) => { }),
        TrinoType.BooleanType => new Plain((text, vector, row) => text.Append(vector.Read<byte>(row) != 0 ? "true" : "false")),
        TrinoType.IntegerType integer => Integer(integer),
        TrinoType.RealType => new Plain((text, vector, row) => text.Append(JavaText.Real(vector.Read<float>(row)))),
        TrinoType.DoubleType => new Plain((text, vector, row) => text.Append(JavaText.Double(vector.Read<double>(row)))),
        TrinoType.DecimalType number => Decimal(number),
        TrinoType.VarcharType or TrinoType.CharType or TrinoType.JsonType =>
            new Plain((text, vector, row) => text.Append(vector.Text(row))),
        TrinoType.VarbinaryType => new Plain((text, vector, row) => Hex(text, vector.Bytes(row))),
        TrinoType.DateType => new Plain((text, vector, row) => text.Append(new CivilTime(vector.Read<int>(row), 0).DateText())),
        TrinoType.TimeType time =>
            new Plain((text, vector, row) => text.Append(DateTimeText.TimeOfDay(vector.Read<long>(row), Math.Max(3, time.Precision)))),
        TrinoType.TimestampType timestamp =>
            new Plain((text, vector, row) => text.Append(DateTimeText.Text(vector.Read<long>(row), Math.Max(3, timestamp.Precision), ' '))),
        TrinoType.TimestampTzType timestamp => new Plain((text, vector, row) => Zoned(text, vector, row, Math.Max(3, timestamp.Precision))),
        TrinoType.IntervalDaySecondType =>
            new Plain((text, vector, row) => text.Append(IntervalText.DaySecond(Micros(vector.Read<DuckDBInterval>(row))))),
        TrinoType.IntervalYearMonthType =>
            new Plain((text, vector, row) => text.Append(IntervalText.YearMonth(vector.Read<DuckDBInterval>(row).Months))),
        TrinoType.UuidType => new Plain((text, vector, row) => Uuid(text, vector.Read<Int128>(row))),
        TrinoType.IpAddressType => new Plain((text, vector, row) => text.Append(IpAddressText.Text(vector.Bytes(row)))),
        TrinoType.HyperLogLogType =>
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                "LocalAthena does not show a HyperLogLog; select its cardinality"),
        TrinoType.ArrayType array => new List(For(array.Element), Separator),
        TrinoType.MapType map => new Map(For(map.Key), For(map.Value), "=", Separator),
        TrinoType.RowType row => new Row(row, For, name => $"{name}=", Separator),
        _ => throw new InvalidOperationException($"Results have no column of type {type}."),
    };

    /// <summary>Sets the vector to read from, until the next call.</summary>
    internal virtual void Bind(DuckDbVector vector) => _vector = vector;

    internal bool IsNull(int row) => _vector.IsNull(row);

    /// <summary>Appends a value that is not NULL.</summary>
    internal abstract void Append(StringBuilder text, int row);

    internal void AppendNested(StringBuilder text, int row)
    {
        if (IsNull(row)) { text.Append("null"); }
        else { Append(text, row); }
    }

    static Plain Integer(TrinoType.IntegerType type) => type.Bits switch
    {
        8 => new((text, vector, row) => text.Append(vector.Read<sbyte>(row).ToString(CultureInfo.InvariantCulture))),
        16 => new((text, vector, row) => text.Append(vector.Read<short>(row).ToString(CultureInfo.InvariantCulture))),
        32 => new((text, vector, row) => text.Append(vector.Read<int>(row).ToString(CultureInfo.InvariantCulture))),
        _ => new((text, vector, row) => text.Append(vector.Read<long>(row).ToString(CultureInfo.InvariantCulture))),
    };

    // DuckDB's storage width of a decimal depends on its precision.
    static Plain Decimal(TrinoType.DecimalType type) => type.Precision switch
    {
        <= 4 => new((text, vector, row) => Unscaled(text, vector.Read<short>(row), type.Scale)),
        <= 9 => new((text, vector, row) => Unscaled(text, vector.Read<int>(row), type.Scale)),
        <= 18 => new((text, vector, row) => Unscaled(text, vector.Read<long>(row), type.Scale)),
        _ => new((text, vector, row) => Unscaled(text, vector.Read<Int128>(row), type.Scale)),
    };

    static void Unscaled(StringBuilder text, Int128 value, int scale)
    {
        var digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        if (Int128.IsNegative(value)) { text.Append('-'); }
        text.Append(digits.AsSpan(0, digits.Length - scale));
        if (scale > 0) { text.Append('.').Append(digits.AsSpan(digits.Length - scale)); }
    }

    static void Hex(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i > 0) { text.Append(' '); }
            text.Append(bytes[i].ToString("x2", CultureInfo.InvariantCulture));
        }
    }

    static void Zoned(StringBuilder text, DuckDbVector vector, int row, int precision)
    {
        var (instant, zone) = (vector.Field(0).Read<long>(row), vector.Field(1).Text(row));
        text.Append(DateTimeText.Text(TimeZones.ToLocal(instant, zone), precision, ' ')).Append(' ').Append(zone);
    }

    static long Micros(DuckDBInterval interval) => (interval.Days * 86_400_000_000L) + (long)interval.Micros;

    // DuckDB flips the highest bit, so that UUIDs sort as numbers.
    static void Uuid(StringBuilder text, Int128 value)
    {
        var hex = ((UInt128)value ^ (UInt128.One << 127)).ToString("x32", CultureInfo.InvariantCulture);
        text.Append(
            CultureInfo.InvariantCulture,
            $"{hex.AsSpan(0, 8)}-{hex.AsSpan(8, 4)}-{hex.AsSpan(12, 4)}-{hex.AsSpan(16, 4)}-{hex.AsSpan(20)}");
    }

    sealed class Plain(Action<StringBuilder, DuckDbVector, int> append) : CellFormatter
    {
        internal override void Append(StringBuilder text, int row) => append(text, _vector, row);
    }

    /// <summary>Writes the elements of a list between brackets.</summary>
    internal sealed class List(CellFormatter element, string separator) : CellFormatter
    {
        internal override void Bind(DuckDbVector vector)
        {
            base.Bind(vector);
            element.Bind(vector.Elements());
        }

        internal override void Append(StringBuilder text, int row)
        {
            var (offset, length) = _vector.List(row);
            text.Append('[');
            for (var i = 0; i < length; i++)
            {
                if (i > 0) { text.Append(separator); }
                element.AppendNested(text, offset + i);
            }
            text.Append(']');
        }
    }

    /// <summary>Writes the entries of a map between braces.</summary>
    internal sealed class Map(CellFormatter key, CellFormatter value, string assignment, string separator) : CellFormatter
    {
        internal override void Bind(DuckDbVector vector)
        {
            base.Bind(vector);
            var entries = vector.Elements();
            key.Bind(entries.Field(0));
            value.Bind(entries.Field(1));
        }

        internal override void Append(StringBuilder text, int row)
        {
            var (offset, length) = _vector.List(row);
            text.Append('{');
            for (var i = 0; i < length; i++)
            {
                if (i > 0) { text.Append(separator); }
                key.AppendNested(text, offset + i);
                text.Append(assignment);
                value.AppendNested(text, offset + i);
            }
            text.Append('}');
        }
    }

    /// <summary>Writes the fields of a row between braces, each after the label of its name.</summary>
    internal sealed class Row(
        TrinoType.RowType type, Func<TrinoType, CellFormatter> formatterOf, Func<string, string> labelOf, string separator) : CellFormatter
    {
        readonly CellFormatter[] _fields = [.. type.Fields.Select(field => formatterOf(field.Type))];
        readonly string[] _labels =
        [
            .. type.Fields.Select((field, i) => labelOf(field.Name ?? string.Create(CultureInfo.InvariantCulture, $"field{i}")))
        ];

        internal override void Bind(DuckDbVector vector)
        {
            base.Bind(vector);
            for (var i = 0; i < _fields.Length; i++) { _fields[i].Bind(vector.Field(i)); }
        }

        internal override void Append(StringBuilder text, int row)
        {
            text.Append('{');
            for (var i = 0; i < _fields.Length; i++)
            {
                if (i > 0) { text.Append(separator); }
                text.Append(_labels[i]);
                _fields[i].AppendNested(text, row);
            }
            text.Append('}');
        }
    }
}
