using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Parses one statement: queries and views in Trino's grammar, others in Hive's.</summary>
sealed class StatementParser
{
    readonly SqlTokenReader _reader;

    StatementParser(SqlTokenReader reader) => _reader = reader;

    /// <summary>Parses the text. The second value is the number of <c>?</c>.</summary>
    internal static (Statement Statement, int Parameters) Parse(string sql)
    {
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new LocalAthenaQueryException(FailureCode.SyntaxError, "the statement contains a NUL character", new SqlPosition(1, 1));
        }
        SqlTokenReader reader;
        try
        {
            reader = new(sql);
        }
        catch (LocalAthenaQueryException) when (IsHive(sql))
        {
            return ReadDdl(sql);
        }
        if (reader.IsWord("SELECT")
            || reader.IsWord("WITH")
            || reader.IsWord("VALUES")
            || reader.IsSymbol("(")
            || (reader.IsWord("TABLE") && reader.PeekIsName(1)))
        {
            return Query(reader, query => new Statement.Select(query));
        }
        if (reader.TryWord("EXPLAIN"))
        {
            var analyze = reader.TryWord("ANALYZE");
            reader.TryWord("VERBOSE");
            var options = ExplainOptions.Read(reader);
            return Query(reader, query => new Statement.Explain(query, analyze, options));
        }
        if (reader.IsWords("CREATE", "VIEW") || reader.IsWords("CREATE", "OR", "REPLACE", "VIEW"))
        {
            var replace = reader.IsWords("CREATE", "OR");
            reader.Words(replace ? ["CREATE", "OR", "REPLACE", "VIEW"] : ["CREATE", "VIEW"]);
            var name = reader.QualifiedName();
            reader.Words("AS");
            return Query(reader, query => new Statement.CreateView(name, replace, query));
        }
        if (WriteParser.TryParse(reader) is { } write) { return write; }
        return ReadDdl(sql);
    }

    // Hive's strings have escapes that end elsewhere in Trino's grammar.
    static bool IsHive(string sql)
    {
        var reader = new SqlTokenReader(sql, SqlDialect.Hive);
        return reader.IsWord("ALTER") || reader.IsWords("CREATE", "EXTERNAL") || reader.IsWords("CREATE", "TABLE");
    }

    static (Statement Statement, int Parameters) ReadDdl(string sql)
    {
        var reader = new SqlTokenReader(sql, SqlDialect.Hive);
        var statement = new StatementParser(reader).ReadDdl();
        reader.ExpectEnd();
        return (statement, 0);
    }

    static (Statement, int) Query(SqlTokenReader reader, Func<Query, Statement> create)
    {
        var parser = new SqlParser(reader);
        var statement = create(parser.ReadQuery());
        if (reader.IsSymbol(";") && reader.Peek(1).Kind != SqlTokenKind.End)
        {
            throw new LocalAthenaQueryException(FailureCode.SyntaxError, "Only one sql statement is allowed", reader.Position);
        }
        reader.ExpectEnd();
        return (statement, parser.Parameters);
    }

    Statement ReadDdl()
    {
        if (_reader.TryWord("SHOW")) { return ReadShow(); }
        if (_reader.TryWord("DESCRIBE") || _reader.TryWord("DESC")) { return ReadDescribe(); }
        if (_reader.IsWord("CREATE") && (_reader.Peek(1).IsWord("DATABASE") || _reader.Peek(1).IsWord("SCHEMA")))
        {
            return new HiveDdlParser(_reader).ReadDatabase();
        }
        if (_reader.IsWords("CREATE", "EXTERNAL", "TABLE")) { return new HiveDdlParser(_reader).ReadTable(); }
        if (_reader.IsWords("CREATE", "TABLE")) { return new IcebergDdlParser(_reader).Read(); }
        if (_reader.TryWords("DROP", "VIEW")) { return new Statement.DropView(ReadName(out var ifExists), ifExists); }
        if (_reader.TryWords("DROP", "TABLE")) { return new Statement.DropTable(ReadName(out var ifExists), ifExists); }
        if (_reader.TryWords("DROP", "DATABASE") || _reader.TryWords("DROP", "SCHEMA")) { return ReadDropDatabase(); }
        if (_reader.IsWords("ALTER", "TABLE")) { return new HiveAlterParser(_reader).ReadTable(); }
        if (_reader.IsWords("ALTER", "DATABASE") || _reader.IsWords("ALTER", "SCHEMA"))
        {
            return new HiveAlterParser(_reader).ReadDatabase();
        }
        if (_reader.IsWords("MSCK", "REPAIR")) { return new HiveAlterParser(_reader).ReadRepair(); }
        var word = _reader.Current.Value.ToUpperInvariant();
        throw word switch
        {
            "INSERT" or "DELETE" or "MERGE" or "MSCK" or "DROP" or "CREATE" or "ALTER" =>
                NotSupported($"{word} {_reader.Peek(1).Value.ToUpperInvariant()}"),
            _ => _reader.Unexpected(
                "'ALTER', 'CREATE', 'DEALLOCATE', 'DELETE', 'DESCRIBE', 'DROP', 'EXECUTE', 'EXPLAIN', 'INSERT', 'MERGE', "
                + "'OPTIMIZE', 'PREPARE', 'SELECT', 'SHOW', 'UNLOAD', 'UPDATE', 'VACUUM', 'VALUES', 'WITH'"),
        };
    }

    QualifiedName ReadName(out bool ifExists)
    {
        ifExists = _reader.TryWords("IF", "EXISTS");
        return _reader.QualifiedName();
    }

    Statement.DropDatabase ReadDropDatabase()
    {
        var ifExists = _reader.TryWords("IF", "EXISTS");
        var name = _reader.Name();
        var cascade = _reader.TryWord("CASCADE");
        if (!cascade) { _reader.TryWord("RESTRICT"); }
        return new(name, ifExists, cascade);
    }

    // Without TABLE: Athena reads it as the table's name.
    Statement.Describe ReadDescribe()
    {
        var detail = _reader.TryWord("EXTENDED") ? DescribeDetail.Extended
            : _reader.TryWord("FORMATTED") ? DescribeDetail.Formatted
            : DescribeDetail.Columns;
        var name = _reader.QualifiedName();
        var partition = _reader.IsWord("PARTITION") ? new HiveAlterParser(_reader).ReadPartitionTerms() : null;
        List<string> path = [];
        if (_reader.IsName())
        {
            do { path.Add(_reader.IsText ? _reader.Text() : _reader.Name().Folded); } while (_reader.TrySymbol("."));
        }
        return new(name, detail, partition, path);
    }

    Statement ReadShow()
    {
        if (_reader.TryWord("DATABASES") || _reader.TryWord("SCHEMAS"))
        {
            return new Statement.ShowDatabases(_reader.TryWord("LIKE") || _reader.IsText ? _reader.Text() : null);
        }
        if (_reader.TryWord("TABLES")) { return ReadShowTables(views: false); }
        if (_reader.TryWord("VIEWS")) { return ReadShowTables(views: true); }
        if (_reader.TryWord("COLUMNS"))
        {
            if (!_reader.TryWord("FROM")) { _reader.Words("IN"); }
            var table = _reader.QualifiedName();
            return new Statement.ShowColumns(_reader.TryWord("FROM") || _reader.TryWord("IN") ? new([_reader.Name(), table.Last]) : table);
        }
        if (_reader.TryWords("CREATE", "VIEW")) { return new Statement.ShowCreateView(_reader.QualifiedName()); }
        if (_reader.TryWord("PARTITIONS")) { return new Statement.ShowPartitions(_reader.QualifiedName()); }
        if (_reader.TryWords("CREATE", "TABLE")) { return new Statement.ShowCreateTable(_reader.QualifiedName()); }
        if (_reader.TryWord("TBLPROPERTIES"))
        {
            var table = _reader.QualifiedName();
            string? key = null;
            if (_reader.TrySymbol("("))
            {
                key = _reader.Text();
                _reader.Symbol(")");
            }
            return new Statement.ShowTableProperties(table, key);
        }
        throw NotSupported($"SHOW {_reader.Current.Value.ToUpperInvariant()}");
    }

    Statement.ShowTables ReadShowTables(bool views)
    {
        var database = _reader.TryWord("IN") || _reader.TryWord("FROM") ? _reader.Name().Folded : null;
        var isLike = _reader.TryWord("LIKE");
        var pattern = _reader.Current.Kind == SqlTokenKind.Text ? _reader.Text() : null;
        return new(database, pattern, views, isLike && views);
    }

    LocalAthenaQueryException NotSupported(string what) =>
        new(FailureCode.NotSupported, $"LocalAthena does not have {what}", _reader.Position);
}
