using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>The options of EXPLAIN (Athena user guide, "Using EXPLAIN and EXPLAIN ANALYZE in Athena").</summary>
readonly record struct ExplainOptions(ExplainType Type, ExplainFormat Format)
{
    /// <summary>Reads <c>(TYPE …, FORMAT …)</c>; without it, the defaults.</summary>
    internal static ExplainOptions Read(SqlTokenReader reader)
    {
        var options = default(ExplainOptions);
        if (!reader.IsSymbol("(") || !(reader.Peek(1).IsWord("TYPE") || reader.Peek(1).IsWord("FORMAT"))) { return options; }
        reader.Take();
        do
        {
            if (reader.TryWord("TYPE")) { options = options with { Type = Value<ExplainType>(reader) }; }
            else
            {
                reader.Words("FORMAT");
                options = options with { Format = Value<ExplainFormat>(reader) };
            }
        }
        while (reader.TrySymbol(","));
        reader.Symbol(")");
        return options;
    }

    static T Value<T>(SqlTokenReader reader)
        where T : struct, Enum
    {
        var expected = string.Join(", ", Enum.GetNames<T>().Select(name => $"'{name.ToUpperInvariant()}'"));
        if (reader.Current.Kind != SqlTokenKind.Word || !Enum.TryParse<T>(reader.Current.Value, ignoreCase: true, out var value))
        {
            throw reader.Unexpected(expected);
        }
        reader.Take();
        return value;
    }
}
