namespace BiPipeline.Toolkit.AthenaSql.Tokens;

/// <summary>
/// Splits a statement into tokens by Trino's lexical grammar. It also accepts Hive's backticks, which the query parser then refuses.
/// </summary>
sealed class SqlTokenizer(string sql, SqlDialect dialect)
{
    static readonly string[] Symbols =
    [
        "<>",
        "!=",
        "<=",
        ">=",
        "->",
        "=>",
        "||",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        ";",
        "+",
        "-",
        "*",
        "/",
        "%",
        "=",
        "<",
        ">",
        ":",
        "{",
        "}",
    ];

    int _position;
    int _line = 1;
    int _lineStart;

    internal static List<SqlToken> Tokenize(string sql, SqlDialect dialect)
    {
        var tokenizer = new SqlTokenizer(sql, dialect);
        List<SqlToken> tokens = [];
        do { tokens.Add(tokenizer.Next()); } while (tokens[^1].Kind != SqlTokenKind.End);
        return tokens;
    }

    SqlPosition Here => new(_line, _position - _lineStart + 1);

    SqlToken Next()
    {
        SkipSpaceAndComments();
        var (start, position) = (_position, Here);
        if (_position >= sql.Length) { return new(SqlTokenKind.End, "<EOF>", start, start, position); }

        var character = sql[_position];
        switch (character)
        {
            case '\'': return new(SqlTokenKind.Text, Quoted('\'', position), start, _position, position);
            case '"': return new(SqlTokenKind.QuotedName, Quoted('"', position), start, _position, position);
            case '`': return new(SqlTokenKind.BacktickName, Quoted('`', position), start, _position, position);
            case '?':
                _position++;
                return new(SqlTokenKind.Parameter, "?", start, _position, position);
            case 'X' or 'x' when Peek(1) == '\'':
                _position++;
                return new(SqlTokenKind.Binary, Quoted('\'', position), start, _position, position);
            case 'U' or 'u' when Peek(1) == '&' && Peek(2) == '\'':
                _position += 2;
                return new(SqlTokenKind.Text, UnicodeEscapes(Quoted('\'', position), EscapeSign(), position), start, _position, position);
        }
        if (char.IsAsciiDigit(character) || (character == '.' && char.IsAsciiDigit(Peek(1)))) { return Number(start, position); }
        if (IsWordStart(character)) { return Word(start, position); }
        foreach (var symbol in Symbols)
        {
            if (sql.AsSpan(_position).StartsWith(symbol))
            {
                _position += symbol.Length;
                return new(SqlTokenKind.Symbol, symbol == "!=" ? "<>" : symbol, start, _position, position);
            }
        }
        throw Fail(position, $"mismatched input '{character}'");
    }

    SqlToken Word(int start, SqlPosition position)
    {
        while (_position < sql.Length && (IsWordStart(sql[_position]) || char.IsAsciiDigit(sql[_position]) || sql[_position] == '$'))
        {
            _position++;
        }
        return new(SqlTokenKind.Word, sql[start.._position], start, _position, position);
    }

    SqlToken Number(int start, SqlPosition position)
    {
        if (Peek(0) == '0' && Radix(Peek(1)) is > 0 and var radix && IsDigitOf(radix, Peek(2)))
        {
            for (_position += 2; IsDigitOf(radix, Peek(0)) || (Peek(0) == '_' && IsDigitOf(radix, Peek(1))); _position++) { }
            return EndOfNumber(SqlTokenKind.Integer, start, position);
        }
        var kind = SqlTokenKind.Integer;
        Digits();
        if (Peek(0) == '.')
        {
            kind = SqlTokenKind.Decimal;
            _position++;
            Digits();
        }
        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            kind = SqlTokenKind.Double;
            _position += 2;
            Digits();
        }
        return EndOfNumber(kind, start, position);
    }

    // 0xFF, 0o77 and 0b11.
    static int Radix(char letter) => letter switch { 'x' or 'X' => 16, 'o' or 'O' => 8, 'b' or 'B' => 2, _ => 0 };

    static bool IsDigitOf(int radix, char character) =>
        char.IsAsciiHexDigit(character) && Convert.ToInt32(character.ToString(), 16) < radix;

    SqlToken EndOfNumber(SqlTokenKind kind, int start, SqlPosition position)
    {
        if (_position < sql.Length && IsWordStart(sql[_position]))
        {
            throw Fail(position, "identifiers must not start with a digit; surround the identifier with double quotes");
        }
        return new(kind, sql[start.._position], start, _position, position);
    }

    void Digits()
    {
        while (char.IsAsciiDigit(Peek(0)) || (Peek(0) == '_' && char.IsAsciiDigit(Peek(1)))) { _position++; }
    }

    string Quoted(char quote, SqlPosition position)
    {
        var text = new StringBuilder();
        for (_position++; _position < sql.Length; _position++)
        {
            if (sql[_position] == quote)
            {
                if (Peek(1) != quote)
                {
                    _position++;
                    return text.ToString();
                }
                _position++;
            }
            else if (sql[_position] == '\\' && quote is '\'' or '"' && dialect == SqlDialect.Hive)
            {
                _position++;
                text.Append(Peek(0) switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var escaped => escaped });
                continue;
            }
            else if (sql[_position] == '\n')
            {
                (_line, _lineStart) = (_line + 1, _position + 1);
            }
            text.Append(sql[_position]);
        }
        throw Fail(position, $"a {(quote == '\'' ? "text" : "name")} in {quote} is not closed");
    }

    void SkipSpaceAndComments()
    {
        while (_position < sql.Length)
        {
            if (sql[_position] == '\n')
            {
                _position++;
                (_line, _lineStart) = (_line + 1, _position);
            }
            else if (char.IsWhiteSpace(sql[_position]) || sql[_position] == '\uFEFF')
            {
                _position++;
            }
            else if (sql[_position] == '-' && Peek(1) == '-')
            {
                while (_position < sql.Length && sql[_position] != '\n') { _position++; }
            }
            else if (sql[_position] == '/' && Peek(1) == '*')
            {
                SkipBlockComment();
            }
            else
            {
                return;
            }
        }
    }

    void SkipBlockComment()
    {
        var position = Here;
        for (_position += 2; _position < sql.Length; _position++)
        {
            if (sql[_position] == '*' && Peek(1) == '/')
            {
                _position += 2;
                return;
            }
            if (sql[_position] == '\n') { (_line, _lineStart) = (_line + 1, _position + 1); }
        }
        throw Fail(position, "a comment is not closed");
    }

    // U&'…' UESCAPE '#': the sign is a part of the literal.
    char EscapeSign()
    {
        var (position, line, lineStart) = (_position, _line, _lineStart);
        SkipSpaceAndComments();
        if (sql.AsSpan(_position).StartsWith("UESCAPE", StringComparison.OrdinalIgnoreCase))
        {
            _position += "UESCAPE".Length;
            SkipSpaceAndComments();
            var here = Here;
            var sign = Peek(0) == '\'' ? Quoted('\'', here) : "";
            return sign.Length == 1 && sign[0] is > ' ' and < '\u007F' and not ('"' or '\'' or '+') && !char.IsAsciiHexDigit(sign[0])
                ? sign[0]
                : throw Fail(here, "the sign of UESCAPE must be one printable ASCII character other than a digit, quote or plus");
        }
        (_position, _line, _lineStart) = (position, line, lineStart);
        return '\\';
    }

    static string UnicodeEscapes(string text, char sign, SqlPosition position)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != sign)
            {
                result.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == sign)
            {
                result.Append(text[i++]);
            }
            else
            {
                var (skip, digits) = i + 1 < text.Length && text[i + 1] == '+' ? (2, 6) : (1, 4);
                if (i + skip + digits > text.Length
                    || !int.TryParse(
                        text.AsSpan(i + skip, digits),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out var code)
                    || !Rune.IsValid(code))
                {
                    throw Fail(position, "an escape in a U& text is not \\XXXX or \\+XXXXXX");
                }
                result.Append(new Rune(code).ToString());
                i += skip + digits - 1;
            }
        }
        return result.ToString();
    }

    static bool IsWordStart(char character) => char.IsLetter(character) || character == '_';

    char Peek(int offset) => _position + offset < sql.Length ? sql[_position + offset] : '\0';

    static LocalAthenaQueryException Fail(SqlPosition position, string message) => new(FailureCode.SyntaxError, message, position);
}
