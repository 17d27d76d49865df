namespace BiPipeline.Toolkit;

/// <summary>
/// A column type in Hive's grammar, which Glue, Parquet and Athena share. Types compare by content.
/// </summary>
public abstract record DataType
{
    /// <summary>Largest nesting depth of a type, 32, as in DynamoDB (service quota "Nested attribute depth").</summary>
    public const int MaxDepth = 32;

    private protected DataType() { }

    /// <summary><c>string</c>: UTF-8 text.</summary>
    public static DataType String { get; } = new StringType();

    /// <summary><c>boolean</c>.</summary>
    public static DataType Boolean { get; } = new BooleanType();

    /// <summary><c>int</c>: 32 bits, signed.</summary>
    public static DataType Int { get; } = new IntType();

    /// <summary><c>bigint</c>: 64 bits, signed.</summary>
    public static DataType Bigint { get; } = new BigintType();

    /// <summary><c>double</c>: IEEE 754 binary64, finite values only.</summary>
    public static DataType Double { get; } = new DoubleType();

    /// <summary><c>date</c>: days since 1970-01-01.</summary>
    public static DataType Date { get; } = new DateType();

    /// <summary><c>timestamp</c>: milliseconds since 1970-01-01T00:00:00Z, Athena's precision for Hive tables.</summary>
    public static DataType Timestamp { get; } = new TimestampType();

    /// <summary><c>binary</c>: bytes.</summary>
    public static DataType Binary { get; } = new BinaryType();

    /// <summary>Returns <c>decimal(p,s)</c>.</summary>
    /// <param name="precision">Number of digits, 1 to 38.</param>
    /// <param name="scale">Number of digits after the point, 0 to <paramref name="precision"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static DataType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, DecimalType.MaxPrecision);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new DecimalType(precision, scale);
    }

    /// <summary>Returns <c>array&lt;element&gt;</c>.</summary>
    public static DataType Array(DataType element) => new ArrayType(element);

    /// <summary>Returns <c>map&lt;string,value&gt;</c>.</summary>
    public static DataType Map(DataType value) => new MapType(value);

    /// <summary>Returns <c>struct&lt;name:type,…&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The list of fields is empty: Parquet has no empty group.</exception>
    public static DataType Struct(params IReadOnlyList<StructField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Count > 0
            ? new StructType(fields)
            : throw new ArgumentException("The struct has no fields; expected at least one.", nameof(fields));
    }

    /// <summary>
    /// Parses a type in Hive's grammar, such as <c>array&lt;struct&lt;sku:string,price:decimal(12,2)&gt;&gt;</c>; accepts white space
    /// between tokens.
    /// </summary>
    /// <exception cref="FormatException">The text is not a type; the message has the position and what is expected there.</exception>
    public static DataType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DataTypeParser(text).Parse();
    }

    /// <summary>Parses a type. Returns false with the problem when the text is not a type.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DataType? type, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (type, problem) = (Parse(text), null);
            return true;
        }
        catch (FormatException exception)
        {
            (type, problem) = (null, exception.Message);
            return false;
        }
    }

    /// <summary>Returns the type in the spelling of Glue and Athena, without white space.</summary>
    public abstract override string ToString();

    /// <summary>UTF-8 text.</summary>
    internal sealed record StringType : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => "string";
    }

    /// <summary>True or false.</summary>
    internal sealed record BooleanType : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => "boolean";
    }

    /// <summary>32-bit signed integer.</summary>
    internal sealed record IntType : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => "int";
    }

    /// <summary>64-bit signed integer.</summary>
    internal sealed record BigintType : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => "bigint";
    }

    /// <summary>IEEE 754 binary64.</summary>
    internal sealed record DoubleType : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => "double";
    }

    /// <summary>Days since 1970-01-01.</summary>
    internal sealed record DateType : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => "date";
    }

    /// <summary>UTC milliseconds since 1970-01-01.</summary>
    internal sealed record TimestampType : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => "timestamp";
    }

    /// <summary>Bytes.</summary>
    internal sealed record BinaryType : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => "binary";
    }

    /// <summary>Exact decimal number with a fixed scale.</summary>
    /// <param name="Precision">Number of digits, 1 to 38.</param>
    /// <param name="Scale">Number of digits after the point, 0 to <paramref name="Precision"/>.</param>
    public sealed record DecimalType(int Precision, int Scale) : DataType
    {
        /// <summary>38, the largest number of digits in Hive, Athena and DynamoDB.</summary>
        public const int MaxPrecision = 38;

        /// <summary>18, the largest number of digits whose unscaled value fits in 64 bits.</summary>
        public const int MaxInt64Precision = 18;

        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})");
    }

    /// <summary>List of values of one type.</summary>
    /// <param name="Element">The type of each element.</param>
    public sealed record ArrayType(DataType Element) : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => $"array<{Element}>";
    }

    /// <summary>Map from text to values of one type.</summary>
    /// <param name="Value">The type of each value.</param>
    public sealed record MapType(DataType Value) : DataType
    {
        /// <inheritdoc/>
        public override string ToString() => $"map<string,{Value}>";
    }

    /// <summary>Named fields, at least one.</summary>
    /// <param name="Fields">The fields in their order.</param>
    public sealed record StructType(IReadOnlyList<StructField> Fields) : DataType
    {
        /// <inheritdoc/>
        public bool Equals(StructType? other) => other is not null && Fields.SequenceEqual(other.Fields);

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var field in Fields) { hash.Add(field); }
            return hash.ToHashCode();
        }

        /// <inheritdoc/>
        public override string ToString() => $"struct<{string.Join(',', Fields)}>";
    }
}
