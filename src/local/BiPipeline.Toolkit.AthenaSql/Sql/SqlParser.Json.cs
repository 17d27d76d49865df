using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

sealed partial class SqlParser
{
    Expression.Call ReadJsonFunction()
    {
        var name = _reader.AnyName();
        _reader.Symbol("(");
        List<Expression> arguments = [ReadExpression()];
        ReadJsonFormat();
        _reader.Symbol(",");
        var clauses = new JsonClauses(_reader.Text());
        if (_reader.TryWord("AS")) { _reader.Name(); }
        if (_reader.TryWord("PASSING")) { clauses = clauses with { Passing = ReadPassing(arguments) }; }
        if (_reader.TryWord("RETURNING"))
        {
            clauses = clauses with { Returning = TypeParser.Read(_reader) };
            ReadJsonFormat();
        }
        clauses = ReadWrapper(clauses);
        while (!_reader.IsSymbol(")")) { clauses = ReadOutcome(clauses, arguments); }
        _reader.Symbol(")");
        return new(name.Position, new(name.Folded, false, name.Position), arguments) { Json = clauses };
    }

    // JSON_OBJECT([KEY] k VALUE v, k : v, …) and JSON_ARRAY(v, …): the arguments are keys and values, or values.
    Expression.Call ReadJsonConstruction(bool isObject)
    {
        var name = _reader.AnyName();
        _reader.Symbol("(");
        List<Expression> arguments = [];
        List<bool> formats = [];
        if (!_reader.IsSymbol(")") && !_reader.IsWord("RETURNING"))
        {
            do
            {
                if (isObject) { arguments.Add(ReadJsonKey()); }
                arguments.Add(ReadExpression());
                formats.Add(ReadJsonFormat());
            }
            while (_reader.TrySymbol(","));
        }
        var construction = new JsonConstruction(formats) { OmitsNulls = !isObject };
        if (_reader.TryWords("NULL", "ON", "NULL")) { construction = construction with { OmitsNulls = false }; }
        else if (_reader.TryWords("ABSENT", "ON", "NULL")) { construction = construction with { OmitsNulls = true }; }
        if (isObject && _reader.TryWords("WITH", "UNIQUE"))
        {
            _reader.TryWord("KEYS");
            construction = construction with { HasUniqueKeys = true };
        }
        else if (isObject && _reader.TryWords("WITHOUT", "UNIQUE"))
        {
            _reader.TryWord("KEYS");
        }
        if (_reader.TryWord("RETURNING"))
        {
            construction = construction with { Returning = TypeParser.Read(_reader) };
            ReadJsonFormat();
        }
        _reader.Symbol(")");
        return new(name.Position, new(name.Folded, false, name.Position), arguments) { Construction = construction };
    }

    Expression ReadJsonKey()
    {
        if (_reader.IsWord("KEY") && !_reader.Peek(1).IsSymbol(":") && !_reader.Peek(1).IsWord("VALUE")) { _reader.Take(); }
        var key = ReadExpression();
        if (!_reader.TrySymbol(":")) { _reader.Words("VALUE"); }
        return key;
    }

    bool ReadJsonFormat()
    {
        if (!_reader.TryWords("FORMAT", "JSON")) { return false; }
        if (_reader.TryWord("ENCODING") && !_reader.TryWord("UTF8")) { throw NotSupported("JSON in an encoding other than UTF-8"); }
        return true;
    }

    List<(string, bool)> ReadPassing(List<Expression> arguments)
    {
        List<(string, bool)> names = [];
        do
        {
            arguments.Add(ReadExpression());
            var isJson = ReadJsonFormat();
            _reader.Words("AS");
            var isQuoted = _reader.Current.Kind == SqlTokenKind.QuotedName;
            var name = _reader.Name().Value;
            names.Add((isQuoted ? name : name.ToUpperInvariant(), isJson));
        }
        while (_reader.TrySymbol(","));
        return names;
    }

    JsonClauses ReadWrapper(JsonClauses clauses)
    {
        if (_reader.TryWord("WITHOUT"))
        {
            _reader.TryWord("ARRAY");
            _reader.Words("WRAPPER");
        }
        else if (_reader.TryWord("WITH"))
        {
            var isConditional = _reader.TryWord("CONDITIONAL");
            if (!isConditional) { _reader.TryWord("UNCONDITIONAL"); }
            _reader.TryWord("ARRAY");
            _reader.Words("WRAPPER");
            clauses = clauses with { Wrapper = isConditional ? "CONDITIONAL" : "UNCONDITIONAL" };
        }
        if (!_reader.IsWord("KEEP") && !_reader.IsWord("OMIT")) { return clauses; }
        var omits = _reader.Take().IsWord("OMIT");
        _reader.Words("QUOTES");
        if (_reader.TryWord("ON")) { _reader.Words("SCALAR", "STRING"); }
        return clauses with { OmitsQuotes = omits };
    }

    // NULL ON EMPTY, DEFAULT 0 ON ERROR, EMPTY ARRAY ON EMPTY, …
    JsonClauses ReadOutcome(JsonClauses clauses, List<Expression> arguments)
    {
        string outcome;
        if (_reader.TryWord(JsonClauses.Default))
        {
            outcome = JsonClauses.Default;
            arguments.Add(ReadExpression());
        }
        else if (_reader.TryWord("EMPTY"))
        {
            outcome = _reader.TryWord("ARRAY") ? "EMPTY ARRAY" : "EMPTY OBJECT";
            if (outcome == "EMPTY OBJECT") { _reader.Words("OBJECT"); }
        }
        else
        {
            outcome = _reader.Word().Value.ToUpperInvariant();
            if (outcome is not ("NULL" or "ERROR" or "TRUE" or "FALSE" or "UNKNOWN"))
            {
                throw _reader.Unexpected("')', 'DEFAULT', 'ERROR', 'NULL'");
            }
        }
        _reader.Words("ON");
        if (clauses is { OnEmpty: null, OnError: null } && _reader.TryWord("EMPTY")) { return clauses with { OnEmpty = outcome }; }
        if (clauses.OnError is not null) { throw _reader.Unexpected("')'"); }
        _reader.Words("ERROR");
        return clauses with { OnError = outcome };
    }
}
