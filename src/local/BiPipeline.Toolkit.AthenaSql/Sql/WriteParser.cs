using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>
/// Parses the statements that write, in Trino's grammar with Athena's additions: INSERT, UPDATE, DELETE, MERGE, OPTIMIZE, VACUUM, UNLOAD,
/// CREATE TABLE AS; and PREPARE, EXECUTE, DEALLOCATE.
/// </summary>
sealed class WriteParser
{
    readonly SqlTokenReader _reader;
    readonly SqlParser _parser;

    WriteParser(SqlTokenReader reader)
    {
        _reader = reader;
        _parser = new(reader);
    }

    /// <summary>Parses the statement; null if it is another one. The second value is the number of <c>?</c>.</summary>
    internal static (Statement Statement, int Parameters)? TryParse(SqlTokenReader reader)
    {
        var parser = new WriteParser(reader);
        if (parser.Read() is not { } statement) { return null; }
        reader.ExpectEnd();
        return (statement, parser._parser.Parameters);
    }

    Statement? Read()
    {
        if (_reader.TryWords("INSERT", "INTO")) { return ReadInsert(); }
        if (_reader.TryWords("DELETE", "FROM")) { return new Statement.Delete(_reader.QualifiedName(), ReadWhere()); }
        if (_reader.TryWord("UPDATE")) { return ReadUpdate(); }
        if (_reader.TryWords("MERGE", "INTO")) { return ReadMerge(); }
        if (_reader.TryWord("OPTIMIZE")) { return ReadOptimize(); }
        if (_reader.TryWord("VACUUM")) { return new Statement.Vacuum(_reader.QualifiedName()); }
        if (_reader.IsWord("UNLOAD") && _reader.Peek(1).IsSymbol("(")) { return ReadUnload(); }
        if (_reader.IsWords("CREATE", "TABLE") && IsCreateTableAs()) { return ReadCreateTableAs(); }
        if (_reader.TryWord("PREPARE")) { return ReadPrepare(); }
        if (_reader.TryWord("EXECUTE")) { return ReadExecute(); }
        return _reader.TryWords("DEALLOCATE", "PREPARE") ? new Statement.Deallocate(_reader.Name()) : null;
    }

    Statement.Insert ReadInsert()
    {
        var name = _reader.QualifiedName();
        var columns = _reader.IsSymbol("(") && !_reader.EnclosesQuery(_reader.Index) ? ReadNames() : [];
        return new(name, columns, _parser.ReadQuery());
    }

    Statement.Update ReadUpdate()
    {
        var name = _reader.QualifiedName();
        _reader.Words("SET");
        return new(name, ReadAssignments(), ReadWhere());
    }

    List<Assignment> ReadAssignments()
    {
        List<Assignment> assignments = [];
        do
        {
            var column = _reader.Name();
            _reader.Symbol("=");
            assignments.Add(new(column, _parser.ReadExpression()));
        }
        while (_reader.TrySymbol(","));
        return assignments;
    }

    Expression? ReadWhere() => _reader.TryWord("WHERE") ? _parser.ReadExpression() : null;

    Statement.Merge ReadMerge()
    {
        var name = _reader.QualifiedName();
        SqlName? alias = _reader.TryWord("AS") || (_reader.IsName() && !_reader.IsWord("USING")) ? _reader.Name() : null;
        _reader.Words("USING");
        var source = _parser.ReadRelation();
        _reader.Words("ON");
        var on = _parser.ReadExpression();
        List<MergeClause> clauses = [];
        do { clauses.Add(ReadMergeClause()); } while (_reader.IsWord("WHEN"));
        return new(name, alias, source, on, clauses);
    }

    MergeClause ReadMergeClause()
    {
        var position = _reader.Position;
        _reader.Words("WHEN");
        var isMatched = !_reader.TryWord("NOT");
        _reader.Words("MATCHED");
        var condition = _reader.TryWord("AND") ? _parser.ReadExpression() : null;
        _reader.Words("THEN");
        if (!isMatched) { return ReadMergeInsert(position, condition); }
        if (_reader.TryWord("DELETE")) { return new MergeClause.Delete(position, condition); }
        _reader.Words("UPDATE", "SET");
        return new MergeClause.Update(position, condition, ReadAssignments());
    }

    MergeClause.Insert ReadMergeInsert(SqlPosition position, Expression? condition)
    {
        _reader.Words("INSERT");
        var columns = _reader.IsSymbol("(") ? ReadNames() : [];
        _reader.Words("VALUES");
        _reader.Symbol("(");
        List<Expression> values = [];
        do { values.Add(_parser.ReadExpression()); } while (_reader.TrySymbol(","));
        _reader.Symbol(")");
        return new(position, condition, columns, values);
    }

    Statement.Optimize ReadOptimize()
    {
        var name = _reader.QualifiedName();
        _reader.Words("REWRITE", "DATA", "USING", "BIN_PACK");
        return new(name, ReadWhere());
    }

    Statement.Unload ReadUnload()
    {
        var position = _reader.Take().Position;
        _reader.Symbol("(");
        var query = _parser.ReadQuery();
        _reader.Symbol(")");
        _reader.Words("TO");
        var location = _reader.Text();
        return new(query, location, position) { Properties = _reader.TryWord("WITH") ? ReadProperties() : [] };
    }

    // CREATE TABLE with columns and types is Hive's grammar; this one has a query.
    bool IsCreateTableAs()
    {
        var next = _reader.IsWords("CREATE", "TABLE", "IF", "NOT", "EXISTS") ? 6 : 3;
        while (_reader.Peek(next).IsSymbol(".")) { next += 2; }
        var after = _reader.Peek(next);
        return after.IsWord("AS")
            || after.IsWord("WITH")
            || after.IsWord("COMMENT")
            || (after.IsSymbol("(") && (_reader.Peek(next + 2).IsSymbol(",") || _reader.Peek(next + 2).IsSymbol(")")));
    }

    Statement.CreateTableAs ReadCreateTableAs()
    {
        _reader.Words("CREATE", "TABLE");
        var ifNotExists = _reader.TryWords("IF", "NOT", "EXISTS");
        var name = _reader.QualifiedName();
        var columns = _reader.IsSymbol("(") ? ReadNames() : [];
        var comment = _reader.TryWord("COMMENT") ? _reader.Text() : null;
        var properties = _reader.TryWord("WITH") ? ReadProperties() : [];
        _reader.Words("AS");
        var query = _parser.ReadQuery();
        var withData = true;
        if (_reader.TryWord("WITH"))
        {
            withData = !_reader.TryWord("NO");
            _reader.Words("DATA");
        }
        return new(name, ifNotExists, query)
        {
            Columns = columns,
            Comment = comment,
            Properties = properties,
            WithData = withData,
        };
    }

    List<SqlProperty> ReadProperties()
    {
        List<SqlProperty> properties = [];
        _reader.Symbol("(");
        do
        {
            var name = _reader.Name();
            _reader.Symbol("=");
            properties.Add(new(name, _parser.ReadExpression()));
        }
        while (_reader.TrySymbol(","));
        _reader.Symbol(")");
        return properties;
    }

    List<SqlName> ReadNames()
    {
        List<SqlName> names = [];
        _reader.Symbol("(");
        do { names.Add(_reader.Name()); } while (_reader.TrySymbol(","));
        _reader.Symbol(")");
        return names;
    }

    // The inner statement's ? are for EXECUTE.
    Statement.Prepare ReadPrepare()
    {
        var name = _reader.Name();
        _reader.Words("FROM");
        var text = _reader.Sql[_reader.Current.Start..].TrimEnd().TrimEnd(';');
        if (StatementParser.Parse(text).Statement is Statement.Prepare or Statement.Execute or Statement.Deallocate)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                "Invalid statement type for prepared statement",
                _reader.Position);
        }
        while (_reader.Current.Kind != SqlTokenKind.End) { _reader.Take(); }
        return new(name, text);
    }

    Statement.Execute ReadExecute()
    {
        var name = _reader.Name();
        List<Expression> parameters = [];
        if (_reader.TryWord("USING"))
        {
            do { parameters.Add(_parser.ReadExpression()); } while (_reader.TrySymbol(","));
        }
        return new(name, parameters);
    }
}
