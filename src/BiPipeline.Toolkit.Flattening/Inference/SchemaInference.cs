using System.Text.Unicode;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Finds a schema in records: every record is looked at, and any order or split of them gives the same schema. Show it payloads with
/// <see cref="Observe"/>, join what was seen elsewhere with <see cref="Join"/>, then ask <see cref="ToSchema"/>.
/// </summary>
public sealed class SchemaInference
{
    readonly InferenceOptions _options;
    readonly PayloadReader _reader;
    readonly RecordOutline _outline = new();
    readonly ReusableBuffer _decoded = new();
    readonly ShapeReader _shapes = new();
    readonly PassContext _check = new(FlattenOptions.Default, UnknownAttributes.Rescue, doublyEncodedBinary: false);
    readonly Shape _item;
    readonly Shape _keys;

    /// <summary>Nothing seen yet.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    public SchemaInference(InferenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validated();
        _reader = new PayloadReader(new Visitor(this));
        // An item is never a map: its members are columns, however many.
        _item = new Shape(int.MaxValue, options.MaxStructMembers);
        _keys = new Shape(int.MaxValue, options.MaxStructMembers);
    }

    /// <summary>Records that could be read.</summary>
    public long Records { get; private set; }

    /// <summary>Records that could not; flattening would quarantine them.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Attributes seen that have no column because of <see cref="InferenceOptions.MaxColumns"/>; known after <see cref="ToSchema"/>.</summary>
    public int LeftOut { get; private set; }

    bool HasSequences { get; set; }

    bool HasTimes { get; set; }

    /// <summary>Looks at every record of a payload.</summary>
    /// <exception cref="PayloadException">The payload can't be told into records.</exception>
    public void Observe(ReadOnlySpan<byte> payload, PayloadKind kind = PayloadKind.Detect)
    {
        if (payload.StartsWith(Encoding.UTF8.Preamble)) { payload = payload[Encoding.UTF8.Preamble.Length..]; }
        _reader.Read(payload, kind == PayloadKind.Detect ? RecordFlattener.Detect(payload) : kind);
    }

    /// <summary>Takes in what another inference has seen.</summary>
    public void Join(SchemaInference other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _item.Join(other._item);
        _keys.Join(other._keys);
        Records += other.Records;
        Unreadable += other.Unreadable;
        HasSequences |= other.HasSequences;
        HasTimes |= other.HasTimes;
    }

    /// <summary>The schema of what was seen.</summary>
    /// <param name="table">The table's name.</param>
    /// <exception cref="SchemaException">There are no keys to be known by, or the name is none.</exception>
    public TableSchema ToSchema(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var builder = new SchemaBuilder(table, _options, HasTimes && !HasSequences ? RecordOrder.Time : RecordOrder.Sequence);
        var schema = builder.Build(_item, _keys);
        LeftOut = builder.LeftOut;
        return schema;
    }

    bool Read(ref JsonScanner scanner)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        if (!_outline.Read(ref scanner)) { return false; }
        var record = scanner.Bytes[start..scanner.Position];
        if (!Utf8.IsValid(record)) { return scanner.Fail(Fault.InvalidUtf8); }
        if (_outline.Wrapping == RecordWrapping.None) { return Take(ref scanner, scanner.Bytes); }

        _decoded.Clear();
        if (!_outline.TryUnwrap(scanner.Bytes, _decoded)) { return scanner.Fail(Fault.BadBase64); }
        var inner = new JsonScanner(_decoded.Written, 0);
        if (!Utf8.IsValid(_decoded.Written) || !_outline.Read(ref inner) || _outline.Wrapping != RecordWrapping.None) { return scanner.Fail(Fault.NotAnObject); }
        return Take(ref scanner, _decoded.Written);
    }

    bool Take(ref JsonScanner scanner, ReadOnlySpan<byte> bytes)
    {
        Range[] images = [_outline.Keys, _outline.NewImage, _outline.OldImage, _outline.Item];
        _check.Names.Clear();
        var isEmpty = true;
        foreach (var image in images)
        {
            if (bytes[image].IsEmpty) { continue; }
            isEmpty = false;
            var checker = new JsonScanner(bytes[image], 1);
            if (!AttributeSkipper.SkipMembers(ref checker, _check, 0)) { return scanner.Fail(checker.Fault); }
        }
        // JSON of some other kind, which flattening quarantines.
        if (isEmpty) { return scanner.Fail(Fault.NoImage); }
        if (!bytes[_outline.Keys].IsEmpty) { _shapes.ReadMembers(bytes[_outline.Keys], _keys); }
        foreach (var image in images)
        {
            if (!bytes[image].IsEmpty) { _shapes.ReadMembers(bytes[image], _item); }
        }
        Records++;
        if (bytes[_outline.Item].IsEmpty)
        {
            var hasSequence = _outline.Sequence.Length > 0;
            HasSequences |= hasSequence;
            HasTimes |= !hasSequence;
        }
        return true;
    }

    void Reject(ref JsonScanner scanner, int end)
    {
        Unreadable++;
        scanner.Position = end;
    }

    // Keeps the visitor's members off the public surface.
    sealed class Visitor(SchemaInference inference) : IRecordVisitor
    {
        public bool Read(ref JsonScanner scanner) => inference.Read(ref scanner);

        public void Reject(ref JsonScanner scanner, int start, int end) => inference.Reject(ref scanner, end);
    }
}
