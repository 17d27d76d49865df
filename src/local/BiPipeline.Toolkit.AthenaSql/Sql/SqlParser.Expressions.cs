using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

sealed partial class SqlParser
{
    internal Expression ReadExpression()
    {
        Descend();
        var expression = ReadOr();
        _depth--;
        return expression;
    }

    List<Expression> ReadExpressions(string end)
    {
        List<Expression> expressions = [];
        if (!_reader.IsSymbol(end))
        {
            do { expressions.Add(ReadExpression()); } while (_reader.TrySymbol(","));
        }
        _reader.Symbol(end);
        return expressions;
    }

    Expression ReadOr() => ReadLogical("OR", ReadAnd);

    Expression ReadAnd() => ReadLogical("AND", ReadNot);

    // One node for any number of terms, because generated filters have thousands.
    Expression ReadLogical(string @operator, Func<Expression> readTerm)
    {
        var position = _reader.Position;
        var first = readTerm();
        if (!_reader.IsWord(@operator)) { return first; }
        List<Expression> terms = [first];
        while (_reader.TryWord(@operator)) { terms.Add(readTerm()); }
        return new Expression.Logical(position, @operator, terms);
    }

    Expression ReadNot()
    {
        var position = _reader.Position;
        if (!_reader.TryWord("NOT")) { return ReadPredicate(); }
        Descend();
        var operand = ReadNot();
        _depth--;
        return new Expression.Not(position, operand);
    }

    Expression ReadPredicate()
    {
        var left = ReadConcatenation();
        for (var links = 0; ; links = Link(links))
        {
            var position = _reader.Position;
            if (_reader.Current.Kind == SqlTokenKind.Symbol && _reader.Current.Value is "=" or "<>" or "<" or ">" or "<=" or ">=")
            {
                left = ReadComparison(position, left);
            }
            else if (_reader.TryWord("IS"))
            {
                left = ReadIs(position, left);
            }
            else
            {
                var negated = _reader.IsWord("NOT")
                    && (_reader.Peek(1).IsWord("BETWEEN") || _reader.Peek(1).IsWord("IN") || _reader.Peek(1).IsWord("LIKE"));
                if (negated) { _reader.Take(); }
                if (_reader.TryWord("BETWEEN"))
                {
                    var low = ReadConcatenation();
                    _reader.Words("AND");
                    left = new Expression.Between(position, left, low, ReadConcatenation(), negated);
                }
                else if (_reader.TryWord("IN"))
                {
                    left = ReadIn(position, left, negated);
                }
                else if (_reader.TryWord("LIKE"))
                {
                    var pattern = ReadConcatenation();
                    var escape = _reader.TryWord("ESCAPE") ? ReadConcatenation() : null;
                    left = new Expression.Like(position, left, pattern, escape, negated);
                }
                else
                {
                    return left;
                }
            }
        }
    }

    Expression ReadComparison(SqlPosition position, Expression left)
    {
        var @operator = _reader.Take().Value;
        if ((_reader.IsWord("ALL") || _reader.IsWord("ANY") || _reader.IsWord("SOME")) && _reader.Peek(1).IsSymbol("("))
        {
            var quantifier = _reader.Take().Value.ToUpperInvariant();
            _reader.Take();
            var query = ReadQuery();
            _reader.Symbol(")");
            return new Expression.QuantifiedComparison(position, @operator, quantifier == "SOME" ? "ANY" : quantifier, left, query);
        }
        return new Expression.Comparison(position, @operator, left, ReadConcatenation());
    }

    Expression ReadIs(SqlPosition position, Expression left)
    {
        var negated = _reader.TryWord("NOT");
        if (_reader.TryWord("NULL")) { return new Expression.IsNull(position, left, negated); }
        if (_reader.TryWords("DISTINCT", "FROM")) { return new Expression.IsDistinctFrom(position, left, ReadConcatenation(), negated); }
        throw _reader.Unexpected("'NULL', 'DISTINCT'");
    }

    Expression ReadIn(SqlPosition position, Expression left, bool negated)
    {
        var isQuery = _reader.IsSymbol("(") && _reader.EnclosesQuery(_reader.Index);
        _reader.Symbol("(");
        if (isQuery)
        {
            var query = ReadQuery();
            _reader.Symbol(")");
            return new Expression.InQuery(position, left, query, negated);
        }
        var items = ReadExpressions(")");
        return items.Count > 0 ? new Expression.InList(position, left, items, negated) : throw _reader.Unexpected("<expression>");
    }

    Expression ReadConcatenation()
    {
        var left = ReadSum();
        for (var links = 0; _reader.IsSymbol("||"); links = Link(links))
        {
            var position = _reader.Take().Position;
            left = new Expression.Arithmetic(position, "||", left, ReadSum());
        }
        return left;
    }

    Expression ReadSum()
    {
        var left = ReadProduct();
        for (var links = 0; _reader.IsSymbol("+") || _reader.IsSymbol("-"); links = Link(links))
        {
            var token = _reader.Take();
            left = new Expression.Arithmetic(token.Position, token.Value, left, ReadProduct());
        }
        return left;
    }

    Expression ReadProduct()
    {
        var left = ReadUnary();
        for (var links = 0; _reader.IsSymbol("*") || _reader.IsSymbol("/") || _reader.IsSymbol("%"); links = Link(links))
        {
            var token = _reader.Take();
            left = new Expression.Arithmetic(token.Position, token.Value, left, ReadUnary());
        }
        return left;
    }

    Expression ReadUnary()
    {
        if (_reader.IsSymbol("-") || _reader.IsSymbol("+"))
        {
            var token = _reader.Take();
            Descend();
            var operand = ReadUnary();
            _depth--;
            return new Expression.Unary(token.Position, token.Value, operand);
        }
        var expression = ReadPostfix();
        for (var links = 0; _reader.IsWords("AT", "TIME", "ZONE"); links = Link(links))
        {
            var position = _reader.Position;
            _reader.Words("AT", "TIME", "ZONE");
            Expression zone = _reader.IsWord("INTERVAL") ? ReadInterval() : new Expression.TextLiteral(_reader.Position, _reader.Text());
            expression = new Expression.AtTimeZone(position, expression, zone);
        }
        return expression;
    }

    Expression ReadPostfix()
    {
        var expression = ReadPrimary();
        for (var links = 0; ; links = Link(links))
        {
            var position = _reader.Position;
            if (_reader.TrySymbol("["))
            {
                var index = ReadExpression();
                _reader.Symbol("]");
                expression = new Expression.Subscript(position, expression, index);
            }
            else if (_reader.IsSymbol(".") && _reader.Peek(1).IsSymbol("*"))
            {
                return expression;
            }
            else if (_reader.TrySymbol("."))
            {
                expression = new Expression.Dereference(position, expression, _reader.AnyName());
            }
            else
            {
                return expression;
            }
        }
    }
}
