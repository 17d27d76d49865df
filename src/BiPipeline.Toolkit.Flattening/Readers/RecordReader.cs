namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Reads one change record into a row of a table. Reads the image in place when the event name precedes it; otherwise skips the image first
/// and reads it afterwards.
/// </summary>
sealed class RecordReader
{
    readonly MemberTable _record = new(remembersUnknown: true);
    readonly MemberTable _dynamoDb = new(remembersUnknown: true);
    readonly MemberTable _identity = new(remembersUnknown: true);
    readonly MemberTable _metadata = new(remembersUnknown: true);
    readonly MembersReader _item;
    readonly KeysReader _keys;
    readonly RecordBatch _batch;

    internal RecordReader(RecordBatch batch, MembersReader item, KeysReader keys)
    {
        (_batch, _item, _keys) = (batch, item, keys);
        foreach (var (name, member) in ImageMembers)
        {
            _record.Add(name, reader: null, (int)member);
            _dynamoDb.Add(name, reader: null, (int)member);
        }
        _record.Add("eventID", null, (int)RecordMember.EventId);
        _record.Add("eventName", null, (int)RecordMember.EventName);
        _record.Add("eventSourceARN", null, (int)RecordMember.EventSourceArn);
        _record.Add("awsRegion", null, (int)RecordMember.Region);
        _record.Add("tableName", null, (int)RecordMember.TableName);
        _record.Add("userIdentity", null, (int)RecordMember.UserIdentity);
        _record.Add("dynamodb", null, (int)RecordMember.DynamoDb);
        _record.Add("Item", null, (int)RecordMember.Item);
        _record.Add("asOf", null, (int)RecordMember.AsOf);
        _record.Add("kinesisSequenceNumber", null, (int)RecordMember.KinesisSequenceNumber);
        _record.Add("kinesis", null, (int)RecordMember.Kinesis);
        _record.Add("record", null, (int)RecordMember.QuarantinedRecord);
        _record.Add("record_base64", null, (int)RecordMember.QuarantinedBytes);
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

    /// <summary>Reads a record's members and image into the batch's open row. The caller ends the row.</summary>
    /// <param name="scanner">Before the record's brace; on return, after its end.</param>
    /// <param name="row">The row, in the scope of the item.</param>
    /// <param name="header">Empty; on return, the parts of the record other than its image.</param>
    internal bool Read(ref JsonScanner scanner, in RowScope row, ref RecordHeader header)
    {
        scanner.SkipWhiteSpace();
        if (scanner.AtEnd || scanner.Bytes[scanner.Position] != '{') { return scanner.Fail(RecordError.NotAnObject); }
        if (!ReadObject(ref scanner, row, _record, ref header)) { return false; }
        var end = scanner.Position;
        var read = Finish(ref scanner, row, ref header);
        if (read) { scanner.Position = end; }
        return read;
    }

    bool ReadObject(ref JsonScanner scanner, in RowScope row, MemberTable table, ref RecordHeader header)
    {
        if (!scanner.Take((byte)'{')) { return false; }
        if (scanner.TryTake((byte)'}')) { return true; }
        var mark = ++row.Buffers.ObjectNumber;
        var unnamed = -1;
        Member? previous = null;
        do
        {
            if (!table.ReadName(ref scanner, ref previous, out var member, out var name)) { return false; }
            if (member is null)
            {
                if (unnamed < 0) { unnamed = row.Buffers.Names.NextObject(); }
                if (!row.Buffers.Names.Add(scanner.Bytes, name, unnamed)) { return scanner.Fail(RecordError.DuplicateMember); }
                if (!scanner.SkipValue()) { return false; }
                continue;
            }
            if (member.Mark == mark) { return scanner.Fail(RecordError.DuplicateMember); }
            member.Mark = mark;
            if (!ReadMember(ref scanner, row, (RecordMember)member.Id, ref header)) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}');
    }

    bool ReadMember(ref JsonScanner scanner, in RowScope row, RecordMember member, ref RecordHeader header)
    {
        switch (member)
        {
            case RecordMember.EventId:
                return ReadOptionalText(ref scanner, ref header.EventId, ref header.HasEventId, RecordError.BadEventId);
            case RecordMember.EventName:
                return ReadEventName(ref scanner, ref header);
            case RecordMember.EventSourceArn:
                return ReadOptionalText(ref scanner, ref header.Arn, ref header.HasArn, RecordError.UnexpectedByte);
            case RecordMember.TableName:
                return ReadTextOrSkip(ref scanner, ref header.TableName);
            case RecordMember.Region:
                return ReadTextOrSkip(ref scanner, ref header.Region);
            case RecordMember.SequenceNumber:
                return ReadOptionalText(ref scanner, ref header.Sequence, ref header.HasSequence, RecordError.SequenceNotText);
            case RecordMember.DynamoDb:
                return ReadObject(ref scanner, row, _dynamoDb, ref header);
            case RecordMember.Time:
                return RecordTime.Read(ref scanner, row.Buffers.Text, microseconds: false, out header.TimeMicros, out header.HasTime);
            case RecordMember.WriteTimestampMicros:
                return RecordTime.Read(ref scanner, row.Buffers.Text, microseconds: true, out header.TimeMicros, out header.HasTime);
            case RecordMember.AsOf:
                return ReadAsOf(ref scanner, row, ref header);
            case RecordMember.KinesisSequenceNumber:
                return ReadKinesisNumber(ref scanner, ref header);
            case RecordMember.Kinesis:
                return SkipWrapped(ref scanner, ref header, mayBeObject: true, mayBeText: false);
            case RecordMember.QuarantinedRecord:
                return SkipWrapped(ref scanner, ref header, mayBeObject: true, mayBeText: true);
            case RecordMember.QuarantinedBytes:
                return SkipWrapped(ref scanner, ref header, mayBeObject: false, mayBeText: true);
            case RecordMember.RecordFormat:
                header.IsKinesis = true;
                return scanner.SkipValue();
            case RecordMember.Metadata:
                header.IsExport = row.Buffers.IsExport = true;
                return ReadObjectOrSkip(ref scanner, row, _metadata, ref header);
            case RecordMember.UserIdentity:
                return ReadObjectOrSkip(ref scanner, row, _identity, ref header);
            case RecordMember.PrincipalId:
                return ReadMatch(ref scanner, row, "dynamodb.amazonaws.com"u8, ref header.TtlPrincipal);
            case RecordMember.IdentityType:
                return ReadMatch(ref scanner, row, "Service"u8, ref header.ServiceIdentity);
            case RecordMember.Keys:
                return ReadKeys(ref scanner, row, ref header);
            case RecordMember.NewImage:
                return ReadImage(ref scanner, row, ref header.NewImage, header.IsNewImageWanted, ref header.ImageRead);
            case RecordMember.OldImage:
                return ReadImage(ref scanner, row, ref header.OldImage, header.IsDeletion, ref header.ImageRead);
            case RecordMember.Item:
                row.Buffers.IsExport = true;
                return ReadImage(ref scanner, row, ref header.Item, wanted: true, ref header.ImageRead);
            default:
                return scanner.SkipValue();
        }
    }

    bool ReadImage(ref JsonScanner scanner, in RowScope row, ref int place, bool wanted, ref bool imageRead)
    {
        scanner.SkipWhiteSpace();
        place = scanner.Position;
        if (scanner.Rest.StartsWith("null"u8))
        {
            place = -1;
            return scanner.TakeLiteral("null"u8);
        }
        if (!scanner.Take((byte)'{')) { return false; }
        if (!wanted || imageRead) { return AttributeSkipper.SkipMembers(ref scanner, row, 0); }
        imageRead = true;
        return _item.Read(ref scanner, row, 0) == Outcome.Accepted;
    }

    bool ReadKeys(ref JsonScanner scanner, in RowScope row, ref RecordHeader header)
    {
        scanner.SkipWhiteSpace();
        header.Keys = scanner.Position;
        return _keys.Read(ref scanner, row);
    }

    static bool ReadEventName(ref JsonScanner scanner, ref RecordHeader header)
    {
        if (!scanner.ReadString(out var text)) { return false; }
        var name = text.In(scanner.Bytes);
        header.Op = name.SequenceEqual("INSERT"u8) ? RecordOp.Insert
            : name.SequenceEqual("MODIFY"u8) ? RecordOp.Modify
            : name.SequenceEqual("REMOVE"u8) ? RecordOp.Remove
            : RecordOp.Unknown;
        return header.Op != RecordOp.Unknown || scanner.Fail(RecordError.UnknownEventName);
    }

    static bool ReadAsOf(ref JsonScanner scanner, in RowScope row, ref RecordHeader header)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        if (scanner.Rest is not [(byte)'"', ..]) { return scanner.Fail(RecordError.BadAsOf); }
        if (!scanner.ReadString(out var text)) { return false; }
        header.HasAsOf = IsoTime.TryParseTimestamp(row.Buffers.Text.Unescape(scanner.Bytes, text), out header.AsOf);
        if (header.HasAsOf) { return true; }
        scanner.Position = start;
        return scanner.Fail(RecordError.BadAsOf);
    }

    // Another value is not what the toolkit writes, so the member has no meaning.
    static bool ReadKinesisNumber(ref JsonScanner scanner, ref RecordHeader header)
    {
        scanner.SkipWhiteSpace();
        if (scanner.Rest is not [(byte)'"', ..]) { return scanner.SkipValue(); }
        if (!scanner.ReadString(out var text)) { return false; }
        if (RecordOrigin.IsNumber(text.In(scanner.Bytes))) { header.KinesisNumber = text; }
        return true;
    }

    bool ReadObjectOrSkip(ref JsonScanner scanner, in RowScope row, MemberTable table, ref RecordHeader header)
    {
        scanner.SkipWhiteSpace();
        return scanner.Rest is [(byte)'{', ..] ? ReadObject(ref scanner, row, table, ref header) : scanner.SkipValue();
    }

    // A value of another type is not an envelope, so the member has no meaning.
    static bool SkipWrapped(ref JsonScanner scanner, ref RecordHeader header, bool mayBeObject, bool mayBeText)
    {
        scanner.SkipWhiteSpace();
        header.IsWrapping |= (mayBeObject && scanner.Rest is [(byte)'{', ..]) || (mayBeText && scanner.Rest is [(byte)'"', ..]);
        return scanner.SkipValue();
    }

    static bool ReadMatch(ref JsonScanner scanner, in RowScope row, ReadOnlySpan<byte> expected, ref bool matches)
    {
        scanner.SkipWhiteSpace();
        if (scanner.Rest is not [(byte)'"', ..]) { return scanner.SkipValue(); }
        if (!scanner.ReadString(out var text)) { return false; }
        matches = row.Buffers.Text.Unescape(scanner.Bytes, text).SequenceEqual(expected);
        return true;
    }

    static bool ReadTextOrSkip(ref JsonScanner scanner, ref JsonText text)
    {
        scanner.SkipWhiteSpace();
        return scanner.Rest is [(byte)'"', ..] ? scanner.ReadString(out text) : scanner.SkipValue();
    }

    static bool ReadOptionalText(ref JsonScanner scanner, ref JsonText text, ref bool has, RecordError error)
    {
        scanner.SkipWhiteSpace();
        if (scanner.Rest.StartsWith("null"u8)) { return scanner.TakeLiteral("null"u8); }
        if (scanner.Rest is not [(byte)'"', ..]) { return scanner.Fail(error); }
        has = scanner.ReadString(out text);
        return has;
    }

    // Reads the parts that depend on the event name, and finds what is missing.
    bool Finish(ref JsonScanner scanner, in RowScope row, ref RecordHeader header)
    {
        if (header.IsWrapping) { return scanner.Fail(RecordError.Wrapped); }
        if (header.Item >= 0)
        {
            header.Op = RecordOp.Item;
            (header.TimeMicros, header.HasTime) = (header.AsOf * 1000, header.HasAsOf);
        }
        else if (header.IsExport)
        {
            header.Op = header.NewImage < 0 ? RecordOp.Remove : header.OldImage < 0 ? RecordOp.Insert : RecordOp.Modify;
        }
        if (header.Op == RecordOp.Unknown) { return scanner.Fail(RecordError.NoEventName); }
        if (header.Op != RecordOp.Item && header.Keys < 0) { return scanner.Fail(RecordError.NoKeys); }

        var image = header.Op == RecordOp.Item ? header.Item
            : header.IsDeletion ? (header.OldImage >= 0 ? header.OldImage : header.Keys)
            : header.NewImage;
        if (image < 0) { return scanner.Fail(RecordError.NoNewImage); }
        if (!header.ImageRead && !ReadItemAt(ref scanner, row, image)) { return false; }
        return header.Keys < 0 ? _keys.CheckItem(ref scanner, _batch) : _keys.Complete(ref scanner, _batch);
    }

    bool ReadItemAt(ref JsonScanner scanner, in RowScope row, int position)
    {
        scanner.Position = position + 1;
        return _item.Read(ref scanner, row, 0) == Outcome.Accepted;
    }
}
