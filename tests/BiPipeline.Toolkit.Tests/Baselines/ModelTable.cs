namespace BiPipeline.Toolkit.Tests.Baselines;

/// <summary>
/// A random table with its writes, a stream that loses some of them, and what lands in the lake at which step; and what a reader of the
/// lake can know of each item after a step. It uses none of the toolkit's code.
/// </summary>
sealed class ModelTable
{
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    static readonly TimeSpan IncrementalMargin = TimeSpan.FromSeconds(10);

    // Times of a stream are whole seconds, and its clock is at most one second off.
    static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    readonly ModelWorld _world;
    readonly Random _random;
    readonly List<ModelWrite> _writes = [];
    readonly List<(DateTime From, DateTime To)> _losses = [];

    internal ModelTable(ModelWorld world, int number, Random random)
    {
        (_world, Number, _random) = (world, number, random);
        Keys = 2 + random.Next(4);
        Windows = Lose();
        Write();
        Changes = Capture();
    }

    internal int Number { get; }

    internal int Keys { get; }

    internal IReadOnlyList<ModelChange> Changes { get; }

    internal IReadOnlyList<ModelWindow> Windows { get; }

    /// <summary>The items of a full export, with their keys.</summary>
    internal IEnumerable<(int Key, ModelItem Item)> ItemsAt(DateTime time) =>
        Enumerable.Range(0, Keys).Select(key => (Key: key, Item: StateAt(key, time))).Where(pair => pair.Item is not null).Select(pair => (pair.Key, pair.Item!));

    /// <summary>
    /// The lines of an incremental export: the images before and after the window, of items that exist at one end; the time is that of
    /// the last write.
    /// </summary>
    internal IEnumerable<ModelWrite> LinesOf(ModelWindow window) =>
        from write in _writes
        where write.Time >= window.From && write.Time < window.To
        group write by write.Key into key
        let last = key.Last()
        let before = key.First().Before
        where before is not null || last.After is not null
        select last with { Before = before };

    /// <summary>
    /// What a reader knows of an item after a step: its state by the latest evidence in the lake table. Null for no promise: the latest
    /// change is so shortly before the latest dated row that their order is unknown, and a change between the two is missing.
    /// </summary>
    internal (ModelItem? Item, bool IsPromised) Know(ModelEntity entity, int key, int step)
    {
        var change = LatestChange(entity, key, step);
        var (time, state, margin) = Dated(entity, key, step);
        if (change is null || time is null) { return (change is null ? state : entity.Of(change.After), true); }
        if (change.Time > time) { return (entity.Of(change.After), true); }
        var isNear = change.Time >= time - margin - Skew;
        var misses = _writes.Any(write => write.Key == key && write.Time > change.Time && write.Time <= time && entity.Sees(write));
        return (state, !(isNear && misses));
    }

    /// <summary>Whether the table lost nothing of an item after the latest evidence, so that what the reader knows is the truth.</summary>
    internal bool IsComplete(ModelEntity entity, int key, int step)
    {
        var change = LatestChange(entity, key, step)?.Time;
        var dated = Dated(entity, key, step).Time;
        var known = change is null ? dated : dated is null || change > dated ? change : dated;
        return !_writes.Any(write => write.Key == key && entity.Sees(write) && (known is null || write.Time > known));
    }

    internal ModelItem? StateAt(int key, DateTime time) => _writes.LastOrDefault(write => write.Key == key && write.Time <= time)?.After;

    ModelWrite? LatestChange(ModelEntity entity, int key, int step) =>
        Changes.LastOrDefault(one => one.Write.Key == key && one.LandedBy(step) && entity.Sees(one.Write))?.Write;

    internal string Describe(int key) => string.Join(
        '\n',
        Changes.Where(change => change.Write.Key == key).Select(change =>
            $"  {change.Write.Time:O} #{change.Write.Number} {Text(change.Write.After)}: {change.Label} {change.Sequence} at {change.Time:O}, lands at [{string.Join(", ", change.Steps)}]")
            .Concat(Windows.Select(window => $"  window {window.From:O} to {window.To:O} lands at {window.Step}")));

    // The latest of the exported item, its absence, and the rows of incremental exports.
    (DateTime? Time, ModelItem? State, TimeSpan Margin) Dated(ModelEntity entity, int key, int step)
    {
        (DateTime? Time, ModelItem? State, TimeSpan Margin) latest = default;
        var newest = _world.NewestAt(step);
        foreach (var baseline in _world.Baselines)
        {
            var state = entity.Of(StateAt(key, baseline.AsOf));
            var isKnown = baseline == newest || (state is not null && baseline.StepOf(key) <= step);
            if (isKnown && !(latest.Time > baseline.AsOf)) { latest = (baseline.AsOf, state, Margin); }
        }
        foreach (var line in Windows.Where(window => window.Step <= step).SelectMany(LinesOf).Where(line => line.Key == key && entity.Sees(line) && !(latest.Time > line.Time)))
        {
            latest = (line.Time, entity.Of(line.After), IncrementalMargin);
        }
        return latest;
    }

    void Write()
    {
        var items = new ModelItem?[Keys];
        var times = Times().Distinct().Order().ToArray();
        for (var number = 0; number < times.Length; number++)
        {
            // Bursts are often of one item.
            var key = number > 0 && times[number] - times[number - 1] < TimeSpan.FromSeconds(5) && _random.Next(3) > 0
                ? _writes[^1].Key
                : _random.Next(Keys);
            var before = items[key];
            var isDelete = before is not null && _random.Next(100) < 35;
            var after = isDelete ? null : Item(number, times[number]);
            items[key] = after;
            _writes.Add(new(number, key, times[number], before, after, isDelete && _random.Next(4) == 0));
        }
    }

    ModelItem Item(int number, DateTime time) => new(
        number,
        _random.Next(5) == 0 ? "other" : "order",
        _random.Next(3),
        ((string[])["eu", "us", "xx"])[_random.Next(3)],
        time.Date.AddDays(_random.Next(-3, 5)));

    IEnumerable<DateTime> Times()
    {
        var (first, last) = (_world.First, _world.Last);
        DateTime[] critical =
        [
            first, last, first - Margin, last - Margin, first - Margin, last - Margin, first.AddHours(-1), last.AddHours(-1), last.Date, first.Date,
            .. _losses.SelectMany(loss => new[] { loss.From, loss.From, loss.To }).Where(time => time < DateTime.MaxValue),
        ];
        for (var burst = 6 + _random.Next(8); burst > 0; burst--)
        {
            var center = _random.Next(2) == 0
                ? critical[_random.Next(critical.Length)].AddMilliseconds(_random.Next(3) switch { 0 => Around(2_000), 1 => Around(15_000), _ => Around(360_000) })
                : Between(first.AddHours(-2), last.AddHours(1));
            for (var i = _random.Next(4); i >= 0; i--) { yield return Exact(center.AddMilliseconds(_random.Next(_random.Next(3) switch { 0 => 900, 1 => 2_500, _ => 240_000 }))); }
        }
    }

    // Never a whole second, so that no write is at the very time of an export.
    static DateTime Exact(DateTime time) => time.Millisecond == 0 ? time.AddMilliseconds(1) : new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    int Around(int milliseconds) => _random.Next(-milliseconds, milliseconds);

    DateTime Between(DateTime from, DateTime to) => from.AddMilliseconds(_random.NextDouble() * (to - from).TotalMilliseconds);

    // A stream that fails for some time, or ends; incremental exports of exactly the lost time may follow.
    List<ModelWindow> Lose()
    {
        List<ModelWindow> windows = [];
        var (from, to) = (_world.First.AddHours(-2), _world.Last.AddHours(2));
        for (var loss = _random.Next(3); loss > 0; loss--)
        {
            var start = Between(from, to);
            var end = start.AddSeconds(_random.Next(2) == 0 ? _random.Next(20, 600) : _random.Next(600, 7200));
            if (_losses.Exists(other => start < other.To && other.From < end)) { continue; }
            _losses.Add((start, end));
            if (_random.Next(2) == 0) { windows.Add(new(start, end, _random.Next(ModelWorld.Steps))); }
        }
        if (_random.Next(5) == 0)
        {
            var start = Between(from, to);
            _losses.RemoveAll(loss => loss.To > start);
            windows.RemoveAll(window => window.To > start);
            _losses.Add((start, DateTime.MaxValue));
            // Windows meet exactly.
            for (var at = start; at < to && _random.Next(6) != 0;)
            {
                var next = at.AddMinutes(_random.Next(15, 180));
                windows.Add(new(at, next, _random.Next(ModelWorld.Steps)));
                at = next;
            }
        }
        return windows;
    }

    List<ModelChange> Capture()
    {
        List<ModelChange> changes = [];
        var label = 1;
        var sequence = (long)_random.Next(1, 100_000);
        var lost = 0;
        for (var i = 0; i < _writes.Count; i++)
        {
            var write = _writes[i];
            // A stream that was enabled again: a new label, and numbers from any start.
            if (i > 0 && _losses.Exists(loss => loss.To > _writes[i - 1].Time && loss.To <= write.Time) && _random.Next(2) == 0)
            {
                (label, sequence) = (label + 1, _random.Next(1, 1000));
            }
            sequence += _random.Next(1, 900);
            if (lost == 0 && _random.Next(40) == 0) { lost = _random.Next(1, 5); }
            var isLost = lost > 0 || _losses.Exists(loss => write.Time >= loss.From && write.Time < loss.To);
            lost = Math.Max(0, lost - 1);
            changes.Add(new(write, _world.IsByTime ? "" : $"2026-06-0{label}T00:00:00.000", sequence, Approximate(write.Time), isLost ? [] : [.. Landings(i)]));
        }
        return changes;
    }

    DateTime Approximate(DateTime time) => _world.IsByTime
        ? time
        : new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(_random.Next(-1, 2));

    // Mostly in order, sometimes late or early, sometimes twice.
    IEnumerable<int> Landings(int number)
    {
        yield return _random.Next(6) == 0 ? _random.Next(ModelWorld.Steps) : number * ModelWorld.Steps / _writes.Count;
        if (_random.Next(5) == 0) { yield return _random.Next(ModelWorld.Steps); }
    }

    static string Text(ModelItem? item) => item is null ? "deleted" : $"{item.Kind} v{item.Value}";
}
