namespace BiPipeline.Toolkit.Athena;

/// <summary>One statement of a file: its tokens without comments, and the comments before it.</summary>
sealed record SqlStatement(IReadOnlyList<SqlToken> Tokens, IReadOnlyList<string> Comments)
{
    internal static IEnumerable<SqlStatement> Split(string sql)
    {
        List<SqlToken> tokens = [];
        List<string> comments = [];
        foreach (var token in SqlTokenizer.Read(sql))
        {
            if (token.Kind == SqlTokenKind.Comment)
            {
                if (tokens.Count == 0) { comments.Add(token.Text); }
            }
            else if (!token.IsSymbol(';'))
            {
                tokens.Add(token);
            }
            else if (tokens.Count > 0)
            {
                yield return new(tokens, comments);
                (tokens, comments) = ([], []);
            }
        }
        if (tokens.Count > 0) { yield return new(tokens, comments); }
    }

    /// <summary>Returns the text of a <c>-- key: text</c> comment before the statement; null if there is none.</summary>
    internal string? Header(string key)
    {
        foreach (var comment in Comments.Where(comment => comment.StartsWith("--", StringComparison.Ordinal)))
        {
            var text = comment.AsSpan(2).Trim();
            var colon = text.IndexOf(':');
            if (colon > 0 && text[..colon].TrimEnd().Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return text[(colon + 1)..].Trim().ToString();
            }
        }
        return null;
    }
}
