namespace BiPipeline.Toolkit.AthenaSql.Sql;

sealed partial class SqlParser
{
    /// <summary>Reads one relation with its alias: the source of MERGE.</summary>
    internal Relation ReadRelation() => ReadAliased();

    Relation ReadFrom()
    {
        var relation = ReadJoins();
        for (var links = 0; _reader.IsSymbol(","); links = Link(links))
        {
            var position = _reader.Take().Position;
            relation = new Relation.Join(position, "IMPLICIT", relation, ReadJoins(), null, []);
        }
        return relation;
    }

    Relation ReadJoins()
    {
        var left = ReadAliased();
        for (var links = 0; ; links = Link(links))
        {
            var position = _reader.Position;
            if (_reader.TryWords("CROSS", "JOIN"))
            {
                left = new Relation.Join(position, "CROSS", left, ReadAliased(), null, []);
                continue;
            }
            if (_reader.IsWord("NATURAL")) { throw NotSupported("NATURAL JOIN; name the columns with USING"); }
            if (ReadJoinKind() is not { } kind) { return left; }
            // "a JOIN b JOIN c ON x ON y" nests to the right, so the right side may have joins as well.
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
        if (_reader.IsWord("FOR") && (_reader.Peek(1).IsWord("TIMESTAMP") || _reader.Peek(1).IsWord("VERSION")))
        {
            throw NotSupported("time travel: it reads Iceberg tables");
        }
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
        return name.Parts.Count <= 3
            ? new Relation.Table(position, name)
            : throw new LocalAthenaQueryException(FailureCode.SyntaxError, $"Too many dots in table name: {name}", position);
    }

    Relation ReadParenthesizedRelation()
    {
        var position = _reader.Position;
        var isQuery = _reader.EnclosesQuery(_reader.Index);
        _reader.Take();
        Relation relation;
        if (isQuery)
        {
            relation = new Relation.Subquery(position, ReadQuery(), Lateral: false);
        }
        else
        {
            Descend();
            relation = new Relation.Parenthesized(position, ReadJoins());
            _depth--;
        }
        _reader.Symbol(")");
        return relation;
    }
}
