using System.Text.Unicode;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Infers a schema from all records it is given. The result does not depend on their order or split. Add payloads with
/// <see cref="Observe(ReadOnlySpan{byte})"/>, combine inferences with <see cref="Merge"/>, then call <see cref="ToSchema"/>.
/// </summary>
public sealed class SchemaInference : IRecordSink
{
    const int NamedSources = 5;

    static readonly int MaxRecordBytes = new FlattenOptions().MaxRecordBytes;

    readonly InferenceOptions _options;
    readonly NestedBuffers _buffers = new();
    readonly RecordForms _forms = new();
    readonly ObservedTypeReader _types = new();
    readonly RowScope _check;
    readonly ObservedType _item;
    readonly ObservedType _keys;
    readonly EntityMatcher? _entity;
    readonly Dictionary<RecordError, long> _errors = [];
    readonly SortedSet<string> _sources = new(StringComparer.Ordinal);

    byte[] _lastSource = [];
    int _depth;
    bool _refusesDocuments;

    /// <summary>Creates an inference without records.</summary>
    /// <param name="options">The settings. Default (null): the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public SchemaInference(InferenceOptions? options = null)
    {
        _options = options ?? new();
        _options.Validate();
        var limits = new FlattenOptions();
        var settings = new TableSettings(limits, UnknownAttributes.Rescue, DoublyEncodedBinary: false);
        _check = new RowScope(new RowContext(settings));
        _entity = (_options.Entity ?? _options.From?.Entity) is { } entity ? new EntityMatcher(entity) : null;
        // An item is always a struct: each member is a column, without a limit here.
        _item = new ObservedType(int.MaxValue, _options.MaxStructMembers);
        _keys = new ObservedType(int.MaxValue, _options.MaxStructMembers);
    }

    /// <summary>Number of records that could be read.</summary>
    public long Records { get; private set; }

    /// <summary>Number of records that could not be read; flattening sends them to quarantine.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Records of other entities than the one that is looked for (<see cref="InferenceOptions.Entity"/>).</summary>
    public long OtherEntities { get; private set; }

    /// <summary>Number of unreadable records by reason, the most frequent first.</summary>
    public IReadOnlyDictionary<string, long> Reasons => _errors
        .OrderByDescending(error => error.Value)
        .ThenBy(error => error.Key)
        .ToDictionary(error => RecordErrorText.Of(error.Key), error => error.Value, StringComparer.Ordinal);

    /// <summary>
    /// Attributes seen that have no column because of <see cref="InferenceOptions.MaxColumns"/>, the rarest; known after
    /// <see cref="ToSchema"/>.
    /// </summary>
    public IReadOnlyList<AttributePath> LeftOut { get; private set; } = [];

    /// <summary>
    /// What was decided and why, one line per attribute whose type was a choice, such as
    /// <c>metrics.temp: 5,720 N, 59 S → string</c>; known after <see cref="ToSchema"/>.
    /// </summary>
    public IReadOnlyList<string> Decisions { get; private set; } = [];

    /// <summary>Records of any kind.</summary>
    internal long Met => Records + Unreadable + OtherEntities;

    bool HasSequences { get; set; }

    bool HasTimes { get; set; }

    /// <summary>Adds every record of a payload. Detects its kind: a Lambda event, JSON lines or an export.</summary>
    /// <exception cref="PayloadException">The payload can't be divided into records.</exception>
    public void Observe(ReadOnlySpan<byte> payload) => Observe(payload, PayloadKind.Detect);

    /// <summary>Adds every record of a payload of a known kind.</summary>
    /// <exception cref="PayloadException">The payload can't be divided into records.</exception>
    internal void Observe(ReadOnlySpan<byte> payload, PayloadKind kind)
    {
        if (payload.StartsWith(Encoding.UTF8.Preamble)) { payload = payload[Encoding.UTF8.Preamble.Length..]; }
        _refusesDocuments = false;
        Observe(new PayloadCursor(payload, kind == PayloadKind.Detect ? RecordFlattener.Detect(payload) : kind));
    }

    /// <summary>Looks at every record of a part of an input.</summary>
    /// <param name="part">Whole records.</param>
    /// <param name="sequence">Where in the input the part begins.</param>
    /// <param name="isLast">Whether the input ends with the part.</param>
    /// <exception cref="PayloadException">The input can't be divided into records, or is not records.</exception>
    internal void Observe(ReadOnlySpan<byte> part, RecordSequence sequence, bool isLast)
    {
        _refusesDocuments = true;
        Observe(new PayloadCursor(part, sequence, isLast));
    }

    /// <summary>Counts a record that flattening would quarantine, as it is too large to be held.</summary>
    internal void AddTooLarge() => Count(RecordError.RecordTooLarge);

    void IRecordSink.Read(ReadOnlySpan<byte> documents, ReadOnlySpan<byte> identifier, ReadOnlySpan<byte> kinesisNumber)
    {
        var depth = _depth++;
        ReadRecords(new PayloadCursor(documents, default, isLast: false));
        _depth = depth;
    }

    void IRecordSink.Withhold(ReadOnlySpan<byte> line, ReadOnlySpan<byte> sha256) => Count(RecordError.Withheld);

    void IRecordSink.Reject(ReadOnlySpan<byte> part, RecordError error, ReadOnlySpan<byte> identifier) => Count(error);

    void Observe(PayloadCursor cursor)
    {
        _depth = 0;
        ReadRecords(cursor);
    }

    void ReadRecords(PayloadCursor cursor)
    {
        while (cursor.TryRead(out var record))
        {
            if (Read(ref record))
            {
                cursor.MoveTo(record.Position);
                continue;
            }
            if (!cursor.TryIsolate(ref record, MaxRecordBytes)) { Count(RecordError.RecordTooLarge); }
            else if (!Read(ref record))
            {
                var error = Expand(record.Bytes[cursor.Start..cursor.End]);
                if (error != RecordError.None) { Count(error == RecordError.SameForm ? record.Error : error); }
            }
            cursor.MoveTo(cursor.End);
        }
    }

    void Count(RecordError error)
    {
        Unreadable++;
        _errors[error] = _errors.GetValueOrDefault(error) + 1;
    }

    // SameForm when the document has no other form than that of a record.
    RecordError Expand(ReadOnlySpan<byte> bytes)
    {
        if (_forms.Find(bytes, _depth, out var document, out var buffers) is not { } form) { return RecordError.SameForm; }
        var error = form.Expand(in document, buffers, this);
        return error is RecordError.Manifest or RecordError.NoPayload && _refusesDocuments && _depth == 0
            ? throw new PayloadException($"The input can't be read: {RecordErrorText.Of(error)}", 0)
            : error;
    }

    /// <summary>Adds the records of another inference.</summary>
    public void Merge(SchemaInference other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _item.Merge(other._item);
        _keys.Merge(other._keys);
        Records += other.Records;
        Unreadable += other.Unreadable;
        OtherEntities += other.OtherEntities;
        foreach (var (error, count) in other._errors.ToArray()) { _errors[error] = _errors.GetValueOrDefault(error) + count; }
        _sources.UnionWith(other._sources);
        HasSequences |= other.HasSequences;
        HasTimes |= other.HasTimes;
    }

    /// <summary>Returns the inferred schema.</summary>
    /// <param name="table">The table's name.</param>
    /// <exception cref="SchemaException">The key attributes are not known, or the name is not a table name.</exception>
    public TableSchema ToSchema(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var builder = new SchemaBuilder(table, _options, HasTimes && !HasSequences ? RecordOrder.Time : RecordOrder.Sequence);
        var schema = builder.Build(_item, _keys);
        LeftOut = builder.LeftOut;
        Decisions = [.. builder.Decisions, .. SourceLines(schema)];
        return schema;
    }

    // Neighbouring records mostly share their table.
    void AddSource(ReadOnlySpan<byte> table)
    {
        if (table.IsEmpty || table.SequenceEqual(_lastSource)) { return; }
        _lastSource = table.ToArray();
        _sources.Add(Encoding.UTF8.GetString(table));
    }

    // One function may read several streams, and files may be of several tables.
    IEnumerable<string> SourceLines(TableSchema schema)
    {
        if (schema.Source is null && _sources.Count > 1)
        {
            var names = string.Join(", ", _sources.Take(NamedSources).Select(name => $"'{name}'"));
            var more = _sources.Count > NamedSources ? ", …" : "";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"source: records of {_sources.Count:N0} DynamoDB tables ({names}{more}); name one in \"source\"");
        }
    }

    bool Read(ref JsonScanner scanner)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        if (!RecordLayout.TryRead(ref scanner, out var layout)) { return false; }
        if (!Utf8.IsValid(scanner.Bytes[start..scanner.Position])) { return scanner.Fail(RecordError.InvalidUtf8); }
        if (layout.Wrapping == RecordWrapping.None) { return Add(ref scanner, scanner.Bytes, in layout); }

        var decoded = _buffers.Decoded(_depth);
        decoded.Clear();
        var error = layout.Unwrap(scanner.Bytes, decoded);
        if (error != RecordError.None) { return scanner.Fail(error); }
        var bytes = decoded.Written;
        var inner = new JsonScanner(bytes, 0);
        var isPlain = Utf8.IsValid(bytes) && RecordLayout.TryRead(ref inner, out layout) && layout.Wrapping == RecordWrapping.None;
        if (isPlain && Add(ref scanner, bytes, in layout)) { return true; }
        if (_depth + 1 >= RecordForms.MaxDepth) { return false; }
        // What is inside has another form, or is wrapped again.
        var before = Met;
        ((IRecordSink)this).Read(bytes, default);
        return Met > before || scanner.Fail(RecordError.NotAnObject);
    }

    bool Add(ref JsonScanner scanner, ReadOnlySpan<byte> bytes, ref readonly RecordLayout layout)
    {
        ReadOnlySpan<Range> images = [layout.Keys, layout.NewImage, layout.OldImage, layout.Item];
        _check.Buffers.Names.Clear();
        var isEmpty = true;
        foreach (var image in images)
        {
            if (bytes[image].IsEmpty) { continue; }
            isEmpty = false;
            var checker = new JsonScanner(bytes[image], 1);
            if (!AttributeSkipper.SkipMembers(ref checker, _check, 0)) { return scanner.Fail(checker.Error); }
        }
        // JSON of another kind, which flattening sends to quarantine.
        if (isEmpty) { return scanner.Fail(RecordError.NoImage); }
        var error = Lacking(bytes, in layout);
        if (error != RecordError.None) { return scanner.Fail(error); }
        AddImages(bytes, in layout, images);
        return true;
    }

    // Reasons for which flattening quarantines a record under any schema.
    static RecordError Lacking(ReadOnlySpan<byte> bytes, ref readonly RecordLayout layout)
    {
        if (!bytes[layout.Item].IsEmpty) { return RecordError.None; }
        if (!layout.IsExport && !layout.HasEventName) { return RecordError.NoEventName; }
        if (!layout.IsExport && !(layout.IsInsert || layout.IsModify || layout.IsRemove)) { return RecordError.UnknownEventName; }
        if (bytes[layout.Keys].IsEmpty) { return RecordError.NoKeys; }
        return (layout.IsInsert || layout.IsModify) && bytes[layout.NewImage].IsEmpty ? RecordError.NoNewImage : RecordError.None;
    }

    void AddImages(ReadOnlySpan<byte> bytes, ref readonly RecordLayout layout, ReadOnlySpan<Range> images)
    {
        var isEntity = _entity is null;
        foreach (var image in images)
        {
            // An item may have been of another entity before.
            if (bytes[image].IsEmpty || _entity?.Matches(bytes[image]) == false) { continue; }
            isEntity = true;
            _types.ReadMembers(bytes[image], _item);
        }
        if (!isEntity)
        {
            OtherEntities++;
            return;
        }
        if (!bytes[layout.Keys].IsEmpty)
        {
            _types.ReadMembers(bytes[layout.Keys], _keys);
            if (_entity is not null) { _types.ReadMembers(bytes[layout.Keys], _item); }
        }
        Records++;
        AddSource(layout.SourceTable(bytes));
        if (bytes[layout.Item].IsEmpty)
        {
            var hasSequence = layout.Sequence.Length > 0;
            HasSequences |= hasSequence;
            // Incremental exports suit both orders.
            HasTimes |= !hasSequence && !layout.IsExport;
        }
    }
}
