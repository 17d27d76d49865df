namespace BiPipeline.Toolkit.AthenaSql.Tokens;

/// <summary>A token. <paramref name="Value"/> is without quotes and with resolved escapes.</summary>
readonly record struct SqlToken(SqlTokenKind Kind, string Value, int Start, int End, SqlPosition Position)
{
    internal bool IsWord(string word) => Kind == SqlTokenKind.Word && Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    internal bool IsSymbol(string symbol) => Kind == SqlTokenKind.Symbol && Value == symbol;
}
