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

    /// <summary>Returns the value of a column as a type; null only for a nullable type.</summary>
    /// <exception cref="InvalidCastException">The value is NULL or has another type.</exception>
    public T Get<T>(string name) => this[name] switch
    {
        T value => value,
        null when default(T) is null => default!,
        var other => throw new InvalidCastException($"Column '{name}' is {other?.GetType().Name ?? "NULL"}; expected {typeof(T).Name}."),
    };

    /// <summary>Returns the text of a column from the service; null is SQL NULL.</summary>
    /// <exception cref="KeyNotFoundException">The result has no such column.</exception>
    public string? GetText(string name) => _texts[_columns.IndexOf(name)];

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
