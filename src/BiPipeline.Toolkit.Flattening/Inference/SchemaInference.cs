namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Infers a schema from all records it is given. The result does not depend on their order or split. A record is readable when flattening
/// reads it, with the same reasons. Add payloads with <see cref="Observe(ReadOnlySpan{byte})"/>, combine inferences with
/// <see cref="Merge"/>, then call <see cref="ToSchema"/>.
/// </summary>
public sealed class SchemaInference : IRecordObserver
{
    const int NamedSources = 5;

    readonly InferenceOptions _options;
    readonly RecordFlattener _flattener;
    readonly ObservedTypeReader _types = new();
    readonly EntityMatcher? _entity;
    readonly Observation _whole;
    // Changes without a sequence number, which a table with order: sequence refuses.
    readonly Observation _timed;
    readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _forms = new(StringComparer.Ordinal);
    readonly SortedSet<string> _sources = new(StringComparer.Ordinal);

    byte[] _lastSource = [];
    long _sequenced;
    long _timedOfOtherOrder;
    long _untimed;

    /// <summary>Creates an inference without records.</summary>
    /// <param name="options">The settings. Default (null): the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public SchemaInference(InferenceOptions? options = null)
    {
        _options = options ?? new();
        _options.Validate();
        _whole = new(_options.MaxStructMembers);
        _timed = new(_options.MaxStructMembers);
        var probe = ProbeOf(_options);
        _entity = probe.Entity is { } entity ? new EntityMatcher(entity) : null;
        _flattener = RecordFlattener.ForObserver(probe, this, anyOrder: _options.From is null);
        // The time of items does not change their types; flattening asks for it.
        _flattener.AsOf = DateTimeOffset.UnixEpoch;
    }

    /// <summary>Number of records that could be read.</summary>
    public long Records => _whole.Records + (Order == RecordOrder.Time ? _timed.Records : 0);

    /// <summary>Number of records that could not be read; flattening sends them to quarantine.</summary>
    public long Unreadable => Reasons.Values.Sum();

    /// <summary>
    /// Records of other entities than the one that is looked for (<see cref="InferenceOptions.Entity"/>), or of ignored ones.
    /// </summary>
    public long OtherEntities { get; private set; }

    /// <summary>Number of unreadable records by reason, the most frequent first.</summary>
    public IReadOnlyDictionary<string, long> Reasons
    {
        get
        {
            var reasons = new Dictionary<string, long>(_errors, StringComparer.Ordinal);
            var isTime = Order == RecordOrder.Time;
            Add(isTime ? RecordError.NoTime : RecordError.NoSequence, _untimed + (isTime ? 0 : _timed.Records - _timedOfOtherOrder));
            Add(RecordError.OtherOrder, isTime ? 0 : _timedOfOtherOrder);
            return reasons
                .OrderByDescending(reason => reason.Value)
                .ThenBy(reason => reason.Key, StringComparer.Ordinal)
                .ToDictionary(reason => reason.Key, reason => reason.Value, StringComparer.Ordinal);

            void Add(RecordError error, long count)
            {
                if (count > 0) { AddTo(reasons, RecordErrorText.Of(error), count); }
            }
        }
    }

    /// <summary>
    /// The forms that records came in, each with its number of records, such as <c>stream record</c> or <c>export</c>; the outermost form
    /// counts.
    /// </summary>
    public IReadOnlyDictionary<string, long> Forms => _forms;

    /// <summary>
    /// Attributes seen that have no column because of <see cref="InferenceOptions.MaxColumns"/>, the rarest; known after
    /// <see cref="ToSchema"/>.
    /// </summary>
    public IReadOnlyList<AttributePath> WithoutColumn { get; private set; } = [];

    /// <summary>
    /// What was decided and why, one line per attribute whose type was a choice, such as
    /// <c>metrics.temp: 5,720 N, 59 S → string</c>; known after <see cref="ToSchema"/>.
    /// </summary>
    public IReadOnlyList<string> Decisions { get; private set; } = [];

    /// <summary>
    /// The columns of <see cref="InferenceOptions.From"/> that no record has a value for, as <c>table.column</c>; known after
    /// <see cref="ToSchema"/>.
    /// </summary>
    public IReadOnlyList<string> EmptyColumns { get; private set; } = [];

    /// <summary>
    /// The paths of policies of <see cref="InferenceOptions.From"/> that met no attribute in any record; known after
    /// <see cref="ToSchema"/>.
    /// </summary>
    public IReadOnlyList<string> UnmetPolicies { get; private set; } = [];

    /// <summary>Records of any kind.</summary>
    internal long Met => _errors.Values.Sum() + _untimed + Read;

    /// <summary>Records that are readable with one of the orders.</summary>
    internal long Read => _whole.Records + _timed.Records + OtherEntities;

    RecordOrder Order => _options.From?.Order
        ?? (_sequenced == 0 && _timed.Records + _untimed > 0 ? RecordOrder.Time : RecordOrder.Sequence);

    /// <summary>Adds every record of a payload. Detects its kind: a Lambda event, JSON lines or an export.</summary>
    /// <exception cref="PayloadException">
    /// The payload can't be divided into records, or <see cref="InferenceOptions.From"/> refuses its kind.
    /// </exception>
    public void Observe(ReadOnlySpan<byte> payload) => Observe(payload, PayloadKind.Detect);

    /// <summary>Adds every record of a payload of a known kind.</summary>
    /// <exception cref="PayloadException">The payload can't be divided into records.</exception>
    internal void Observe(ReadOnlySpan<byte> payload, PayloadKind kind)
    {
        _flattener.Clear();
        _flattener.Flatten(payload, kind);
        AddForms();
    }

    /// <summary>Looks at every record of a part of an input.</summary>
    /// <param name="part">Whole records.</param>
    /// <param name="sequence">Where in the input the part begins.</param>
    /// <param name="isLast">Whether the input ends with the part.</param>
    /// <exception cref="PayloadException">The input can't be divided into records, or is not records.</exception>
    internal void Observe(ReadOnlySpan<byte> part, RecordSequence sequence, bool isLast)
    {
        _flattener.Clear();
        _flattener.Flatten(part, sequence, isLast);
        AddForms();
    }

    /// <summary>Counts a record that flattening would quarantine, as it is too large to be held.</summary>
    internal void AddTooLarge() => AddTo(_errors, RecordErrorText.Of(RecordError.RecordTooLarge), 1);

    /// <summary>Adds the records of another inference.</summary>
    public void Merge(SchemaInference other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _whole.Merge(other._whole);
        _timed.Merge(other._timed);
        OtherEntities += other.OtherEntities;
        foreach (var (reason, count) in other._errors.ToArray()) { AddTo(_errors, reason, count); }
        foreach (var (form, count) in other._forms.ToArray()) { AddTo(_forms, form, count); }
        _sources.UnionWith(other._sources);
        _sequenced += other._sequenced;
        _timedOfOtherOrder += other._timedOfOtherOrder;
        _untimed += other._untimed;
    }

    /// <summary>Returns the inferred schema.</summary>
    /// <param name="table">The table's name.</param>
    /// <exception cref="SchemaException">
    /// The key attributes are not known, the name is not a table name, or the records are of several DynamoDB tables and none is named.
    /// </exception>
    public TableSchema ToSchema(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var seen = new Observation(_options.MaxStructMembers);
        seen.Merge(_whole);
        if (Order == RecordOrder.Time) { seen.Merge(_timed); }
        var builder = new SchemaBuilder(table, _options, Order, SourceOf(table));
        var schema = builder.Build(seen.Item, seen.Keys);
        WithoutColumn = builder.WithoutColumn;
        Decisions = [.. builder.Decisions, .. SourceLines(schema)];
        if (_options.From is { } start && Records > 0)
        {
            EmptyColumns = SeenParts.EmptyColumns(start, seen);
            UnmetPolicies = SeenParts.UnmetPolicies(start, seen);
        }
        return schema;
    }

    void IRecordObserver.Accept(ReadOnlySpan<byte> bytes, ref readonly RecordHeader header)
    {
        if (KindOf(in header) is not { } seen)
        {
            _untimed++;
            return;
        }
        seen.Records++;
        AddImage(bytes, header.NewImage, seen);
        AddImage(bytes, header.OldImage, seen);
        AddImage(bytes, header.Item, seen);
        if (header.Keys >= 0)
        {
            _types.ReadMembers(bytes[header.Keys..], seen.Keys);
            _types.ReadMembers(bytes[header.Keys..], seen.Item);
        }
        AddSource(header.Source(bytes).Table);
    }

    void IRecordObserver.Reject(RecordError error, string reason)
    {
        if (error == RecordError.NoTable) { OtherEntities++; }
        else { AddTo(_errors, reason, 1); }
    }

    // A flattener for it reads what flattening with the schema would: all but the columns is known already.
    static TableSchema ProbeOf(InferenceOptions options) => options.From is { } start
        ? start with
        {
            Source = options.Source ?? start.Source,
            Entity = options.Entity ?? start.Entity,
            Columns = [.. start.GetKeyColumns()],
            Partitions = [],
            Policies = [],
            Children = [],
            Unknown = UnknownAttributes.Drop,
        }
        : new()
        {
            Table = "",
            Source = options.Source ?? new("*"),
            Entity = options.Entity,
            Keys = [],
            Columns = [],
            Unknown = UnknownAttributes.Drop,
        };

    static void AddTo(Dictionary<string, long> counts, string name, long count) => counts[name] = counts.GetValueOrDefault(name) + count;

    void AddForms()
    {
        OtherEntities += _flattener.IgnoredCount;
        foreach (var (form, count) in _flattener.Forms) { AddTo(_forms, form, count); }
    }

    // Null when no order takes the record. With a schema to start from, flattening has checked its order.
    Observation? KindOf(ref readonly RecordHeader header)
    {
        if (_options.From is not null || header.IsDated) { return _whole; }
        if (header.HasSequence)
        {
            _sequenced++;
            return _whole;
        }
        if (!header.HasTime) { return null; }
        if (header.IsKinesis) { _timedOfOtherOrder++; }
        return _timed;
    }

    // An item may have been of another entity before.
    void AddImage(ReadOnlySpan<byte> bytes, int start, Observation seen)
    {
        if (start < 0 || _entity?.Matches(bytes[start..]) == false) { return; }
        _types.ReadMembers(bytes[start..], seen.Item);
    }

    // Neighbouring records mostly share their table.
    void AddSource(ReadOnlySpan<byte> table)
    {
        if (table.IsEmpty || table.SequenceEqual(_lastSource)) { return; }
        _lastSource = table.ToArray();
        _sources.Add(Encoding.UTF8.GetString(table));
    }

    // What flattening takes is what was looked at.
    TableSource? SourceOf(string table)
    {
        if (_options.Source is not null || _options.From is not null) { return _options.Source ?? _options.From!.Source; }
        if (_sources.Count > 1)
        {
            var names = string.Join(", ", _sources.Take(NamedSources).Select(name => $"'{name}'"));
            var more = _sources.Count > NamedSources ? ", …" : "";
            throw new SchemaException(
                $"'{table}'",
                [$"The records are of {_sources.Count} DynamoDB tables ({names}{more}); expected one. "
                    + "Name it, or a pattern, with --source."]);
        }
        return _sources.FirstOrDefault() is { } name && (_options.Entity is not null || !SourceMatcher.IsNameOf(name, table))
            ? new(name)
            : null;
    }

    IEnumerable<string> SourceLines(TableSchema schema) =>
        _options.From is null && _options.Source is null && schema.Source is { } source
            ? [$"source: the records are of {source}; records of other tables go to quarantine"]
            : [];
}
