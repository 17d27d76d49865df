namespace BiPipeline.Toolkit.Athena;

/// <summary>Replaces <c>${name}</c> with values, quoted for their position, so that a value never becomes SQL.</summary>
static class SqlParameters
{
    /// <summary>Returns the values of a call: the database as <c>database</c>, unless the others contain it.</summary>
    internal static Dictionary<string, string> Of(string? database, IReadOnlyDictionary<string, string>? others)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (database is not null) { values["database"] = database; }
        if (others is null) { return values; }
        foreach (var (name, value) in others) { values[name] = value; }
        return values;
    }

    internal static string Replace(string sql, IReadOnlyDictionary<string, string> parameters)
    {
        if (!sql.Contains("${", StringComparison.Ordinal)) { return sql; }

        var replaced = new StringBuilder(sql.Length);
        var copied = 0;
        foreach (var token in SqlTokenizer.Read(sql))
        {
            var text = token.Kind switch
            {
                SqlTokenKind.Parameter => SqlText.Name(Value(token.Text, token.Start)),
                SqlTokenKind.QuotedName when token.Text.Contains("${", StringComparison.Ordinal) => SqlText.Name(Inside(token)),
                SqlTokenKind.Text when token.Text.Contains("${", StringComparison.Ordinal) => SqlText.Literal(Inside(token)),
                _ => null,
            };
            if (text is null) { continue; }
            replaced.Append(sql, copied, token.Start - copied).Append(text);
            copied = token.End;
        }
        return replaced.Append(sql, copied, sql.Length - copied).ToString();

        string Inside(SqlToken token)
        {
            var text = new StringBuilder();
            var rest = token.Text.AsSpan();
            while (rest.IndexOf("${") is >= 0 and var start)
            {
                var end = rest[start..].IndexOf('}');
                if (end < 0) { throw new SqlSyntaxException("a parameter has no end; expected }", sql, token.Start); }
                text.Append(rest[..start]).Append(Value(rest.Slice(start + 2, end - 2).ToString(), token.Start));
                rest = rest[(start + end + 1)..];
            }
            return text.Append(rest).ToString();
        }

        string Value(string name, int position) => parameters.TryGetValue(name, out var value)
            ? value
            : throw new SqlSyntaxException($"parameter ${{{name}}} has no value; expected one of {Known()}", sql, position);

        string Known() => parameters.Count == 0 ? "none" : string.Join(", ", parameters.Keys.Order(StringComparer.Ordinal));
    }
}
