namespace BiPipeline.Toolkit.AthenaSql.Tokens;

/// <summary>Reads a statement's tokens. An unexpected token is a syntax error at its position, in the words of Trino's parser.</summary>
sealed class SqlTokenReader(string sql, SqlDialect dialect = SqlDialect.Trino)
{
    const int MaxTypeDepth = 32;

    readonly List<SqlToken> _tokens = SqlTokenizer.Tokenize(sql, dialect);
    Dictionary<int, int>? _closing;
    int _position;
    int _typeDepth;

    internal string Sql { get; } = sql;

    /// <summary>Whether backticks are valid, only in Hive's DDL.</summary>
    bool AllowBackticks => dialect == SqlDialect.Hive;

    internal SqlToken Current => _tokens[_position];

    internal SqlPosition Position => Current.Position;

    internal int Index
    {
        get => _position;
        set => _position = value;
    }

    internal SqlToken Peek(int offset) => _tokens[Math.Min(_position + offset, _tokens.Count - 1)];

    /// <summary>
    /// Whether the parenthesis at this index encloses a query, not an expression or a join. Looks ahead instead of trying both, which would
    /// take exponential time in the nesting.
    /// </summary>
    internal bool EnclosesQuery(int index)
    {
        var inner = index;
        while (_tokens[inner].IsSymbol("(")) { inner++; }
        if (!IsQueryStart(inner)) { return false; }
        // "((SELECT 1) UNION …)" is a query, "((SELECT 1) + 1)" is not: the token after each inner parenthesis decides.
        for (var open = inner - 1; open > index; open--)
        {
            var close = Closing(open);
            if (close < 0 || !IsAfterQuery(_tokens[close + 1])) { return false; }
        }
        return true;
    }

    bool IsQueryStart(int index)
    {
        var token = _tokens[index];
        return token.IsWord("SELECT")
            || token.IsWord("WITH")
            || token.IsWord("VALUES")
            || (token.IsWord("TABLE") && !_tokens[index + 1].IsSymbol("("));
    }

    static bool IsAfterQuery(SqlToken token) =>
        token.IsSymbol(")")
            || (token.Kind == SqlTokenKind.Word
                && token.Value.ToUpperInvariant() is "UNION" or "INTERSECT" or "EXCEPT" or "ORDER" or "OFFSET" or "LIMIT" or "FETCH");

    /// <summary>Returns the index of the closing parenthesis; -1 if there is none.</summary>
    int Closing(int open)
    {
        if (_closing is null)
        {
            _closing = [];
            var stack = new Stack<int>();
            for (var i = 0; i < _tokens.Count; i++)
            {
                if (_tokens[i].IsSymbol("(")) { stack.Push(i); }
                else if (_tokens[i].IsSymbol(")") && stack.TryPop(out var opening)) { _closing[opening] = i; }
            }
        }
        return _closing.GetValueOrDefault(open, -1);
    }

    /// <summary>Counts nested types.</summary>
    internal void DescendIntoType()
    {
        if (++_typeDepth > MaxTypeDepth)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"The type nests deeper than {MaxTypeDepth.ToString(CultureInfo.InvariantCulture)} levels",
                Position);
        }
    }

    internal void AscendFromType() => _typeDepth--;

    internal bool PeekIsName(int offset) => Peek(offset).Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    internal SqlToken Take() => _tokens[_position < _tokens.Count - 1 ? _position++ : _position];

    internal bool IsWord(string word) => Current.IsWord(word);

    internal bool IsSymbol(string symbol) => Current.IsSymbol(symbol);

    internal bool IsWords(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!Peek(i).IsWord(words[i])) { return false; }
        }
        return true;
    }

    internal bool TryWord(string word)
    {
        if (!IsWord(word)) { return false; }
        Take();
        return true;
    }

    internal bool TryWords(params ReadOnlySpan<string> words)
    {
        if (!IsWords(words)) { return false; }
        _position += words.Length;
        return true;
    }

    internal bool TrySymbol(string symbol)
    {
        if (!IsSymbol(symbol)) { return false; }
        Take();
        return true;
    }

    internal void Words(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (!TryWord(word)) { throw Unexpected($"'{word}'"); }
        }
    }

    internal void Symbol(string symbol)
    {
        if (!TrySymbol(symbol)) { throw Unexpected($"'{symbol}'"); }
    }

    /// <summary>Reads a word, reserved or not: a type's or unit's name.</summary>
    internal SqlName Word()
    {
        if (Current.Kind != SqlTokenKind.Word) { throw Unexpected("<identifier>"); }
        var token = Take();
        return new(token.Value, false, token.Position);
    }

    /// <summary>Reads a name that may be a reserved word, where the grammar is unambiguous.</summary>
    internal SqlName AnyName() => Current.Kind == SqlTokenKind.Word ? Word() : Name();

    /// <summary>Reads a name: a word that is not reserved, or a quoted one.</summary>
    internal SqlName Name()
    {
        var token = Current;
        switch (token.Kind)
        {
            case SqlTokenKind.Word when !SqlWords.IsReserved(token.Value) || AllowBackticks:
                Take();
                return new(token.Value, false, token.Position);
            case SqlTokenKind.QuotedName when token.Value.Length == 0:
                throw new LocalAthenaQueryException(
                    FailureCode.SyntaxError,
                    "Zero-length delimited identifier not allowed",
                    token.Position);
            case SqlTokenKind.QuotedName:
                Take();
                return new(token.Value, true, token.Position);
            case SqlTokenKind.BacktickName when AllowBackticks:
                Take();
                return new(token.Value, true, token.Position);
            case SqlTokenKind.BacktickName:
                throw new LocalAthenaQueryException(
                    FailureCode.SyntaxError,
                    "backquoted identifiers are not supported; use double quotes to quote identifiers",
                    token.Position);
            default:
                throw Unexpected("<identifier>");
        }
    }

    internal bool IsName() => Current.Kind switch
    {
        SqlTokenKind.Word => !SqlWords.IsReserved(Current.Value) || AllowBackticks,
        SqlTokenKind.QuotedName or SqlTokenKind.BacktickName => true,
        _ => false,
    };

    internal QualifiedName QualifiedName()
    {
        List<SqlName> parts = [Name()];
        while (TrySymbol(".")) { parts.Add(Name()); }
        return new(parts);
    }

    /// <summary>A string; Hive's DDL, where names have backticks, has them in double quotes too.</summary>
    internal string Text() => IsText ? Take().Value : throw Unexpected("<string>");

    internal bool IsText => Current.Kind == SqlTokenKind.Text || (AllowBackticks && Current.Kind == SqlTokenKind.QuotedName);

    internal int Number() =>
        Current.Kind == SqlTokenKind.Integer && int.TryParse(Current.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Advance(number)
            : throw Unexpected("<integer>");

    internal void ExpectEnd()
    {
        TrySymbol(";");
        if (Current.Kind != SqlTokenKind.End) { throw Unexpected("<EOF>"); }
    }

    internal LocalAthenaQueryException Unexpected(string expecting) =>
        new(
            FailureCode.SyntaxError,
            $"mismatched input '{Sql[Current.Start..Current.End].ReplaceLineEndings(" ")}"
            + $"{(Current.Kind == SqlTokenKind.End ? "<EOF>" : "")}'. Expecting: {expecting}",
            Current.Position);

    int Advance(int number)
    {
        Take();
        return number;
    }
}
