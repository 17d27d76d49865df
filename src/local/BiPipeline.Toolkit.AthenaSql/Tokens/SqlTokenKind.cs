namespace BiPipeline.Toolkit.AthenaSql.Tokens;

/// <summary>The kind of a token.</summary>
enum SqlTokenKind
{
    End,

    /// <summary>A name or key word without quotes.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    QuotedName,

    /// <summary>A name in backticks, only for Hive DDL.</summary>
    BacktickName,

    /// <summary>Text in single quotes.</summary>
    Text,

    /// <summary>X'…'.</summary>
    Binary,

    Integer,
    Decimal,

    /// <summary>A number with an exponent.</summary>
    Double,

    Symbol,

    /// <summary><c>?</c>.</summary>
    Parameter,
}
