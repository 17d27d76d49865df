namespace BiPipeline.Toolkit.Athena.Tests.Views;

/// <summary>
/// A random history of a table, and the deliveries of its changes to a lake: first an export, then a stream, then another stream after the
/// first one was disabled. Deliveries repeat, in any order, and some are read again with a newer schema that finds fewer elements.
/// </summary>
sealed class LakeHistory
{
    static readonly string[] Streams = ["", "2025-01-01T00:00:00.000", "2025-06-01T00:00:00.000"];

    readonly Random _random;
    readonly List<Change> _changes = [];
    readonly Dictionary<string, int> _readings = new(StringComparer.Ordinal);

    internal LakeHistory(int seed)
    {
        _random = new(seed);
        Live();
    }

    /// <summary>The changes in order.</summary>
    internal IReadOnlyList<Change> Changes => _changes;

    /// <summary>The final content of the table, by key.</summary>
    internal IEnumerable<Change> Current => _changes.GroupBy(change => change.Key, StringComparer.Ordinal).Select(key => key.Last()).Where(change => !change.IsDeleted);

    /// <summary>The elements of a change in its newest reading.</summary>
    internal IEnumerable<(int Position, string Sku)> Elements(Change change) => change.Elements.Skip(_readings.GetValueOrDefault(change.Id, 1) - 1).Select((sku, position) => (position, sku));

    /// <summary>INSERT statements for every delivered row.</summary>
    internal IEnumerable<string> Deliver()
    {
        var deliveries = _changes.Concat(_changes.Where(_ => _random.Next(3) == 0)).Select(change => (change, Reading: 1)).ToList();
        foreach (var change in _changes.Where(_ => _random.Next(5) == 0))
        {
            var newest = 2 + _random.Next(2);
            deliveries.AddRange(Enumerable.Range(2, newest - 1).Select(reading => (change, reading)));
            _readings[change.Id] = newest;
        }
        var shuffled = deliveries.OrderBy(_ => _random.Next()).ToArray();
        yield return $"INSERT INTO orders VALUES {string.Join(", ", shuffled.Select(row => $"('{row.change.Key}', '{row.change.Status}', {Envelope(row.change, row.Reading)})"))}";
        var elements = shuffled.SelectMany(row => row.change.Elements.Skip(row.Reading - 1).Select((sku, position) => $"('{row.change.Key}', {position}, '{sku}', {Envelope(row.change, row.Reading)})")).ToArray();
        if (elements.Length > 0) { yield return $"INSERT INTO order_items VALUES {string.Join(", ", elements)}"; }
    }

    static string Envelope(Change change, int reading)
    {
        var sequence = change.Sequence is { } number ? $"'{number:D40}'" : "NULL";
        return $"'{(change.Stream == 0 ? "ITEM" : "MODIFY")}', '{change.Id}', '{Streams[change.Stream]}', {sequence}, TIMESTAMP '{change.Time:yyyy-MM-dd HH:mm:ss}', {change.IsDeleted}, false, {reading}, NULL, '{change.Day}'";
    }

    void Live()
    {
        var alive = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in new[] { "a", "b" }.Where(_ => _random.Next(2) == 0))
        {
            Add(key, stream: 0, sequence: null, isDeleted: false);
            alive.Add(key);
        }
        var sequence = 900L;
        for (var i = 0; i < 16; i++)
        {
            var stream = i < 9 ? 1 : 2;
            // A new stream starts its numbers over, with another length.
            if (i == 9) { sequence = 7; }
            sequence += 1 + _random.Next(40);
            var key = "abc"[_random.Next(3)].ToString();
            var isDeleted = alive.Contains(key) && _random.Next(3) == 0;
            Add(key, stream, sequence, isDeleted);
            if (isDeleted) { alive.Remove(key); } else { alive.Add(key); }
        }
    }

    void Add(string key, int stream, long? sequence, bool isDeleted)
    {
        var number = _changes.Count;
        // Times are whole seconds, so adjacent changes share them, and the sequence decides.
        var time = stream == 0 ? new DateTime(2024, 12, 1, 0, 0, 0, DateTimeKind.Unspecified) : new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddHours(number * 5).AddSeconds(-(number % 2) * 5 * 3600);
        var elements = Enumerable.Range(0, _random.Next(4)).Select(element => $"s{number}-{element}").ToArray();
        _changes.Add(new(key, $"e{(number * 7) % 23}", stream, sequence, time, isDeleted, $"st{number}", elements));
    }

    internal sealed record Change(string Key, string Id, int Stream, long? Sequence, DateTime Time, bool IsDeleted, string Status, IReadOnlyList<string> Elements)
    {
        internal string Day => $"{Time:yyyy-MM-dd}";
    }
}
