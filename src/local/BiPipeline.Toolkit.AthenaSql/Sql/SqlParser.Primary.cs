using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

sealed partial class SqlParser
{
    Expression ReadPrimary()
    {
        var token = _reader.Current;
        switch (token.Kind)
        {
            case SqlTokenKind.Integer: return new Expression.IntegerLiteral(token.Position, Plain(_reader.Take()));
            case SqlTokenKind.Decimal: return new Expression.DecimalLiteral(token.Position, Plain(_reader.Take()));
            case SqlTokenKind.Double: return new Expression.DoubleLiteral(token.Position, Plain(_reader.Take()));
            case SqlTokenKind.Text: return new Expression.TextLiteral(token.Position, _reader.Take().Value);
            case SqlTokenKind.Binary: return new Expression.BinaryLiteral(token.Position, _reader.Take().Value);
            case SqlTokenKind.Parameter:
                _reader.Take();
                return new Expression.Parameter(token.Position, _parameters++);
            case SqlTokenKind.Symbol when token.Value == "(": return ReadParenthesized();
            case SqlTokenKind.Word: return ReadWord(token);
            case SqlTokenKind.QuotedName or SqlTokenKind.BacktickName: return ReadNamed();
            default: throw _reader.Unexpected("<expression>");
        }
    }

    // Digits of base 10, without separators.
    static string Plain(SqlToken number)
    {
        var digits = number.Value.Replace("_", "", StringComparison.Ordinal);
        if (digits.Length < 3 || digits[0] != '0' || char.IsAsciiDigit(digits[1]) || number.Kind != SqlTokenKind.Integer) { return digits; }
        var style = digits[1] switch { 'x' or 'X' => 16, 'o' or 'O' => 8, _ => 2 };
        var value = digits.Skip(2).Aggregate(System.Numerics.BigInteger.Zero, (sum, digit) =>
            (sum * style) + Convert.ToInt32(digit.ToString(), 16));
        return value.ToString(CultureInfo.InvariantCulture);
    }

    Expression ReadWord(SqlToken token)
    {
        var next = _reader.Peek(1);
        switch (token.Value.ToUpperInvariant())
        {
            case "NULL": return new Expression.NullLiteral(_reader.Take().Position);
            case "TRUE": return new Expression.BooleanLiteral(_reader.Take().Position, true);
            case "FALSE": return new Expression.BooleanLiteral(_reader.Take().Position, false);
            case "CASE": return ReadCase();
            case "CAST" or "TRY_CAST" when next.IsSymbol("("): return ReadCast();
            case "EXISTS": return ReadExists();
            case "ROW" when next.IsSymbol("("):
                _reader.Take();
                _reader.Take();
                return new Expression.Row(token.Position, ReadExpressions(")"), Keyword: true);
            case "ARRAY" when next.IsSymbol("["):
                _reader.Take();
                _reader.Take();
                return new Expression.Array(token.Position, ReadExpressions("]"));
            case "INTERVAL" when next.Kind == SqlTokenKind.Text || next.IsSymbol("-") || next.IsSymbol("+"): return ReadInterval();
            case "DATE"
                or "TIME"
                or "TIMESTAMP"
                or "DECIMAL"
                or "JSON"
                or "UUID"
                or "DOUBLE"
                or "REAL"
                or "BIGINT"
                or "INTEGER"
                or "SMALLINT"
                or "TINYINT"
                or "BOOLEAN"
                or "VARCHAR"
                or "CHAR"
                or "IPADDRESS"
                when next.Kind == SqlTokenKind.Text || (token.IsWord("DOUBLE") && next.IsWord("PRECISION")):
                return ReadTypedLiteral();
            case "CURRENT_DATE" or "CURRENT_TIME" or "CURRENT_TIMESTAMP" or "LOCALTIME" or "LOCALTIMESTAMP": return ReadCurrentTime();
            case "CURRENT_USER"
                or "CURRENT_CATALOG"
                or "CURRENT_SCHEMA"
                or "CURRENT_PATH":
                throw NotSupported(token.Value.ToUpperInvariant());
            case "EXTRACT" when next.IsSymbol("("): return ReadExtract();
            case "TRIM" when next.IsSymbol("("): return ReadTrim();
            case "SUBSTRING" when next.IsSymbol("("): return ReadSubstring();
            case "POSITION" when next.IsSymbol("("): return ReadPosition();
            case "GROUPING" when next.IsSymbol("("):
                _reader.Take();
                _reader.Take();
                return new Expression.Call(token.Position, new("grouping", false, token.Position), ReadExpressions(")"));
            case "LISTAGG" when next.IsSymbol("("): return ReadListagg();
            case "NORMALIZE" when next.IsSymbol("("): return ReadNormalize();
            case "JSON_EXISTS" or "JSON_VALUE" or "JSON_QUERY" when next.IsSymbol("("): return ReadJsonFunction();
            case "JSON_OBJECT" when next.IsSymbol("("): return ReadJsonConstruction(isObject: true);
            case "JSON_ARRAY" when next.IsSymbol("("): return ReadJsonConstruction(isObject: false);
            default: return ReadNamed();
        }
    }

    Expression.TypedLiteral ReadTypedLiteral()
    {
        var position = _reader.Position;
        var type = TypeParser.Read(_reader);
        var text = _reader.Text();
        // A char without a length has that of the text.
        return new(position, type is TrinoType.CharType ? new TrinoType.CharType(text.EnumerateRunes().Count()) : type, text);
    }

    Expression ReadNamed()
    {
        var position = _reader.Position;
        if (_reader.Peek(1).IsSymbol("->"))
        {
            var parameter = _reader.Name();
            _reader.Take();
            return new Expression.Lambda(position, [parameter], ReadExpression());
        }
        var name = _reader.Name();
        return _reader.IsSymbol("(") ? ReadCall(name) : new Expression.Identifier(position, name);
    }

    Expression ReadParenthesized()
    {
        var position = _reader.Position;
        if (IsLambda()) { return ReadLambda(); }
        if (_reader.EnclosesQuery(_reader.Index))
        {
            _reader.Take();
            var query = ReadQuery();
            _reader.Symbol(")");
            return new Expression.Subquery(position, query);
        }
        _reader.Symbol("(");
        var first = ReadExpression();
        if (!_reader.IsSymbol(","))
        {
            _reader.Symbol(")");
            return first;
        }
        List<Expression> items = [first];
        while (_reader.TrySymbol(",")) { items.Add(ReadExpression()); }
        _reader.Symbol(")");
        return new Expression.Row(position, items, Keyword: false);
    }

    bool IsLambda()
    {
        var offset = 1;
        if (!_reader.Peek(offset).IsSymbol(")"))
        {
            while (_reader.PeekIsName(offset))
            {
                offset++;
                if (!_reader.Peek(offset).IsSymbol(",")) { break; }
                offset++;
            }
        }
        return _reader.Peek(offset).IsSymbol(")") && _reader.Peek(offset + 1).IsSymbol("->");
    }

    Expression.Lambda ReadLambda()
    {
        var position = _reader.Take().Position;
        List<SqlName> parameters = [];
        if (!_reader.IsSymbol(")"))
        {
            do { parameters.Add(_reader.Name()); } while (_reader.TrySymbol(","));
        }
        _reader.Symbol(")");
        _reader.Symbol("->");
        return new(position, parameters, ReadExpression());
    }

    Expression.Case ReadCase()
    {
        var position = _reader.Take().Position;
        var operand = _reader.IsWord("WHEN") ? null : ReadExpression();
        List<WhenClause> whens = [];
        do
        {
            _reader.Words("WHEN");
            var condition = ReadExpression();
            _reader.Words("THEN");
            whens.Add(new(condition, ReadExpression()));
        }
        while (_reader.IsWord("WHEN"));
        var otherwise = _reader.TryWord("ELSE") ? ReadExpression() : null;
        _reader.Words("END");
        return new(position, operand, whens, otherwise);
    }

    Expression.Cast ReadCast()
    {
        var token = _reader.Take();
        _reader.Symbol("(");
        var operand = ReadExpression();
        _reader.Words("AS");
        var type = TypeParser.Read(_reader);
        _reader.Symbol(")");
        return new(token.Position, operand, type, token.IsWord("TRY_CAST"));
    }

    Expression.Exists ReadExists()
    {
        var position = _reader.Take().Position;
        _reader.Symbol("(");
        var query = ReadQuery();
        _reader.Symbol(")");
        return new(position, query);
    }

    Expression.IntervalLiteral ReadInterval()
    {
        var position = _reader.Take().Position;
        var negative = _reader.TrySymbol("-");
        if (!negative) { _reader.TrySymbol("+"); }
        var value = _reader.Text();
        var unit = ReadUnit();
        return new(position, value, negative, unit) { To = _reader.TryWord("TO") ? ReadUnit() : null };
    }

    string ReadUnit()
    {
        var unit = _reader.Word().Value.ToUpperInvariant();
        return unit is "YEAR" or "MONTH" or "DAY" or "HOUR" or "MINUTE" or "SECOND"
            ? unit
            : throw _reader.Unexpected("'DAY', 'HOUR', 'MINUTE', 'MONTH', 'SECOND', 'YEAR'");
    }

    Expression.CurrentTime ReadCurrentTime()
    {
        var token = _reader.Take();
        int? precision = null;
        if (_reader.TrySymbol("("))
        {
            precision = _reader.Number();
            _reader.Symbol(")");
        }
        return new(token.Position, token.Value.ToUpperInvariant(), precision);
    }

    Expression.Call ReadExtract()
    {
        var position = _reader.Take().Position;
        _reader.Symbol("(");
        var field = _reader.Word();
        _reader.Words("FROM");
        var operand = ReadExpression();
        _reader.Symbol(")");
        return new(position, new("extract", false, position), [operand]) { Form = field.Value.ToUpperInvariant() };
    }

    Expression.Call ReadTrim()
    {
        var position = _reader.Take().Position;
        _reader.Symbol("(");
        var side = "BOTH";
        if (_reader.IsWord("BOTH") || _reader.IsWord("LEADING") || _reader.IsWord("TRAILING"))
        {
            side = _reader.Take().Value.ToUpperInvariant();
        }
        var first = _reader.IsWord("FROM") ? null : ReadExpression();
        var function = new SqlName(side switch { "LEADING" => "ltrim", "TRAILING" => "rtrim", _ => "trim" }, false, position);
        Expression.Call call;
        if (_reader.TryWord("FROM"))
        {
            var source = ReadExpression();
            call = new(position, function, first is null ? [source] : [source, first]) { Form = side };
        }
        else
        {
            if (first is null) { throw _reader.Unexpected("<expression>"); }
            List<Expression> arguments = [first];
            if (_reader.TrySymbol(",")) { arguments.Add(ReadExpression()); }
            call = new(position, function, arguments);
        }
        _reader.Symbol(")");
        return call;
    }

    Expression.Call ReadSubstring()
    {
        var name = _reader.AnyName();
        _reader.Symbol("(");
        List<Expression> arguments = [ReadExpression()];
        if (_reader.TryWord("FROM"))
        {
            arguments.Add(ReadExpression());
            if (_reader.TryWord("FOR")) { arguments.Add(ReadExpression()); }
        }
        else
        {
            while (_reader.TrySymbol(",")) { arguments.Add(ReadExpression()); }
        }
        _reader.Symbol(")");
        return new(name.Position, name, arguments);
    }

    Expression.Call ReadNormalize()
    {
        var position = _reader.Take().Position;
        _reader.Symbol("(");
        var operand = ReadExpression();
        var form = _reader.TrySymbol(",") ? _reader.Word().Value.ToUpperInvariant() : null;
        _reader.Symbol(")");
        return new(position, new("normalize", false, position), [operand]) { Form = form };
    }

    Expression.Call ReadPosition()
    {
        var name = _reader.AnyName();
        _reader.Symbol("(");
        var part = ReadConcatenation();
        _reader.Words("IN");
        var whole = ReadConcatenation();
        _reader.Symbol(")");
        return new(name.Position, new("strpos", false, name.Position), [whole, part]) { Form = "POSITION" };
    }

    Expression.Call ReadListagg()
    {
        var name = _reader.AnyName();
        _reader.Symbol("(");
        var distinct = _reader.TryWord("DISTINCT");
        var overflow = "LISTAGG";
        List<Expression> arguments = [ReadExpression()];
        if (_reader.TrySymbol(",")) { arguments.Add(ReadExpression()); }
        if (_reader.TryWords("ON", "OVERFLOW"))
        {
            if (!_reader.TryWord("ERROR")) { overflow = ReadTruncation(arguments); }
        }
        _reader.Symbol(")");
        _reader.Words("WITHIN", "GROUP");
        _reader.Symbol("(");
        _reader.Words("ORDER", "BY");
        var order = ReadSortItems();
        _reader.Symbol(")");
        return ReadCallTail(
            new(name.Position, new("listagg", false, name.Position), arguments) { Distinct = distinct, OrderBy = order, Form = overflow });
    }

    // TRUNCATE ['…'] WITH|WITHOUT COUNT: the filler becomes the third argument.
    string ReadTruncation(List<Expression> arguments)
    {
        var position = _reader.Position;
        _reader.Words("TRUNCATE");
        if (arguments.Count == 1) { arguments.Add(new Expression.TextLiteral(position, "")); }
        arguments.Add(new Expression.TextLiteral(position, _reader.Current.Kind == SqlTokenKind.Text ? _reader.Text() : "..."));
        var counts = _reader.TryWord("WITH");
        if (!counts) { _reader.Words("WITHOUT"); }
        _reader.Words("COUNT");
        return counts ? "LISTAGG WITH COUNT" : "LISTAGG WITHOUT COUNT";
    }

    Expression.Call ReadCall(SqlName name)
    {
        _reader.Symbol("(");
        if (_reader.TrySymbol("*"))
        {
            _reader.Symbol(")");
            return ReadCallTail(new(name.Position, name, []) { Star = true });
        }
        var distinct = _reader.TryWord("DISTINCT");
        if (!distinct && _reader.IsWord("ALL")) { _reader.Take(); }
        List<Expression> arguments = [];
        List<SortItem> order = [];
        if (!_reader.IsSymbol(")"))
        {
            do { arguments.Add(ReadExpression()); } while (_reader.TrySymbol(","));
            if (_reader.TryWords("ORDER", "BY")) { order = ReadSortItems(); }
        }
        _reader.Symbol(")");
        return ReadCallTail(new(name.Position, name, arguments) { Distinct = distinct, OrderBy = order });
    }

    Expression.Call ReadCallTail(Expression.Call call)
    {
        if (_reader.IsWord("FILTER") && _reader.Peek(1).IsSymbol("("))
        {
            _reader.Take();
            _reader.Take();
            _reader.Words("WHERE");
            call = call with { Filter = ReadExpression() };
            _reader.Symbol(")");
        }
        if (_reader.TryWords("IGNORE", "NULLS")) { call = call with { IgnoreNulls = true }; }
        else { _reader.TryWords("RESPECT", "NULLS"); }
        if (_reader.TryWord("OVER"))
        {
            call = call with
            {
                Window = _reader.IsSymbol("(")
                    ? ReadWindow()
                    : new WindowSpecification(_reader.Name(), [], [], null) { IsName = true },
            };
        }
        return call;
    }

    WindowSpecification ReadWindow()
    {
        _reader.Symbol("(");
        SqlName? reference = null;
        if (_reader.IsName()
            && !_reader.IsWord("PARTITION")
            && !_reader.IsWord("ROWS")
            && !_reader.IsWord("RANGE")
            && !_reader.IsWord("GROUPS"))
        {
            reference = _reader.Name();
        }
        List<Expression> partition = [];
        if (_reader.TryWords("PARTITION", "BY"))
        {
            do { partition.Add(ReadExpression()); } while (_reader.TrySymbol(","));
        }
        var order = _reader.TryWords("ORDER", "BY") ? ReadSortItems() : [];
        WindowFrame? frame = null;
        if (_reader.IsWord("ROWS") || _reader.IsWord("RANGE") || _reader.IsWord("GROUPS"))
        {
            var unit = _reader.Take().Value.ToUpperInvariant();
            if (_reader.TryWord("BETWEEN"))
            {
                var start = ReadFrameBound();
                _reader.Words("AND");
                frame = new(unit, start, ReadFrameBound());
            }
            else
            {
                frame = new(unit, ReadFrameBound(), null);
            }
        }
        _reader.Symbol(")");
        return new(reference, partition, order, frame);
    }

    FrameBound ReadFrameBound()
    {
        foreach (var kind in (string[])["UNBOUNDED PRECEDING", "UNBOUNDED FOLLOWING", "CURRENT ROW"])
        {
            if (_reader.TryWords(kind.Split(' '))) { return new(kind, null); }
        }
        var value = ReadExpression();
        if (_reader.TryWord("PRECEDING")) { return new("PRECEDING", value); }
        _reader.Words("FOLLOWING");
        return new("FOLLOWING", value);
    }
}
