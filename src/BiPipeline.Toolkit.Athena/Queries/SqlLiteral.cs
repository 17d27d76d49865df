namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// A value as SQL text: what a query's <c>?</c> takes (<see cref="AthenaQuery.Parameters"/>). Plain .NET values convert by themselves,
/// <c>["PAID", 5, 12.5m, new DateOnly(2026, 1, 31)]</c>, and text is quoted, so that a value never becomes SQL.
/// </summary>
[SuppressMessage("Usage", "CA2225", Justification = "A literal is made by the conversion or by String; a method per type adds nothing.")]
public sealed record SqlLiteral
{
    SqlLiteral(string sql) => Sql = sql;

    /// <summary>SQL's NULL.</summary>
    public static SqlLiteral Null { get; } = new("NULL");

    /// <summary>The literal as it stands in SQL, such as <c>'it''s'</c>.</summary>
    public string Sql { get; }

    /// <summary>A varchar, quoted.</summary>
    public static SqlLiteral String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(SqlText.Literal(value));
    }

    /// <summary>A varchar, quoted; null is NULL.</summary>
    public static implicit operator SqlLiteral(string? value) => value is null ? Null : String(value);

    /// <summary>A boolean.</summary>
    public static implicit operator SqlLiteral(bool value) => new(value ? "true" : "false");

    /// <summary>An integer or bigint; smaller integers convert too.</summary>
    public static implicit operator SqlLiteral(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A decimal with the value's own digits.</summary>
    public static implicit operator SqlLiteral(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return new(text.Contains('.', StringComparison.Ordinal) ? text : $"DECIMAL '{text}'");
    }

    /// <summary>A double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite; Athena has functions for those, not literals.</exception>
    public static implicit operator SqlLiteral(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                "A double must be finite; use infinity() or nan() in the statement.");
        }
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return new(text.Contains('E', StringComparison.Ordinal) ? text : $"{text}E0");
    }

    /// <summary>A date.</summary>
    public static implicit operator SqlLiteral(DateOnly value) =>
        new($"DATE '{value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'");

    /// <summary>A timestamp without a zone, in milliseconds.</summary>
    public static implicit operator SqlLiteral(DateTime value) =>
        new($"TIMESTAMP '{value.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}'");

    /// <summary>An instant as a timestamp with the zone UTC, in milliseconds.</summary>
    public static implicit operator SqlLiteral(DateTimeOffset value) =>
        new($"TIMESTAMP '{value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC'");

    /// <inheritdoc/>
    public override string ToString() => Sql;
}
