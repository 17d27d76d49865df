namespace BiPipeline.Toolkit.LocalAthena.Tests.Writing;

/// <summary>A table of rows in plain C#, with SQL's NULLs, as the oracle of statements that write.</summary>
sealed class RowModel
{
    /// <summary>A row: a key that may be NULL and may come twice, a text, an amount in cents.</summary>
    internal readonly record struct Row(long? Key, string? Text, long? Cents);

    /// <summary>A condition over a row, in SQL and in C#; null is unknown.</summary>
    internal sealed record Condition(string Sql, Func<Row, bool?> Holds);

    /// <summary>A condition over a target row and a source row.</summary>
    internal sealed record PairCondition(string Sql, Func<Row, Row, bool?> Holds);

    internal enum Action
    {
        Update,
        Delete,
        Insert,
    }

    /// <summary>A clause of MERGE. An update adds the source's cents to the target's, or to NULL, and takes the source's text.</summary>
    internal sealed record Clause(Action Action, PairCondition? Condition);

    readonly List<Row> _rows = [];

    internal IReadOnlyList<Row> Rows => _rows;

    internal int Insert(IReadOnlyList<Row> rows)
    {
        _rows.AddRange(rows);
        return rows.Count;
    }

    internal int Delete(Condition condition) => _rows.RemoveAll(row => condition.Holds(row) == true);

    internal int Update(Condition condition, Func<Row, Row> change)
    {
        var count = 0;
        for (var i = 0; i < _rows.Count; i++)
        {
            if (condition.Holds(_rows[i]) != true) { continue; }
            _rows[i] = change(_rows[i]);
            count++;
        }
        return count;
    }

    /// <summary>Returns the number of changed rows; null when one target row matches several source rows in one clause, or in several.</summary>
    internal int? Merge(IReadOnlyList<Row> source, IReadOnlyList<Clause> clauses)
    {
        Dictionary<int, List<(int Clause, Row Source)>> matches = [];
        List<Row> inserted = [];
        foreach (var row in source)
        {
            var targets = Enumerable.Range(0, _rows.Count).Where(i => _rows[i].Key is { } key && key == row.Key).ToArray();
            foreach (var target in targets)
            {
                var clause = FirstThatApplies(clauses, isMatched: true, _rows[target], row);
                matches.TryAdd(target, []);
                matches[target].Add((clause, row));
            }
            if (targets.Length == 0 && FirstThatApplies(clauses, isMatched: false, default, row) >= 0) { inserted.Add(row); }
        }
        if (matches.Values.Any(found => found.GroupBy(one => one.Clause).Any(group => group.Count() > 1) || found.Count(one => one.Clause >= 0) > 1)) { return null; }

        var applied = matches.SelectMany(pair => pair.Value.Where(one => one.Clause >= 0).Select(one => (Target: pair.Key, one.Clause, one.Source))).ToArray();
        foreach (var (target, clause, row) in applied.Where(one => clauses[one.Clause].Action == Action.Update))
        {
            _rows[target] = new(_rows[target].Key, row.Text, _rows[target].Cents + row.Cents);
        }
        foreach (var target in applied.Where(one => clauses[one.Clause].Action == Action.Delete).Select(one => one.Target).OrderDescending()) { _rows.RemoveAt(target); }
        _rows.AddRange(inserted);
        return applied.Length + inserted.Count;
    }

    static int FirstThatApplies(IReadOnlyList<Clause> clauses, bool isMatched, Row target, Row source)
    {
        for (var i = 0; i < clauses.Count; i++)
        {
            if ((clauses[i].Action != Action.Insert) == isMatched && (clauses[i].Condition is not { } condition || condition.Holds(target, source) == true)) { return i; }
        }
        return -1;
    }
}
