namespace BiPipeline.Toolkit.Athena;

enum SqlTokenKind
{
    /// <summary>A keyword or a name without quotes.</summary>
    Word = 0,

    /// <summary>A name in double quotes; its text is the name.</summary>
    QuotedName,

    /// <summary>A name in backticks, only for Athena's Hive DDL.</summary>
    BacktickName,

    /// <summary>A text in single quotes; its text is the content.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>${name}</c> outside quotes; its text is the name.</summary>
    Parameter,

    /// <summary>Any other character.</summary>
    Symbol,

    /// <summary>A comment with its delimiters.</summary>
    Comment,
}
