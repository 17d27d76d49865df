namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Reads one change record into a table's row. The image is read where it stands as soon as the event name tells that it is the one; an
/// image that comes too early is gone over and read afterwards.
/// </summary>
sealed class RecordReader
{
    readonly MemberTable _record = new(remembersUnknown: true);
    readonly MemberTable _dynamoDb = new(remembersUnknown: true);
    readonly MemberTable _identity = new(remembersUnknown: true);
    readonly MemberTable _metadata = new(remembersUnknown: true);
    readonly PassContext _context;
    readonly MembersReader _item;
    readonly KeysReader _keys;
    readonly RecordBatch _batch;
    readonly RescuedValues _rescued;
    RecordHeader _header;
    bool _asDeleted;

    internal RecordReader(RecordBatch batch, MembersReader item, KeysReader keys, PassContext context)
    {
        (_batch, _item, _keys, _context) = (batch, item, keys, context);
        _rescued = context.Rescued;
        foreach (var (name, member) in ImageMembers)
        {
            _record.Add(name, reader: null, (int)member);
            _dynamoDb.Add(name, reader: null, (int)member);
        }
        _record.Add("eventID", null, (int)RecordMember.EventId);
        _record.Add("eventName", null, (int)RecordMember.EventName);
        _record.Add("eventSourceARN", null, (int)RecordMember.EventSourceArn);
        _record.Add("userIdentity", null, (int)RecordMember.UserIdentity);
        _record.Add("dynamodb", null, (int)RecordMember.DynamoDb);
        _record.Add("Item", null, (int)RecordMember.Item);
        _record.Add("kinesis", null, (int)RecordMember.Wrapping);
        _record.Add("record", null, (int)RecordMember.Wrapping);
        _record.Add("record_base64", null, (int)RecordMember.Wrapping);
        _record.Add("recordFormat", null, (int)RecordMember.RecordFormat);
        _record.Add("Metadata", null, (int)RecordMember.Metadata);
        _dynamoDb.Add("ApproximateCreationDateTime", null, (int)RecordMember.Time);
        _dynamoDb.Add("SequenceNumber", null, (int)RecordMember.SequenceNumber);
        _metadata.Add("WriteTimestampMicros", null, (int)RecordMember.WriteTimestampMicros);
        _identity.Add("principalId", null, (int)RecordMember.PrincipalId);
        _identity.Add("PrincipalId", null, (int)RecordMember.PrincipalId);
        _identity.Add("type", null, (int)RecordMember.IdentityType);
        _identity.Add("Type", null, (int)RecordMember.IdentityType);
    }

    static (string Name, RecordMember Member)[] ImageMembers =>
        [("Keys", RecordMember.Keys), ("NewImage", RecordMember.NewImage), ("OldImage", RecordMember.OldImage)];

    internal ref readonly RecordHeader Header => ref _header;

    /// <summary>Reads a record's members and image into the batch's open row; the row is ended by the caller.</summary>
    /// <param name="scanner">Before the record's brace; afterwards behind its end.</param>
    /// <param name="asDeleted">The item left this table: its old image is a deletion here.</param>
    internal bool Read(ref JsonScanner scanner, bool asDeleted)
    {
        _header = RecordHeader.Empty;
        _asDeleted = asDeleted;
        _context.Names.Clear();
        _context.Trail.Truncate(0);
        _context.Rescued = _rescued;
        _rescued.Clear();

        scanner.SkipWhiteSpace();
        if (scanner.AtEnd || scanner.Bytes[scanner.Position] != '{') { return scanner.Fail(Fault.NotAnObject); }
        if (!ReadObject(ref scanner, _record)) { return false; }
        var end = scanner.Position;
        var read = Finish(ref scanner);
        if (read) { scanner.Position = end; }
        return read;
    }

    bool ReadObject(ref JsonScanner scanner, MemberTable table)
    {
        if (!scanner.Take((byte)'{')) { return false; }
        if (scanner.TryTake((byte)'}')) { return true; }
        var mark = ++_context.ObjectNumber;
        var unnamed = -1;
        Member? previous = null;
        do
        {
            if (!table.ReadName(ref scanner, ref previous, out var member, out var name)) { return false; }
            if (member is null)
            {
                if (unnamed < 0) { unnamed = _context.Names.NextObject(); }
                if (!_context.Names.Add(scanner.Bytes, name, unnamed)) { return scanner.Fail(Fault.DuplicateMember); }
                if (!scanner.SkipValue()) { return false; }
                continue;
            }
            if (member.Mark == mark) { return scanner.Fail(Fault.DuplicateMember); }
            member.Mark = mark;
            if (!ReadMember(ref scanner, (RecordMember)member.Id)) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}');
    }

    bool ReadMember(ref JsonScanner scanner, RecordMember member)
    {
        switch (member)
        {
            case RecordMember.EventId:
                return ReadOptionalText(ref scanner, ref _header.EventId, ref _header.HasEventId, Fault.BadEventId);
            case RecordMember.EventName:
                return ReadEventName(ref scanner);
            case RecordMember.EventSourceArn:
                return ReadOptionalText(ref scanner, ref _header.Arn, ref _header.HasArn, Fault.UnexpectedByte);
            case RecordMember.SequenceNumber:
                return ReadOptionalText(ref scanner, ref _header.Sequence, ref _header.HasSequence, Fault.BadSequence);
            case RecordMember.DynamoDb:
                return ReadObject(ref scanner, _dynamoDb);
            case RecordMember.Time:
                return RecordTime.Read(ref scanner, _context, microseconds: false, out _header.TimeMicros, out _header.HasTime);
            case RecordMember.WriteTimestampMicros:
                return RecordTime.Read(ref scanner, _context, microseconds: true, out _header.TimeMicros, out _header.HasTime);
            case RecordMember.Wrapping:
                _header.IsWrapping = true;
                return scanner.SkipValue();
            case RecordMember.RecordFormat:
                _header.IsKinesis = true;
                return scanner.SkipValue();
            case RecordMember.Metadata:
                _header.IsExport = true;
                return ReadObjectOrSkip(ref scanner, _metadata);
            case RecordMember.UserIdentity:
                return ReadObjectOrSkip(ref scanner, _identity);
            case RecordMember.PrincipalId:
                return ReadMatch(ref scanner, "dynamodb.amazonaws.com"u8, ref _header.TtlPrincipal);
            case RecordMember.IdentityType:
                return ReadMatch(ref scanner, "Service"u8, ref _header.ServiceIdentity);
            case RecordMember.Keys:
                return ReadKeys(ref scanner);
            case RecordMember.NewImage:
                return ReadImage(ref scanner, ref _header.NewImage, IsNewImageWanted);
            case RecordMember.OldImage:
                return ReadImage(ref scanner, ref _header.OldImage, IsOldImageWanted);
            case RecordMember.Item:
                return ReadImage(ref scanner, ref _header.Item, wanted: true);
            default:
                return scanner.SkipValue();
        }
    }

    bool IsNewImageWanted => !_asDeleted && (_header.Op is RecordOp.Insert or RecordOp.Modify || _header.IsExport);

    bool IsOldImageWanted => _asDeleted || _header.Op == RecordOp.Remove;

    bool ReadImage(ref JsonScanner scanner, ref int place, bool wanted)
    {
        scanner.SkipWhiteSpace();
        place = scanner.Position;
        if (scanner.Rest.StartsWith("null"u8))
        {
            place = -1;
            return scanner.TakeLiteral("null"u8);
        }
        if (!scanner.Take((byte)'{')) { return false; }
        if (!wanted || _header.ImageRead) { return AttributeSkipper.SkipMembers(ref scanner, _context, 0); }
        _header.ImageRead = true;
        return _item.Read(ref scanner, 0) == Outcome.Taken;
    }

    bool ReadKeys(ref JsonScanner scanner)
    {
        scanner.SkipWhiteSpace();
        _header.Keys = scanner.Position;
        return _keys.Read(ref scanner);
    }

    bool ReadEventName(ref JsonScanner scanner)
    {
        if (!scanner.ReadString(out var text)) { return false; }
        var name = text.In(scanner.Bytes);
        _header.Op = name.SequenceEqual("INSERT"u8) ? RecordOp.Insert
            : name.SequenceEqual("MODIFY"u8) ? RecordOp.Modify
            : name.SequenceEqual("REMOVE"u8) ? RecordOp.Remove
            : RecordOp.Unknown;
        return _header.Op != RecordOp.Unknown || scanner.Fail(Fault.UnknownEventName);
    }

    bool ReadObjectOrSkip(ref JsonScanner scanner, MemberTable table)
    {
        scanner.SkipWhiteSpace();
        return scanner.Rest is [(byte)'{', ..] ? ReadObject(ref scanner, table) : scanner.SkipValue();
    }

    bool ReadMatch(ref JsonScanner scanner, ReadOnlySpan<byte> expected, ref bool matches)
    {
        scanner.SkipWhiteSpace();
        if (scanner.Rest is not [(byte)'"', ..]) { return scanner.SkipValue(); }
        if (!scanner.ReadString(out var text)) { return false; }
        matches = _context.Plain(scanner.Bytes, text).SequenceEqual(expected);
        return true;
    }

    static bool ReadOptionalText(ref JsonScanner scanner, ref JsonText text, ref bool has, Fault fault)
    {
        scanner.SkipWhiteSpace();
        if (scanner.Rest.StartsWith("null"u8)) { return scanner.TakeLiteral("null"u8); }
        if (scanner.Rest is not [(byte)'"', ..]) { return scanner.Fail(fault); }
        has = scanner.ReadString(out text);
        return has;
    }

    // Reads what had to wait for the event name, and decides what the record lacks.
    bool Finish(ref JsonScanner scanner)
    {
        if (_header.IsWrapping) { return scanner.Fail(Fault.Wrapped); }
        if (_header.Item >= 0) { _header.Op = RecordOp.Item; }
        else if (_header.IsExport) { _header.Op = _header.NewImage < 0 ? RecordOp.Remove : _header.OldImage < 0 ? RecordOp.Insert : RecordOp.Modify; }
        if (_header.Op == RecordOp.Unknown) { return scanner.Fail(Fault.NoEventName); }
        if (_header.Op != RecordOp.Item && _header.Keys < 0) { return scanner.Fail(Fault.NoKeys); }

        var image = _header.Op == RecordOp.Item ? _header.Item
            : IsOldImageWanted ? (_header.OldImage >= 0 ? _header.OldImage : _header.Keys)
            : _header.NewImage;
        if (image < 0) { return scanner.Fail(Fault.NoNewImage); }
        if (!_header.ImageRead && !ReadItemAt(ref scanner, image)) { return false; }
        return _header.Keys < 0 ? _keys.CheckItem(ref scanner, _batch) : _keys.Complete(ref scanner, _batch);
    }

    bool ReadItemAt(ref JsonScanner scanner, int position)
    {
        scanner.Position = position + 1;
        return _item.Read(ref scanner, 0) == Outcome.Taken;
    }
}
