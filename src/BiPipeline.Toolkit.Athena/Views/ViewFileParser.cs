namespace BiPipeline.Toolkit.Athena;

/// <summary>Splits a file into view statements.</summary>
sealed class ViewFileParser
{
    /// <summary>A problem, and whether it is only that the statement does not create a view.</summary>
    internal readonly record struct Problem(string Text, bool IsOtherStatement);

    readonly string _source;
    readonly List<ViewDefinition> _views = [];
    readonly List<Problem> _problems = [];
    string _sql;

    ViewFileParser(string sql, string source) => (_sql, _source) = (sql, source);

    internal static (IReadOnlyList<ViewDefinition> Views, IReadOnlyList<Problem> Problems) Parse(
        string sql,
        string source,
        IReadOnlyDictionary<string, string> parameters)
    {
        var parser = new ViewFileParser(sql, source);
        try
        {
            parser._sql = SqlParameters.Replace(sql, parameters);
            foreach (var statement in SqlStatement.Split(parser._sql)) { parser.ReadView(statement); }
        }
        catch (SqlSyntaxException exception)
        {
            parser._problems.Add(new($"{source}:{exception.Place}: {exception.Message}.", IsOtherStatement: false));
        }
        return (parser._views, parser._problems);
    }

    void ReadView(SqlStatement statement)
    {
        var tokens = statement.Tokens;
        var at = 0;
        if (!Take("CREATE"))
        {
            AddProblem(tokens[0], "the statement does not create a view; expected CREATE OR REPLACE VIEW", isOther: true);
            return;
        }
        if (Take("OR")) { Take("REPLACE"); }
        if (!Take("VIEW"))
        {
            AddProblem(tokens[0], "the statement does not create a view; expected CREATE OR REPLACE VIEW", isOther: true);
            return;
        }

        var nameAt = at;
        if (at >= tokens.Count || !tokens[at].IsName)
        {
            AddProblem(tokens[Math.Min(at, tokens.Count - 1)], "VIEW has no name; expected one");
            return;
        }
        while (at + 2 < tokens.Count && tokens[at + 1].IsSymbol('.') && tokens[at + 2].IsName) { at += 2; }
        var name = TableReference.Fold(tokens[at++].Text);
        if (!name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_')
            || name.Length > TableSchema.MaxNameLength)
        {
            AddProblem(tokens[nameAt], $"view name '{name}' is invalid; expected 1 to 255 letters, digits and _");
            return;
        }
        if (at < tokens.Count && tokens[at].IsSymbol('('))
        {
            AddProblem(tokens[at], $"view '{name}' has a column list, which Athena does not support; name the columns in its SELECT");
            return;
        }
        if (!Take("AS") || at >= tokens.Count || !(tokens[at].IsWord("SELECT") || tokens[at].IsWord("WITH") || tokens[at].IsSymbol('(')))
        {
            AddProblem(tokens[Math.Min(at, tokens.Count - 1)], $"view '{name}' has no query; expected AS and a SELECT or WITH");
            return;
        }
        foreach (var quoted in tokens.Where(token => token.Kind == SqlTokenKind.BacktickName))
        {
            AddProblem(quoted, $"view '{name}' has a name in backticks; expected double quotes");
        }
        _views.Add(new(name, _sql[tokens[at].Start..tokens[^1].End], Place(tokens[nameAt]))
        {
            DisplayName = statement.Header("name"),
            Owner = statement.Header("owner"),
            Grain = statement.Header("grain"),
        });

        bool Take(string word)
        {
            if (at >= tokens.Count || !tokens[at].IsWord(word)) { return false; }
            at++;
            return true;
        }
    }

    string Place(SqlToken token) => $"{_source}:{SqlSyntaxException.PlaceOf(_sql, token.Start)}";

    void AddProblem(SqlToken token, string text, bool isOther = false) => _problems.Add(new($"{Place(token)}: {text}.", isOther));
}
