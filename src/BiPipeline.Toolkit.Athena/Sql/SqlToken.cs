namespace BiPipeline.Toolkit.Athena;

/// <summary>One token and its position.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">The text; for names and texts, without quotes and doubled quotes.</param>
/// <param name="Start">Index of the first character.</param>
/// <param name="End">Index after the last character.</param>
readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start, int End)
{
    internal bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    internal bool IsWord(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    internal bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Text[0] == symbol;
}
