namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// One row. Its values are .NET values by their column's type: <c>boolean</c> bool, <c>tinyint</c> to <c>integer</c> int, <c>bigint</c>
/// long, <c>real</c> and <c>double</c> double, <c>decimal</c> of up to 28 digits decimal, <c>date</c> DateOnly, <c>timestamp</c> DateTime.
/// Other values are text: wider decimals, which .NET's can't hold exactly, arrays, maps, rows, times with a zone.
/// </summary>
public sealed class AthenaRow
{
    const int MaxDecimalDigits = 28;

    readonly AthenaRowColumns _columns;
    readonly IReadOnlyList<string?> _texts;

    internal AthenaRow(AthenaRowColumns columns, IReadOnlyList<string?> texts) => (_columns, _texts) = (columns, texts);

    /// <summary>The columns.</summary>
    public IReadOnlyList<AthenaColumn> Columns => _columns.All;

    /// <summary>
    /// The texts from the service; null is SQL NULL. DESCRIBE and SHOW send one text per row, even for several columns.
    /// </summary>
    public IReadOnlyList<string?> Texts => _texts;

    /// <summary>The value of a column; null is SQL NULL.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row has no such column.</exception>
    public object? this[int index] => Value(Columns[index], _texts[index]);

    /// <summary>The value of a column; null is SQL NULL.</summary>
    /// <exception cref="KeyNotFoundException">The result has no such column.</exception>
    public object? this[string name] => this[_columns.IndexOf(name)];

    /// <summary>
    /// Returns the value of a column as a type; null only for a nullable type. A number is also returned as a wider type that holds it
    /// exactly: int as long, double or decimal, long as decimal, and a decimal of any precision, such as that of <c>sum</c>, as decimal
    /// when its digits fit.
    /// </summary>
    /// <exception cref="InvalidCastException">The value is NULL, has another type, or has more digits than a decimal.</exception>
    /// <exception cref="KeyNotFoundException">The result has no such column.</exception>
    public T Get<T>(string name)
    {
        var index = _columns.IndexOf(name);
        var value = this[index];
        if (value is T typed) { return typed; }
        if (value is null && default(T) is null) { return default!; }
        var target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (Widened(target, Columns[index], value) is T exact) { return exact; }
        throw new InvalidCastException(
            target == typeof(decimal) && Columns[index].Type == "decimal" && value is string
                ? $"Column '{name}' has more digits than a .NET decimal holds; expected at most {MaxDecimalDigits}. Read it with GetText."
                : $"Column '{name}' is {value?.GetType().Name ?? "NULL"}; expected {target.Name}.");
    }

    /// <summary>Returns the text of a column from the service; null is SQL NULL.</summary>
    /// <exception cref="KeyNotFoundException">The result has no such column.</exception>
    public string? GetText(string name) => _texts[_columns.IndexOf(name)];

    // Null when the type doesn't hold the value exactly.
    static object? Widened(Type target, AthenaColumn column, object? value) => (Type.GetTypeCode(target), value) switch
    {
        (TypeCode.Int64, int number) => (object)(long)number,
        (TypeCode.Double, int number) => (double)number,
        (TypeCode.Decimal, int number) => (decimal)number,
        (TypeCode.Decimal, long number) => (decimal)number,
        (TypeCode.Decimal, string text) when column.Type == "decimal" => ExactDecimal(text),
        _ => null,
    };

    // Parsing rounds digits that do not fit; the number then has another text.
    static decimal? ExactDecimal(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && WithoutZeros(number.ToString(CultureInfo.InvariantCulture)) == WithoutZeros(text)
            ? number
            : null;

    static string WithoutZeros(string number) =>
        number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    static object? Value(AthenaColumn column, string? text) => text is null
        ? null
        : column.Type switch
        {
            "boolean" => bool.Parse(text),
            "tinyint" or "smallint" or "integer" => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            "bigint" => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            "real" or "float" or "double" => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
            "decimal" when column.Precision is > 0 and <= MaxDecimalDigits =>
                decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture),
            "date" => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            "timestamp" => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None),
            _ => text,
        };
}
