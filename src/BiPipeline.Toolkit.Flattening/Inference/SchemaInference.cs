using System.Text.Unicode;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Finds a schema in records: every record is looked at, and any order or split of them gives the same schema. Show it payloads with
/// <see cref="Observe(ReadOnlySpan{byte})"/>, merge what was seen elsewhere with <see cref="Merge"/>, then ask <see cref="ToSchema"/>.
/// </summary>
public sealed class SchemaInference
{
    readonly InferenceOptions _options;
    readonly ReusableBuffer _decoded = new();
    readonly ObservedTypeReader _types = new();
    readonly RowScope _check;
    readonly ObservedType _item;
    readonly ObservedType _keys;

    /// <summary>Nothing seen yet.</summary>
    /// <param name="options">How a schema is made of what is seen. Default (null): the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public SchemaInference(InferenceOptions? options = null)
    {
        _options = options ?? new();
        _options.Validate();
        var limits = new FlattenOptions();
        var settings = new TableSettings(limits, UnknownAttributes.Rescue, DoublyEncodedBinary: false);
        _check = new RowScope(new RowContext(settings));
        // An item is never a map: its members are columns, however many.
        _item = new ObservedType(int.MaxValue, _options.MaxStructMembers);
        _keys = new ObservedType(int.MaxValue, _options.MaxStructMembers);
    }

    /// <summary>Records that could be read.</summary>
    public long Records { get; private set; }

    /// <summary>Records that could not; flattening would quarantine them.</summary>
    public long Unreadable { get; private set; }

    /// <summary>
    /// Attributes seen that have no column because of <see cref="InferenceOptions.MaxColumns"/>; known after <see cref="ToSchema"/>.
    /// </summary>
    public int LeftOut { get; private set; }

    bool HasSequences { get; set; }

    bool HasTimes { get; set; }

    /// <summary>Looks at every record of a payload: a Lambda event, JSON lines, an export; detected.</summary>
    /// <exception cref="PayloadException">The payload can't be divided into records.</exception>
    public void Observe(ReadOnlySpan<byte> payload) => Observe(payload, PayloadKind.Detect);

    /// <summary>Looks at every record of a payload of a known kind.</summary>
    /// <exception cref="PayloadException">The payload can't be divided into records.</exception>
    internal void Observe(ReadOnlySpan<byte> payload, PayloadKind kind)
    {
        if (payload.StartsWith(Encoding.UTF8.Preamble)) { payload = payload[Encoding.UTF8.Preamble.Length..]; }
        var cursor = new PayloadCursor(payload, kind == PayloadKind.Detect ? RecordFlattener.Detect(payload) : kind);
        while (cursor.TryRead(out var record))
        {
            if (Read(ref record) || (cursor.TryIsolate(ref record) && Read(ref record))) { cursor.MoveTo(record.Position); }
            else
            {
                Unreadable++;
                cursor.MoveTo(cursor.End);
            }
        }
    }

    /// <summary>Adds what another inference has seen.</summary>
    public void Merge(SchemaInference other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _item.Merge(other._item);
        _keys.Merge(other._keys);
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
        if (!RecordLayout.TryRead(ref scanner, out var layout)) { return false; }
        if (!Utf8.IsValid(scanner.Bytes[start..scanner.Position])) { return scanner.Fail(RecordError.InvalidUtf8); }
        if (layout.Wrapping == RecordWrapping.None) { return Add(ref scanner, scanner.Bytes, in layout); }

        _decoded.Clear();
        if (!layout.TryUnwrap(scanner.Bytes, _decoded)) { return scanner.Fail(RecordError.BadBase64); }
        var inner = new JsonScanner(_decoded.Written, 0);
        if (!Utf8.IsValid(_decoded.Written) || !RecordLayout.TryRead(ref inner, out layout) || layout.Wrapping != RecordWrapping.None)
        {
            return scanner.Fail(RecordError.NotAnObject);
        }
        return Add(ref scanner, _decoded.Written, in layout);
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
        // JSON of some other kind, which flattening quarantines.
        if (isEmpty) { return scanner.Fail(RecordError.NoImage); }
        if (!bytes[layout.Keys].IsEmpty) { _types.ReadMembers(bytes[layout.Keys], _keys); }
        foreach (var image in images)
        {
            if (!bytes[image].IsEmpty) { _types.ReadMembers(bytes[image], _item); }
        }
        Records++;
        if (bytes[layout.Item].IsEmpty)
        {
            var hasSequence = layout.Sequence.Length > 0;
            HasSequences |= hasSequence;
            HasTimes |= !hasSequence;
        }
        return true;
    }
}
