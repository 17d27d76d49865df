namespace BiPipeline.Toolkit.Athena;

/// <summary>One token and where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; without quotes, and with doubled quotes undone, for names and texts.</param>
/// <param name="Start">Its first character's index.</param>
/// <param name="End">The index after its last character.</param>
readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start, int End)
{
    internal bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    internal bool IsWord(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    internal bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Text[0] == symbol;
}
