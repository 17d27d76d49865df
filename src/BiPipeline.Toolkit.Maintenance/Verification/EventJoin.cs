namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Compares what the zones know of each event. One thread at a time.</summary>
/// <param name="context">The unit.</param>
/// <param name="versions">The schema versions of each family whose rows were expected of every record.</param>
/// <param name="coverage">Which raw a lifecycle rule has removed.</param>
/// <param name="backfills">The backfills of the lake.</param>
sealed class EventJoin(UnitContext context, IReadOnlyList<IReadOnlyList<string>> versions, RawCoverage coverage, BackfillList backfills)
{
    readonly RowPlace[] _places = context.Places.ToArray();
    readonly List<Reading> _readings = [];
    bool[] _isExpected = [];

    internal UnitTally Tally { get; } = new();

    /// <summary>Compares the events of a bucket.</summary>
    /// <param name="traces">The traces in the order of <see cref="EventTrace.Compare"/>.</param>
    internal void Add(ReadOnlySpan<EventTrace> traces)
    {
        for (var start = 0; start < traces.Length;)
        {
            var end = start + 1;
            while (end < traces.Length && traces[end].Event == traces[start].Event) { end++; }
            AddEvent(traces[start..end]);
            start = end;
        }
    }

    void AddEvent(ReadOnlySpan<EventTrace> traces)
    {
        var records = Take(ref traces, TraceKind.Record);
        var ignored = Take(ref traces, TraceKind.Ignored);
        var expected = Take(ref traces, TraceKind.Expected);
        var looseLines = Take(ref traces, TraceKind.LooseLine);
        var lines = Take(ref traces, TraceKind.Line);
        var rows = traces;
        if (_isExpected.Length < rows.Length) { _isExpected = new bool[rows.Length * 2]; }
        _isExpected.AsSpan(0, rows.Length).Clear();

        for (var i = 0; i < expected.Length; i++) { Find(rows, expected[i]); }
        for (var i = 0; i < records.Length;)
        {
            var record = RunOf(records[i..]);
            var digest = record[0].Detail;
            AddRecord(record, expected, rows, Has(ignored, digest), Has(lines, digest) || Has(looseLines, digest));
            i += record.Length;
        }
        AddRows(rows, expected, hasRaw: !records.IsEmpty);
        if (records.IsEmpty)
        {
            foreach (var line in lines) { AddWithoutRaw(line.Source, UnitCalendar.DayOf(context.Sources[line.Source].Name.Partition)); }
        }
    }

    static ReadOnlySpan<EventTrace> Take(ref ReadOnlySpan<EventTrace> traces, TraceKind kind)
    {
        var count = 0;
        while (count < traces.Length && traces[count].Kind == kind) { count++; }
        var taken = traces[..count];
        traces = traces[count..];
        return taken;
    }

    // The traces of one record, at the start.
    static ReadOnlySpan<EventTrace> RunOf(ReadOnlySpan<EventTrace> traces)
    {
        var count = 1;
        while (count < traces.Length && traces[count].Detail == traces[0].Detail) { count++; }
        return traces[..count];
    }

    static bool Has(ReadOnlySpan<EventTrace> traces, long record) =>
        FirstOf(traces, record) is var first && first < traces.Length && traces[first].Detail == record;

    // Traces of one kind are sorted by record.
    static int FirstOf(ReadOnlySpan<EventTrace> traces, long record)
    {
        var (low, high) = (0, traces.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (traces[middle].Detail < record) { low = middle + 1; }
            else { high = middle; }
        }
        return low;
    }

    // Returns whether the lake has a row, and marks it.
    bool Find(ReadOnlySpan<EventTrace> rows, in EventTrace wanted)
    {
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (EventTrace.ComparePlace(rows[middle], wanted) < 0) { low = middle + 1; }
            else { high = middle; }
        }
        if (low == rows.Length || EventTrace.ComparePlace(rows[low], wanted) != 0) { return false; }
        _isExpected[low] = true;
        return true;
    }

    void AddRecord(
        ReadOnlySpan<EventTrace> record,
        ReadOnlySpan<EventTrace> expected,
        ReadOnlySpan<EventTrace> rows,
        bool isIgnored,
        bool isInQuarantine)
    {
        Tally.Events++;
        _readings.Clear();
        for (var i = FirstOf(expected, record[0].Detail); i < expected.Length && expected[i].Detail == record[0].Detail; i++)
        {
            var place = _places[expected[i].Place];
            var reading = _readings.Find(reading => reading.Family == place.Family && reading.Hash == place.Hash);
            if (reading is null) { _readings.Add(reading = new(place)); }
            reading.IsComplete &= Find(rows, expected[i]);
        }
        var hasRows = _readings.Exists(reading => reading.IsComplete);
        if (hasRows && _readings.TrueForAll(reading => reading.IsComplete || HasOther(reading)))
        {
            Tally.InRows++;
            NoteGenerations();
        }
        else if (isInQuarantine) { Tally.Quarantined++; }
        else if (isIgnored) { Tally.Ignored++; }
        else
        {
            var isYoung = true;
            foreach (var trace in record) { isYoung &= context.IsYoung[trace.Source]; }
            context.Findings.Add(isYoung ? FindingKind.InFlight : FindingKind.Missing, context.Sources[record[0].Source].Key);
        }
    }

    // Whether the record is complete in another version of the family, or gives no row there.
    bool HasOther(Reading reading)
    {
        var count = 0;
        foreach (var other in _readings)
        {
            if (other.Family != reading.Family) { continue; }
            if (other.IsComplete) { return true; }
            count += versions[reading.Family].Contains(other.Hash, StringComparer.Ordinal) ? 1 : 0;
        }
        return count < versions[reading.Family].Count;
    }

    void NoteGenerations()
    {
        for (var i = 0; i < _readings.Count; i++)
        {
            for (var j = i + 1; j < _readings.Count; j++)
            {
                var (a, b) = (_readings[i], _readings[j]);
                if (a.Family != b.Family || !a.IsComplete || !b.IsComplete || VersionOf(a) == VersionOf(b)) { continue; }
                context.Findings.Add(FindingKind.TwoGenerations, (VersionOf(a) < VersionOf(b) ? a : b).Folder);
            }
        }
    }

    int VersionOf(Reading reading) => context.Families[reading.Family].Find(reading.Hash)!.Version;

    void AddRows(ReadOnlySpan<EventTrace> rows, ReadOnlySpan<EventTrace> expected, bool hasRaw)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            // Repeated rows are distinct ones once; the first is marked.
            if (i > 0 && EventTrace.ComparePlace(rows[i - 1], rows[i]) == 0) { continue; }
            var row = rows[i];
            var place = _places[row.Place];
            Tally.AddRow(place, _isExpected[i], row.Row);
            var isDated = row.Kind != TraceKind.Change;
            var backfill = isDated ? backfills.Find(place.Family, row.Detail, row.Kind == TraceKind.Item) : null;
            if (backfill is { } all) { Tally.AddDated(place.Table, all); }
            if (_isExpected[i]) { continue; }
            if (hasRaw)
            {
                context.Findings.Add(
                    IsElsewhere(row, place, expected) ? FindingKind.WrongPartition : FindingKind.Differs, context.Sources[row.Source].Key);
            }
            else if (backfill is { } withoutRaw) { Tally.AddDated(place.Table, ~withoutRaw); }
            else if (isDated && backfills.IsUnfinished(row.Detail, row.Kind == TraceKind.Item))
            {
                context.Findings.Add(FindingKind.Unfinished, place.Folder);
            }
            else { AddWithoutRaw(row.Source, DayOf(row.Detail)); }
        }
    }

    bool IsElsewhere(in EventTrace row, RowPlace place, ReadOnlySpan<EventTrace> expected)
    {
        foreach (var other in expected)
        {
            if (other.Row == row.Row && _places[other.Place] is var wanted && wanted.Table == place.Table && wanted.Hash == place.Hash)
            {
                return true;
            }
        }
        return false;
    }

    void AddWithoutRaw(int source, DateOnly day)
    {
        var item = context.Sources[source];
        var kind = coverage.KindOf(day, item.LastModified);
        var place = kind == FindingKind.WithoutRaw
            ? item.Key
            : LakeLayout.TablePrefix(item.Name.Zone, item.Name.Table) + item.Name.Partition;
        context.Findings.Add(kind, place);
    }

    static DateOnly DayOf(long milliseconds) => milliseconds == EventTrace.NoTime
        ? LakeLayout.UnknownDay
        : DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime);

    /// <summary>The rows that a record gives under one version of a schema.</summary>
    sealed class Reading(RowPlace place)
    {
        internal int Family => place.Family;

        internal string Hash => place.Hash;

        internal string Folder => place.Folder;

        internal bool IsComplete { get; set; } = true;
    }
}
