using System.Text.Json;
using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>Parses the path language of SQL's JSON functions (ISO 9075-2, "SQL/JSON path language").</summary>
sealed partial class JsonPathParser
{
    const int MaxDepth = 100;

    static readonly string[] Methods = ["abs", "ceiling", "double", "floor", "keyvalue", "size", "type"];

    readonly string _path;
    readonly List<string> _tokens;
    int _next;
    int _depth;

    JsonPathParser(string path)
    {
        _path = path;
        _tokens = [];
        for (var position = 0; position < path.Length;)
        {
            var match = Token().Match(path, position);
            if (!match.Success || match.Length == 0) { throw Invalid(); }
            if (!string.IsNullOrWhiteSpace(match.Value)) { _tokens.Add(match.Value); }
            position += match.Length;
        }
    }

    /// <summary>Parses a path and returns whether it is strict.</summary>
    internal static (JsonPathNode Node, bool IsStrict) Parse(string path)
    {
        var parser = new JsonPathParser(path);
        var isStrict = parser.Take("strict");
        if (!isStrict) { parser.Take("lax"); }
        var node = parser.Sum();
        return parser._next == parser._tokens.Count ? (node, isStrict) : throw parser.Invalid();
    }

    string Peek => _next < _tokens.Count ? _tokens[_next] : "";

    bool Take(string token)
    {
        if (Peek != token) { return false; }
        _next++;
        return true;
    }

    void Expect(string token)
    {
        if (!Take(token)) { throw Invalid(); }
    }

    JsonPathNode Sum()
    {
        if (++_depth > MaxDepth) { throw Invalid(); }
        var left = Product();
        while (Peek is "+" or "-") { left = new JsonPathNode.Arithmetic(_tokens[_next++][0], left, Product()); }
        _depth--;
        return left;
    }

    JsonPathNode Product()
    {
        var left = Signed();
        while (Peek is "*" or "/" or "%") { left = new JsonPathNode.Arithmetic(_tokens[_next++][0], left, Signed()); }
        return left;
    }

    JsonPathNode Signed()
    {
        if (Peek is not ("+" or "-")) { return Accessors(Primary()); }
        var negative = _tokens[_next++] == "-";
        if (++_depth > MaxDepth) { throw Invalid(); }
        var operand = Signed();
        _depth--;
        return new JsonPathNode.Sign(operand, negative);
    }

    JsonPathNode Primary()
    {
        var token = Peek;
        _next++;
        if (token == "(")
        {
            var inner = Sum();
            Expect(")");
            return inner;
        }
        return token switch
        {
            "$" => new JsonPathNode.Root(),
            "@" => new JsonPathNode.Current(),
            "last" => new JsonPathNode.Last(),
            "true" or "false" or "null" => Literal(token),
            ['$', ..] => new JsonPathNode.Variable(token[1..]),
            ['"', ..] => Literal(token),
            _ when token.Length > 0 && char.IsAsciiDigit(token[0]) => Literal(token),
            _ => throw Invalid(),
        };
    }

    JsonPathNode Accessors(JsonPathNode node)
    {
        while (true)
        {
            if (Take("..")) { node = new JsonPathNode.Descendant(node, Name()); }
            else if (Take(".")) { node = Member(node); }
            else if (Take("[")) { node = new JsonPathNode.Element(node, Subscripts()); }
            else if (Take("?"))
            {
                Expect("(");
                node = new JsonPathNode.Filter(node, Or());
                Expect(")");
            }
            else
            {
                return node;
            }
        }
    }

    JsonPathNode Member(JsonPathNode node)
    {
        if (Take("*")) { return new JsonPathNode.Member(node, null); }
        var name = Name();
        if (!Take("(")) { return new JsonPathNode.Member(node, name); }
        Expect(")");
        return Methods.Contains(name, StringComparer.Ordinal) ? new JsonPathNode.Method(node, name) : throw Invalid();
    }

    string Name()
    {
        var token = Peek;
        _next++;
        return token is ['"', ..] ? Literal(token).Value.GetString()!
            : token.Length > 0 && (char.IsLetter(token[0]) || token[0] == '_') ? token
            : throw Invalid();
    }

    List<(JsonPathNode, JsonPathNode?)>? Subscripts()
    {
        if (Take("*"))
        {
            Expect("]");
            return null;
        }
        List<(JsonPathNode, JsonPathNode?)> subscripts = [];
        do
        {
            var from = Sum();
            subscripts.Add((from, Take("to") ? Sum() : null));
        }
        while (Take(","));
        Expect("]");
        return subscripts;
    }

    JsonPathCondition Or()
    {
        if (++_depth > MaxDepth) { throw Invalid(); }
        var left = And();
        while (Take("||")) { left = new JsonPathCondition.Or(left, And()); }
        _depth--;
        return left;
    }

    JsonPathCondition And()
    {
        var left = Condition();
        while (Take("&&")) { left = new JsonPathCondition.And(left, Condition()); }
        return left;
    }

    JsonPathCondition Condition()
    {
        if (Take("!"))
        {
            Expect("(");
            var operand = Or();
            Expect(")");
            return new JsonPathCondition.Not(operand);
        }
        if (Take("exists"))
        {
            Expect("(");
            var path = Sum();
            Expect(")");
            return new JsonPathCondition.Exists(path);
        }
        return Peek == "(" && Parenthesized() is { } inner ? inner : Comparison();
    }

    // ( condition ), with IS UNKNOWN perhaps; null if the parentheses enclose a value.
    JsonPathCondition? Parenthesized()
    {
        var (start, depth) = (_next, _depth);
        try
        {
            Expect("(");
            var condition = Or();
            Expect(")");
            if (!Take("is")) { return condition; }
            Expect("unknown");
            return new JsonPathCondition.IsUnknown(condition);
        }
        catch (FormatException)
        {
            (_next, _depth) = (start, depth);
            return null;
        }
    }

    JsonPathCondition Comparison()
    {
        var left = Sum();
        var @operator = Peek;
        _next++;
        switch (@operator)
        {
            case "==" or "<>" or "!=" or "<" or ">" or "<=" or ">=":
                return new JsonPathCondition.Comparison(@operator == "!=" ? "<>" : @operator, left, Sum());
            case "starts":
                Expect("with");
                return new JsonPathCondition.StartsWith(left, Sum());
            default:
                throw Invalid();
        }
    }

    JsonPathNode.Literal Literal(string token)
    {
        try
        {
            using var document = JsonDocument.Parse(token);
            return new(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            throw Invalid();
        }
    }

    FormatException Invalid() => new($"'{_path}' is not a path of JSON that LocalAthena reads");

    [GeneratedRegex(
        @"\G(\s+|""(\\.|[^""\\])*""|\$[A-Za-z_]\w*|[A-Za-z_]\w*|\d+(\.\d+)?([eE][+\-]?\d+)?"
        + @"|\.\.|==|<>|!=|<=|>=|&&|\|\||[$@.\[\]()?!<>+\-*/%,])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
