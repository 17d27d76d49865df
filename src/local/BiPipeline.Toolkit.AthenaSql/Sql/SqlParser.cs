using System.Runtime.CompilerServices;
using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Parses Trino's query language (SqlBase.g4) by recursive descent.</summary>
sealed partial class SqlParser
{
    internal const int MaxDepth = 250;

    readonly SqlTokenReader _reader;
    int _parameters;
    int _depth;

    internal SqlParser(SqlTokenReader reader) => _reader = reader;

    /// <summary>Number of <c>?</c> so far.</summary>
    internal int Parameters => _parameters;

    /// <summary>Parses a text that is one query.</summary>
    internal static Query ParseQuery(string sql)
    {
        var reader = new SqlTokenReader(sql);
        var query = new SqlParser(reader).ReadQuery();
        reader.ExpectEnd();
        return query;
    }

    /// <summary>Parses a text that is one expression: an execution parameter.</summary>
    internal static Expression ParseExpression(string sql)
    {
        var reader = new SqlTokenReader(sql);
        var expression = new SqlParser(reader).ReadExpression();
        reader.ExpectEnd();
        return expression;
    }

    internal Query ReadQuery()
    {
        Descend();
        var position = _reader.Position;
        List<NamedQuery> with = [];
        var recursive = false;
        if (_reader.TryWord("WITH"))
        {
            recursive = _reader.TryWord("RECURSIVE");
            do { with.Add(ReadNamedQuery()); } while (_reader.TrySymbol(","));
        }
        var body = ReadSetOperation();
        var query = ReadTail(new Query(position, with, body) { Recursive = recursive });
        _depth--;
        return query;
    }

    NamedQuery ReadNamedQuery()
    {
        var name = _reader.Name();
        var columns = ReadColumnAliases();
        _reader.Words("AS");
        _reader.Symbol("(");
        var query = ReadQuery();
        _reader.Symbol(")");
        return new(name, columns, query);
    }

    Query ReadTail(Query query)
    {
        if (_reader.TryWords("ORDER", "BY")) { query = query with { OrderBy = ReadSortItems() }; }
        if (_reader.TryWord("OFFSET"))
        {
            query = query with { Offset = ReadRowCount() };
            if (!_reader.TryWord("ROW")) { _reader.TryWord("ROWS"); }
        }
        if (_reader.TryWord("LIMIT"))
        {
            if (!_reader.TryWord("ALL")) { query = query with { Limit = ReadRowCount() }; }
        }
        else if (_reader.TryWord("FETCH"))
        {
            if (!_reader.TryWord("FIRST")) { _reader.Words("NEXT"); }
            var limit = _reader.IsWord("ROW") || _reader.IsWord("ROWS")
                ? new Expression.IntegerLiteral(_reader.Position, "1")
                : ReadRowCount();
            if (!_reader.TryWord("ROW")) { _reader.Words("ROWS"); }
            var ties = _reader.TryWords("WITH", "TIES");
            if (!ties) { _reader.Words("ONLY"); }
            if (ties && query.OrderBy.Count == 0)
            {
                throw new LocalAthenaQueryException("MISSING_ORDER_BY", "FETCH FIRST WITH TIES clause requires ORDER BY", query.Position);
            }
            query = query with { Limit = limit, WithTies = ties };
        }
        return query;
    }

    Expression ReadRowCount() => _reader.Current.Kind switch
    {
        SqlTokenKind.Integer => new Expression.IntegerLiteral(_reader.Position, _reader.Take().Value),
        SqlTokenKind.Parameter => ReadPrimary(),
        _ => throw _reader.Unexpected("<integer>"),
    };

    QueryBody ReadSetOperation()
    {
        var left = ReadIntersection();
        for (var links = 0; _reader.IsWord("UNION") || _reader.IsWord("EXCEPT"); links = Link(links))
        {
            var position = _reader.Position;
            var @operator = _reader.Take().Value.ToUpperInvariant();
            left = new QueryBody.SetOperation(position, @operator, ReadSetQuantifier(), left, ReadIntersection());
        }
        return left;
    }

    QueryBody ReadIntersection()
    {
        var left = ReadQueryPrimary();
        for (var links = 0; _reader.IsWord("INTERSECT"); links = Link(links))
        {
            var position = _reader.Take().Position;
            left = new QueryBody.SetOperation(position, "INTERSECT", ReadSetQuantifier(), left, ReadQueryPrimary());
        }
        return left;
    }

    bool ReadSetQuantifier()
    {
        if (_reader.TryWord("ALL")) { return true; }
        _reader.TryWord("DISTINCT");
        return false;
    }

    QueryBody ReadQueryPrimary()
    {
        var position = _reader.Position;
        if (_reader.IsWord("SELECT")) { return ReadSelect(); }
        if (_reader.TryWord("TABLE")) { return new QueryBody.Table(position, _reader.QualifiedName()); }
        if (_reader.TryWord("VALUES"))
        {
            List<Expression> rows = [];
            do { rows.Add(ReadExpression()); } while (_reader.TrySymbol(","));
            return new QueryBody.Values(position, rows);
        }
        if (_reader.TrySymbol("("))
        {
            var query = ReadQuery();
            _reader.Symbol(")");
            return new QueryBody.Parenthesized(position, query);
        }
        throw _reader.Unexpected("'(', 'SELECT', 'TABLE', 'VALUES'");
    }

    QueryBody.Select ReadSelect()
    {
        var position = _reader.Take().Position;
        var distinct = _reader.TryWord("DISTINCT");
        if (!distinct) { _reader.TryWord("ALL"); }
        List<SelectItem> items = [];
        do { items.Add(ReadSelectItem()); } while (_reader.TrySymbol(","));

        var from = _reader.TryWord("FROM") ? ReadFrom() : null;
        var where = _reader.TryWord("WHERE") ? ReadExpression() : null;
        List<GroupingElement> groupBy = [];
        var groupsOnce = false;
        if (_reader.TryWords("GROUP", "BY"))
        {
            if (_reader.IsWord("ALL") && !_reader.Peek(1).IsSymbol("("))
            {
                throw new LocalAthenaQueryException(
                    FailureCode.SyntaxError,
                    "mismatched input 'ALL': GROUP BY names its expressions in Athena",
                    _reader.Position);
            }
            groupsOnce = _reader.TryWord("DISTINCT");
            do { groupBy.Add(ReadGroupingElement()); } while (_reader.TrySymbol(","));
        }
        var having = _reader.TryWord("HAVING") ? ReadExpression() : null;
        var windows = new Dictionary<string, WindowSpecification>(StringComparer.Ordinal);
        if (_reader.TryWord("WINDOW"))
        {
            do
            {
                var name = _reader.Name();
                _reader.Words("AS");
                windows[name.Folded] = ReadWindow();
            }
            while (_reader.TrySymbol(","));
        }
        if (_reader.IsWord("QUALIFY")) { throw _reader.Unexpected("'ORDER', 'LIMIT', <EOF>: Athena has no QUALIFY"); }
        return new(position, distinct, items, from)
        {
            Where = where,
            GroupBy = groupBy,
            GroupsOnce = groupsOnce,
            Having = having,
            Windows = windows,
        };
    }

    SelectItem ReadSelectItem()
    {
        var position = _reader.Position;
        if (_reader.TrySymbol("*")) { return new(position, null, null); }
        var start = _reader.Index;
        if (_reader.IsName())
        {
            // t.* looks like an expression before its end.
            List<SqlName> parts = [_reader.Name()];
            while (_reader.IsSymbol(".") && _reader.PeekIsName(1))
            {
                _reader.Take();
                parts.Add(_reader.AnyName());
            }
            if (_reader.IsSymbol(".") && _reader.Peek(1).IsSymbol("*"))
            {
                _reader.Take();
                _reader.Take();
                return new(position, null, null) { StarOf = new(parts), Columns = ReadStarAliases() };
            }
            _reader.Index = start;
        }
        var value = ReadExpression();
        if (_reader.IsSymbol(".") && _reader.Peek(1).IsSymbol("*"))
        {
            _reader.Take();
            _reader.Take();
            return new(position, null, null) { RowOf = value, Columns = ReadStarAliases() };
        }
        SqlName? alias = _reader.TryWord("AS") ? _reader.Name() : _reader.IsName() && !IsClauseWord() ? _reader.Name() : null;
        return new(position, value, alias);
    }

    List<SqlName> ReadStarAliases() => _reader.TryWord("AS") ? ReadColumnAliases() : [];

    // Not reserved in Trino's grammar, but as an alias it would consume the next clause.
    bool IsClauseWord() => _reader.Current.Kind == SqlTokenKind.Word
        && _reader.Current.Value.ToUpperInvariant() is "LIMIT" or "OFFSET" or "FETCH" or "WINDOW" or "TABLESAMPLE" or "QUALIFY";

    GroupingElement ReadGroupingElement()
    {
        if (_reader.TryWords("GROUPING", "SETS"))
        {
            _reader.Symbol("(");
            List<IReadOnlyList<Expression>> sets = [];
            do { sets.Add(ReadGroupingSet()); } while (_reader.TrySymbol(","));
            _reader.Symbol(")");
            return new(GroupingElement.GroupingSets, sets);
        }
        if (_reader.IsWord("ROLLUP") || _reader.IsWord("CUBE"))
        {
            var kind = _reader.Take().Value.ToUpperInvariant();
            _reader.Symbol("(");
            List<IReadOnlyList<Expression>> sets = [];
            if (!_reader.IsSymbol(")"))
            {
                do { sets.Add(ReadGroupingSet()); } while (_reader.TrySymbol(","));
            }
            _reader.Symbol(")");
            return new(kind, sets);
        }
        return new(GroupingElement.Simple, [ReadGroupingSet()]);
    }

    IReadOnlyList<Expression> ReadGroupingSet()
    {
        var expression = _reader.IsSymbol("(") && _reader.Peek(1).IsSymbol(")") ? null : ReadExpression();
        if (expression is null)
        {
            _reader.Take();
            _reader.Take();
            return [];
        }
        return expression is Expression.Row { Keyword: false } row ? row.Items : [expression];
    }

    List<SortItem> ReadSortItems()
    {
        List<SortItem> items = [];
        do
        {
            var key = ReadExpression();
            var descending = _reader.TryWord("DESC");
            if (!descending) { _reader.TryWord("ASC"); }
            bool? nullsFirst = null;
            if (_reader.TryWord("NULLS"))
            {
                nullsFirst = _reader.TryWord("FIRST");
                if (nullsFirst is false) { _reader.Words("LAST"); }
            }
            items.Add(new(key, descending, nullsFirst));
        }
        while (_reader.TrySymbol(","));
        return items;
    }

    List<SqlName> ReadColumnAliases()
    {
        List<SqlName> columns = [];
        if (_reader.TrySymbol("("))
        {
            do { columns.Add(_reader.Name()); } while (_reader.TrySymbol(","));
            _reader.Symbol(")");
        }
        return columns;
    }

    // Statements come from outside, so recursion must end before the stack does, and before DuckDB's limit of 1,000 levels.
    void Descend()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_depth > MaxDepth) { throw TooDeep(); }
    }

    /// <summary>Counts the links of a chain such as <c>a + b + c</c>, in which each nests the previous one.</summary>
    int Link(int links) => links < MaxDepth ? links + 1 : throw TooDeep();

    LocalAthenaQueryException TooDeep() =>
        new(
            FailureCode.NotSupported,
            $"The statement nests deeper than {MaxDepth.ToString(CultureInfo.InvariantCulture)} levels",
            _reader.Position);

    LocalAthenaQueryException NotSupported(string what) =>
        new(FailureCode.NotSupported, $"LocalAthena does not have {what}", _reader.Position);
}
