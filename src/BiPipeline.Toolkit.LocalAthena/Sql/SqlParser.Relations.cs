namespace BiPipeline.Toolkit.LocalAthena.Sql;

sealed partial class SqlParser
{
    Relation ReadFrom()
    {
        var relation = ReadJoins();
        while (_reader.IsSymbol(","))
        {
            var position = _reader.Take().Position;
            relation = new Relation.Join(position, "IMPLICIT", relation, ReadJoins(), null, []);
        }
        return relation;
    }

    Relation ReadJoins()
    {
        var left = ReadAliased();
        while (true)
        {
            var position = _reader.Position;
            if (_reader.TryWords("CROSS", "JOIN"))
            {
                left = new Relation.Join(position, "CROSS", left, ReadAliased(), null, []);
                continue;
            }
            if (_reader.IsWord("NATURAL")) { throw NotSupported("NATURAL JOIN; name the columns with USING"); }
            if (ReadJoinKind() is not { } kind) { return left; }
            // "a JOIN b JOIN c ON x ON y" nests to the right, so the right side reads joins as well.
            var right = ReadJoins();
            if (_reader.TryWord("ON"))
            {
                left = new Relation.Join(position, kind, left, right, ReadExpression(), []);
            }
            else
            {
                _reader.Words("USING");
                var columns = ReadColumnAliases();
                left = new Relation.Join(position, kind, left, right, null, columns);
            }
        }
    }

    string? ReadJoinKind()
    {
        if (_reader.TryWord("JOIN") || _reader.TryWords("INNER", "JOIN")) { return "INNER"; }
        foreach (var kind in (string[])["LEFT", "RIGHT", "FULL"])
        {
            if (_reader.TryWords(kind, "JOIN") || _reader.TryWords(kind, "OUTER", "JOIN")) { return kind; }
        }
        return null;
    }

    Relation ReadAliased()
    {
        var position = _reader.Position;
        var relation = ReadRelationPrimary();
        if (_reader.IsWord("TABLESAMPLE")) { throw NotSupported("TABLESAMPLE: its answer is random"); }
        if (_reader.IsWord("MATCH_RECOGNIZE")) { throw NotSupported("MATCH_RECOGNIZE"); }
        if (_reader.IsWord("FOR") && (_reader.Peek(1).IsWord("TIMESTAMP") || _reader.Peek(1).IsWord("VERSION"))) { throw NotSupported("time travel: it reads Iceberg tables"); }
        if (_reader.TryWord("AS") || (_reader.IsName() && !IsClauseWord()))
        {
            var alias = _reader.Name();
            relation = new Relation.Aliased(position, relation, alias, ReadColumnAliases());
        }
        return relation;
    }

    Relation ReadRelationPrimary()
    {
        var position = _reader.Position;
        if (_reader.IsWord("UNNEST") && _reader.Peek(1).IsSymbol("("))
        {
            _reader.Take();
            _reader.Take();
            var arguments = ReadExpressions(")");
            var ordinality = _reader.TryWords("WITH", "ORDINALITY");
            return new Relation.Unnest(position, arguments, ordinality);
        }
        if (_reader.IsWord("LATERAL") && _reader.Peek(1).IsSymbol("("))
        {
            _reader.Take();
            _reader.Take();
            var query = ReadQuery();
            _reader.Symbol(")");
            return new Relation.Subquery(position, query, Lateral: true);
        }
        if (_reader.IsWord("TABLE") && _reader.Peek(1).IsSymbol("(")) { throw NotSupported("table functions"); }
        if (_reader.IsSymbol("("))
        {
            return ReadParenthesizedRelation();
        }
        var name = _reader.QualifiedName();
        return name.Parts.Count <= 3 ? new Relation.Table(position, name) : throw new LocalAthenaQueryException(FailureCode.SyntaxError, $"Too many dots in table name: {name}", position);
    }

    // "(SELECT …)" and "(a JOIN b …)" begin alike, "((SELECT …) UNION …)" too: try the query first.
    Relation ReadParenthesizedRelation()
    {
        var position = _reader.Position;
        var start = (_reader.Index, _parameters, _depth);
        var depth = 0;
        while (_reader.Peek(depth).IsSymbol("(")) { depth++; }
        var first = _reader.Peek(depth);
        var isQuery = first.IsWord("SELECT") || first.IsWord("WITH") || first.IsWord("VALUES") || (first.IsWord("TABLE") && !_reader.Peek(depth + 1).IsSymbol("("));
        if (isQuery)
        {
            try
            {
                _reader.Take();
                var query = ReadQuery();
                _reader.Symbol(")");
                return new Relation.Subquery(position, query, Lateral: false);
            }
            catch (LocalAthenaQueryException) when (depth > 1)
            {
                (_reader.Index, _parameters, _depth) = start;
            }
        }
        _reader.Symbol("(");
        Descend();
        var relation = ReadJoins();
        _depth--;
        _reader.Symbol(")");
        return new Relation.Parenthesized(position, relation);
    }
}
