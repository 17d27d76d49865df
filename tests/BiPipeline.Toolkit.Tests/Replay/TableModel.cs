using System.Globalization;

namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>
/// A model of a DynamoDB table: its content after a history of writes, and the stream of its changes. It uses none of the toolkit's code.
/// </summary>
sealed class TableModel
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero);

    readonly string _name;
    readonly SortedDictionary<int, Write> _items = [];
    readonly HashSet<int> _poisoned = [];
    readonly Dictionary<int, Shard> _open = [];
    DateTimeOffset _time = Start;
    long _sequence = 94;
    int _label;
    int _events;

    internal TableModel(string name, IEnumerable<Write> writes)
    {
        _name = name;
        foreach (var write in writes) { Apply(write); }
    }

    internal List<Shard> Shards { get; } = [];

    internal IEnumerable<TableRecord> Records => Shards.SelectMany(shard => shard.Records);

    /// <summary>Event ids of poison records, which must be in quarantine.</summary>
    internal IEnumerable<string> PoisonEventIds => Records.Where(record => record.Row is null).Select(record => record.EventId);

    /// <summary>Keys with a record in quarantine, which the views may show differently.</summary>
    internal bool IsPoisoned(int item) => _poisoned.Contains(item);

    /// <summary>Rows of <c>shop_events</c>.</summary>
    internal IEnumerable<string> EventRows => Records.Select(record => record.Row).OfType<string>();

    /// <summary>Rows of <c>shop_current</c>, without poisoned keys.</summary>
    internal IEnumerable<string> CurrentRows => Whole.Select(item => $"{_name}|{item.Key}|{Amount(item.Value)}|{Status(item.Value)}");

    /// <summary>Rows of <c>shop_lines_current</c>, without poisoned keys.</summary>
    internal IEnumerable<string> LineRows => Whole.SelectMany(item => Enumerable.Range(0, item.Value.Lines).Select(line => $"{_name}|{item.Key}|{line}|{Sku(item.Value, line)}|{line + 1}"));

    IEnumerable<KeyValuePair<int, Write>> Whole => _items.Where(item => !_poisoned.Contains(item.Key));

    void Apply(Write write)
    {
        _time += TimeSpan.FromSeconds(write.Seconds);
        switch (write.Kind)
        {
            case WriteKind.Put or WriteKind.Poison:
                Put(write);
                break;
            case WriteKind.Delete or WriteKind.Expire:
                if (_items.Remove(write.Key, out var old)) { Add(write, "REMOVE", old); }
                break;
            case WriteKind.Split:
                var parent = ShardOf(write.Key);
                Shards.Add(_open[write.Key % 2] = new Shard(parent));
                break;
            case WriteKind.Reenable:
                _label++;
                _sequence = write.Gap;
                _open.Clear();
                break;
        }
    }

    void Put(Write write)
    {
        var op = _items.ContainsKey(write.Key) ? "MODIFY" : "INSERT";
        _items[write.Key] = write;
        if (write.Kind == WriteKind.Poison) { _poisoned.Add(write.Key); }
        Add(write, op, write);
    }

    void Add(Write write, string op, Write image)
    {
        _sequence += write.Gap;
        var (id, sequence) = ($"{_name}-{++_events}", _sequence.ToString(CultureInfo.InvariantCulture));
        var lines = string.Join(',', Enumerable.Range(0, image.Lines).Select(line => $$$$"""{"M":{"sku":{"S":"{{{{Sku(image, line)}}}}"},"qty":{"N":"{{{{line + 1}}}}"}}}"""));
        var item = $$$"""{"pk":{"S":"{{{_name}}}"},"sk":{"N":"{{{write.Key}}}"},"amount":{"N":"{{{Amount(image)}}}"},"status":{"S":"{{{Status(image)}}}"},"lines":{"L":[{{{lines}}}]}}""";
        // A key that is not a number in a table with a number key.
        var sk = write.Kind == WriteKind.Poison ? "\"S\":\"x\"" : $"\"N\":\"{write.Key}\"";
        var user = write.Kind == WriteKind.Expire ? """ "userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"},""" : "";
        var json = $$$"""{"eventID":"{{{id}}}","eventName":"{{{op}}}",{{{user}}}"dynamodb":{"ApproximateCreationDateTime":{{{_time.ToUnixTimeSeconds()}}},"Keys":{"pk":{"S":"{{{_name}}}"},"sk":{{{{sk}}}}},"{{{(op == "REMOVE" ? "OldImage" : "NewImage")}}}":{{{item}}},"SequenceNumber":"{{{sequence}}}"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/shop/stream/2026-03-0{{{_label + 1}}}T00:00:00.000"}""";
        var row = write.Kind == WriteKind.Poison ? null : $"{_name}|{write.Key}|{id}|{op}|{(op == "REMOVE" ? "true" : "false")}|{(write.Kind == WriteKind.Expire ? "true" : "false")}|{Amount(image)}|{Status(image)}";
        ShardOf(write.Key).Records.Add(new(sequence, json, row, write.Key, id));
    }

    // Two shards at a time, each with a part of the keys.
    Shard ShardOf(int key)
    {
        if (!_open.TryGetValue(key % 2, out var shard)) { Shards.Add(_open[key % 2] = shard = new Shard(parent: null)); }
        return shard;
    }

    static string Amount(Write write) => (write.Amount / 100m).ToString("F2", CultureInfo.InvariantCulture);

    static string Status(Write write) => $"s{write.Gap}";

    static string Sku(Write write, int line) => $"a{write.Amount}-{line}";
}
