namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// A value as SQL text, for a query's <c>?</c> (<see cref="AthenaQuery.Parameters"/>). Plain .NET values convert implicitly, <c>["PAID", 5,
/// 12.5m, new DateOnly(2026, 1, 31)]</c>. Text is quoted, so that a value never becomes SQL.
/// </summary>
[SuppressMessage("Usage", "CA2225", Justification = "A literal is made by the conversion or by String; a method per type adds nothing.")]
public sealed record SqlLiteral
{
    SqlLiteral(string sql) => Sql = sql;

    /// <summary>SQL's NULL.</summary>
    public static SqlLiteral Null { get; } = new("NULL");

    /// <summary>The literal's SQL, such as <c>'it''s'</c>.</summary>
    public string Sql { get; }

    /// <summary>Returns a quoted varchar.</summary>
    public static SqlLiteral String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(SqlText.Literal(value));
    }

    /// <summary>Converts text to a quoted varchar; null to NULL.</summary>
    public static implicit operator SqlLiteral(string? value) => value is null ? Null : String(value);

    /// <summary>Converts a boolean.</summary>
    public static implicit operator SqlLiteral(bool value) => new(value ? "true" : "false");

    /// <summary>Converts an integer to an integer or bigint, also from smaller integer types.</summary>
    public static implicit operator SqlLiteral(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Converts a decimal, with the value's own digits.</summary>
    public static implicit operator SqlLiteral(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return new(text.Contains('.', StringComparison.Ordinal) ? text : $"DECIMAL '{text}'");
    }

    /// <summary>Converts a double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite; Athena has only functions for such values.</exception>
    public static implicit operator SqlLiteral(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                "The double is not finite; expected a finite number. Use infinity() or nan() in the statement.");
        }
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return new(text.Contains('E', StringComparison.Ordinal) ? text : $"{text}E0");
    }

    /// <summary>Converts a date.</summary>
    public static implicit operator SqlLiteral(DateOnly value) =>
        new($"DATE '{value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'");

    /// <summary>Converts a time to a timestamp without a zone, in milliseconds.</summary>
    public static implicit operator SqlLiteral(DateTime value) =>
        new($"TIMESTAMP '{value.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}'");

    /// <summary>Converts a time to a timestamp with the zone UTC, in milliseconds.</summary>
    public static implicit operator SqlLiteral(DateTimeOffset value) =>
        new($"TIMESTAMP '{value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC'");

    /// <inheritdoc/>
    public override string ToString() => Sql;
}
