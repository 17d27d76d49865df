using System.Collections.Frozen;

namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Finds the tables and views that a query reads: through joins, subqueries and common table expressions, and not in strings,
/// comments or function arguments.
/// </summary>
sealed class SqlReferences
{
    static readonly FrozenSet<string> EndOfFrom =
        Words("WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "UNION", "INTERSECT", "EXCEPT", "SELECT");
    static readonly FrozenSet<string> FunctionsWithFrom = Words("EXTRACT", "TRIM", "SUBSTRING", "OVERLAY", "POSITION");
    static readonly FrozenSet<string> NoTables = Words("UNNEST", "LATERAL", "TABLE");

    readonly IReadOnlyList<SqlToken> _tokens;
    readonly List<TableReference> _found = [];
    int _next;

    SqlReferences(IReadOnlyList<SqlToken> tokens) => _tokens = tokens;

    /// <summary>Returns the distinct references in their order.</summary>
    /// <param name="tokens">A query's tokens, without comments.</param>
    internal static IReadOnlyList<TableReference> Of(IReadOnlyList<SqlToken> tokens)
    {
        var references = new SqlReferences(tokens);
        references.ReadLevel(new Scope(null), function: null, expectsTable: false);
        return [.. references._found.Distinct()];
    }

    static FrozenSet<string> Words(params string[] words) => words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Reads to the parenthesis or bracket that closes the level, or to the end.
    void ReadLevel(Scope scope, string? function, bool expectsTable)
    {
        ReadCommonTables(scope);
        var isQuery = false;
        var isFrom = expectsTable;
        while (_next < _tokens.Count)
        {
            var token = _tokens[_next];
            if (token.IsSymbol(')') || token.IsSymbol(']'))
            {
                _next++;
                return;
            }
            if (token.IsSymbol('('))
            {
                var before = _next > 0 && _tokens[_next - 1].Kind == SqlTokenKind.Word ? _tokens[_next - 1].Text : null;
                _next++;
                ReadLevel(new Scope(scope), before, expectsTable && !IsQueryStart());
                expectsTable = false;
                continue;
            }
            if (token.IsSymbol('['))
            {
                _next++;
                ReadLevel(new Scope(scope), function: null, expectsTable: false);
                continue;
            }
            if (expectsTable && token.IsName)
            {
                expectsTable = false;
                if (token.Kind == SqlTokenKind.Word
                    && NoTables.Contains(token.Text)
                    && _next + 1 < _tokens.Count
                    && _tokens[_next + 1].IsSymbol('('))
                {
                    _next++;
                }
                else { ReadName(scope); }
                continue;
            }

            if (token.IsWord("SELECT")) { isQuery = true; }
            if (token.Kind == SqlTokenKind.Word && EndOfFrom.Contains(token.Text)) { (isFrom, expectsTable) = (false, false); }
            else if (token.IsWord("JOIN") || (isFrom && token.IsSymbol(','))) { (isFrom, expectsTable) = (true, true); }
            else if (token.IsWord("FROM") && (isQuery || function is null || !FunctionsWithFrom.Contains(function)) && !IsDistinctFrom())
            {
                (isFrom, expectsTable) = (true, true);
            }
            _next++;
        }
    }

    bool IsQueryStart() => _next < _tokens.Count && _tokens[_next] is var token
        && (token.IsWord("SELECT") || token.IsWord("WITH") || token.IsWord("VALUES") || token.IsWord("TABLE"));

    // x IS [NOT] DISTINCT FROM y
    bool IsDistinctFrom() =>
        _next >= 2 && _tokens[_next - 1].IsWord("DISTINCT") && (_tokens[_next - 2].IsWord("IS") || _tokens[_next - 2].IsWord("NOT"));

    // WITH a AS (…), b AS (…): each name is known after its body, and in a recursive clause also in it.
    void ReadCommonTables(Scope scope)
    {
        if (_next >= _tokens.Count || !_tokens[_next].IsWord("WITH")) { return; }
        _next++;
        var isRecursive = _next < _tokens.Count && _tokens[_next].IsWord("RECURSIVE");
        if (isRecursive) { _next++; }
        while (_next < _tokens.Count && _tokens[_next].IsName)
        {
            var name = _tokens[_next++].Text;
            if (isRecursive) { scope.Add(name); }
            while (_next < _tokens.Count && !_tokens[_next].IsWord("AS"))
            {
                if (_tokens[_next++].IsSymbol('(')) { ReadLevel(new Scope(scope), function: null, expectsTable: false); }
            }
            // AS and the parenthesis.
            _next = Math.Min(_next + 2, _tokens.Count);
            ReadLevel(new Scope(scope), function: null, expectsTable: false);
            scope.Add(name);
            if (_next < _tokens.Count && _tokens[_next].IsSymbol(',')) { _next++; }
            else { return; }
        }
    }

    void ReadName(Scope scope)
    {
        List<string> parts = [_tokens[_next++].Text];
        while (_next + 1 < _tokens.Count && _tokens[_next].IsSymbol('.') && _tokens[_next + 1].IsName)
        {
            parts.Add(_tokens[_next + 1].Text);
            _next += 2;
        }
        if (parts.Count == 1 && scope.Knows(parts[0])) { return; }
        _found.Add(new(
            parts.Count > 2 ? TableReference.Fold(parts[^3]) : null,
            parts.Count > 1 ? TableReference.Fold(parts[^2]) : null,
            TableReference.Fold(parts[^1])));
    }

    sealed class Scope(Scope? outer)
    {
        readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

        internal void Add(string name) => _names.Add(name);

        internal bool Knows(string name) => _names.Contains(name) || outer?.Knows(name) == true;
    }
}
