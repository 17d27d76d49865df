using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Types;

/// <summary>A type of the query engine, with its names in SQL, in results and in the catalog, and its storage type in DuckDB.</summary>
abstract record TrinoType
{
    /// <summary>Largest length of a bounded varchar; a longer one is unbounded.</summary>
    internal const int UnboundedLength = int.MaxValue;

    internal static TrinoType Unknown { get; } = new UnknownType();

    internal static TrinoType Boolean { get; } = new BooleanType();

    internal static TrinoType TinyInt { get; } = new IntegerType("tinyint", 8);

    internal static TrinoType SmallInt { get; } = new IntegerType("smallint", 16);

    internal static TrinoType Integer { get; } = new IntegerType("integer", 32);

    internal static TrinoType Bigint { get; } = new IntegerType("bigint", 64);

    internal static TrinoType Real { get; } = new RealType();

    internal static TrinoType Double { get; } = new DoubleType();

    internal static TrinoType Varchar { get; } = new VarcharType(UnboundedLength);

    internal static TrinoType Varbinary { get; } = new VarbinaryType();

    internal static TrinoType Date { get; } = new DateType();

    internal static TrinoType Time { get; } = new TimeType(3);

    internal static TrinoType Timestamp { get; } = new TimestampType(3);

    internal static TrinoType TimestampTz { get; } = new TimestampTzType(3);

    internal static TrinoType DaySecond { get; } = new IntervalDaySecondType();

    internal static TrinoType YearMonth { get; } = new IntervalYearMonthType();

    internal static TrinoType Json { get; } = new JsonType();

    internal static TrinoType Uuid { get; } = new UuidType();

    internal static TrinoType IpAddress { get; } = new IpAddressType();

    internal static TrinoType HyperLogLog { get; } = new HyperLogLogType();

    internal static TrinoType Decimal(int precision, int scale) => new DecimalType(precision, scale);

    internal static TrinoType Array(TrinoType element) => new ArrayType(element);

    internal static TrinoType Map(TrinoType key, TrinoType value) => new MapType(key, value);

    /// <summary>The name in SQL, such as <c>row(sku varchar, qty bigint)</c>, for stored views and messages.</summary>
    public abstract override string ToString();

    /// <summary>The storage type in DuckDB, in the spelling of its SQL.</summary>
    internal abstract string DuckDb { get; }

    /// <summary>The name in a result's column information, without parameters.</summary>
    internal virtual string ResultName => ToString();

    /// <summary>The precision and scale in column information.</summary>
    internal virtual (int Precision, int Scale) ResultSize => (0, 0);

    /// <summary>The name in the catalog, for a view's columns; null when Hive does not have the type.</summary>
    internal virtual string? Hive => ToString();

    internal virtual bool IsNumeric => false;

    internal virtual bool IsOrderable => true;

    internal virtual bool IsComparable => true;

    internal bool IsText => this is VarcharType or CharType;

    /// <summary>The type of NULL without other information.</summary>
    internal sealed record UnknownType : TrinoType
    {
        public override string ToString() => "unknown";

        internal override string DuckDb => "INTEGER";

        internal override string? Hive => null;
    }

    internal sealed record BooleanType : TrinoType
    {
        public override string ToString() => "boolean";

        internal override string DuckDb => "BOOLEAN";
    }

    internal sealed record IntegerType(string Name, int Bits) : TrinoType
    {
        public override string ToString() => Name;

        internal override string DuckDb => Name.ToUpperInvariant();

        internal override (int, int) ResultSize => (Digits, 0);

        internal override string Hive => Bits == 32 ? "int" : Name;

        internal override bool IsNumeric => true;

        internal int Digits => Bits switch { 8 => 3, 16 => 5, 32 => 10, _ => 19 };
    }

    internal sealed record RealType : TrinoType
    {
        public override string ToString() => "real";

        internal override string DuckDb => "FLOAT";

        internal override string ResultName => "float";

        internal override (int, int) ResultSize => (17, 0);

        internal override string Hive => "float";

        internal override bool IsNumeric => true;
    }

    internal sealed record DoubleType : TrinoType
    {
        public override string ToString() => "double";

        internal override string DuckDb => "DOUBLE";

        internal override (int, int) ResultSize => (17, 0);

        internal override bool IsNumeric => true;
    }

    internal sealed record DecimalType(int Precision, int Scale) : TrinoType
    {
        internal const int MaxPrecision = 38;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})");

        internal override string DuckDb => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Precision},{Scale})");

        internal override string ResultName => "decimal";

        internal override (int, int) ResultSize => (Precision, Scale);

        internal override bool IsNumeric => true;
    }

    internal sealed record VarcharType(int Length) : TrinoType
    {
        public override string ToString() =>
            Length == UnboundedLength ? "varchar" : string.Create(CultureInfo.InvariantCulture, $"varchar({Length})");

        internal override string DuckDb => "VARCHAR";

        internal override string ResultName => "varchar";

        internal override (int, int) ResultSize => (Length, 0);

        internal override string Hive => Length > 65_535 ? "string" : ToString();
    }

    internal sealed record CharType(int Length) : TrinoType
    {
        internal const int MaxLength = 65_536;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"char({Length})");

        internal override string DuckDb => "VARCHAR";

        internal override string ResultName => "char";

        internal override (int, int) ResultSize => (Length, 0);
    }

    internal sealed record VarbinaryType : TrinoType
    {
        public override string ToString() => "varbinary";

        internal override string DuckDb => "BLOB";

        internal override string Hive => "binary";
    }

    internal sealed record DateType : TrinoType
    {
        public override string ToString() => "date";

        internal override string DuckDb => "DATE";
    }

    internal sealed record TimeType(int Precision) : TrinoType
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"time({Precision})");

        internal override string DuckDb => "TIME";

        internal override string ResultName => "time";

        internal override string? Hive => null;
    }

    /// <summary>DuckDB stores microseconds, so parsing a type refuses precisions above 6.</summary>
    internal sealed record TimestampType(int Precision) : TrinoType
    {
        internal const int MaxPrecision = 6;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"timestamp({Precision})");

        internal override string DuckDb => "TIMESTAMP";

        internal override string ResultName => "timestamp";

        internal override (int, int) ResultSize => (3, 0);

        internal override string Hive => "timestamp";
    }

    /// <summary>An instant <c>t</c> (UTC) and its display zone <c>z</c>: DuckDB's own type loses the zone.</summary>
    internal sealed record TimestampTzType(int Precision) : TrinoType
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"timestamp({Precision}) with time zone");

        internal override string DuckDb => "STRUCT(t TIMESTAMP, z VARCHAR)";

        internal override string ResultName => "timestamp with time zone";

        internal override (int, int) ResultSize => (3, 0);

        internal override string? Hive => null;
    }

    internal sealed record IntervalDaySecondType : TrinoType
    {
        public override string ToString() => "interval day to second";

        internal override string DuckDb => "INTERVAL";

        internal override string? Hive => null;
    }

    internal sealed record IntervalYearMonthType : TrinoType
    {
        public override string ToString() => "interval year to month";

        internal override string DuckDb => "INTERVAL";

        internal override string? Hive => null;
    }

    /// <summary>Unchanged JSON text: DuckDB's own type would parse numbers again.</summary>
    internal sealed record JsonType : TrinoType
    {
        public override string ToString() => "json";

        internal override string DuckDb => "VARCHAR";

        internal override string? Hive => null;

        internal override bool IsOrderable => false;
    }

    internal sealed record UuidType : TrinoType
    {
        public override string ToString() => "uuid";

        internal override string DuckDb => "UUID";

        internal override string? Hive => null;
    }

    /// <summary>16 bytes, so that the order is that of the addresses.</summary>
    internal sealed record IpAddressType : TrinoType
    {
        public override string ToString() => "ipaddress";

        internal override string DuckDb => "BLOB";

        internal override string? Hive => null;
    }

    /// <summary>A sketch of a set: the list of its values as texts.</summary>
    internal sealed record HyperLogLogType : TrinoType
    {
        public override string ToString() => "HyperLogLog";

        internal override string DuckDb => "VARCHAR[]";

        internal override string? Hive => null;

        internal override bool IsOrderable => false;

        internal override bool IsComparable => false;
    }

    internal sealed record ArrayType(TrinoType Element) : TrinoType
    {
        public override string ToString() => $"array({Element})";

        internal override string DuckDb => $"{Element.DuckDb}[]";

        internal override string ResultName => "array";

        internal override string? Hive => Element.Hive is { } element ? $"array<{element}>" : null;

        internal override bool IsOrderable => Element.IsOrderable;

        internal override bool IsComparable => Element.IsComparable;
    }

    internal sealed record MapType(TrinoType Key, TrinoType Value) : TrinoType
    {
        public override string ToString() => $"map({Key}, {Value})";

        internal override string DuckDb => $"MAP({Key.DuckDb}, {Value.DuckDb})";

        internal override string ResultName => "map";

        internal override string? Hive => Key.Hive is { } key && Value.Hive is { } value ? $"map<{key},{value}>" : null;

        internal override bool IsOrderable => false;
    }

    internal sealed record RowType(IReadOnlyList<RowField> Fields) : TrinoType
    {
        public bool Equals(RowType? other) => other is not null && Fields.SequenceEqual(other.Fields);

        public override int GetHashCode() => Fields.Aggregate(Fields.Count, HashCode.Combine);

        public override string ToString() => $"row({string.Join(", ", Fields)})";

        internal override string DuckDb =>
            $"STRUCT({string.Join(", ", Fields.Select((member, i) => $"{SqlText.Name(FieldName(i))} {member.Type.DuckDb}"))})";

        internal override string ResultName => "row";

        internal override string? Hive => Fields.All(member => member is { Name: not null, Type.Hive: not null })
            ? $"struct<{string.Join(',', Fields.Select(member => $"{member.Name}:{member.Type.Hive}"))}>"
            : null;

        internal override bool IsOrderable => Fields.All(member => member.Type.IsOrderable);

        /// <summary>Returns the field's name in DuckDB, where names are unique and never missing.</summary>
        internal string FieldName(int field)
        {
            var unique = Fields.All(one => one.Name is not null)
                && Fields.DistinctBy(one => one.Name!, StringComparer.OrdinalIgnoreCase).Count() == Fields.Count;
            return unique ? Fields[field].Name! : string.Create(CultureInfo.InvariantCulture, $"field{field}");
        }
    }

    /// <summary>A lambda, only for functions.</summary>
    internal sealed record FunctionType : TrinoType
    {
        public override string ToString() => "function";

        internal override string DuckDb => "";

        internal override string? Hive => null;

        internal override bool IsComparable => false;
    }
}
