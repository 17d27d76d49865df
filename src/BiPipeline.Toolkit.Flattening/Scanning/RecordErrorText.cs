namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The words of each <see cref="RecordError"/>: the error and, where it helps, the fix. Never a value from the record.
/// </summary>
static class RecordErrorText
{
    internal static string Of(RecordError error) => error switch
    {
        RecordError.UnexpectedEnd => "the JSON ends too early",
        RecordError.UnexpectedByte => "the JSON has an unexpected byte",
        RecordError.ControlCharacter => "a JSON string has a control character without an escape",
        RecordError.BadEscape => "a JSON string has an invalid escape",
        RecordError.LoneSurrogate => "a JSON string has an unpaired surrogate",
        RecordError.BadLiteral => "the JSON has an invalid literal; expected true, false or null",
        RecordError.BadJsonNumber => "the JSON has an invalid number",
        RecordError.TooDeep => "values nest deeper than the limit",
        RecordError.InvalidUtf8 => "the bytes are not UTF-8",
        RecordError.TrailingBytes => "bytes follow the record's end",
        RecordError.DuplicateMember => "an object has a duplicate member",
        RecordError.UnknownTag => "an attribute value has an unknown type tag; expected S, N, B, BOOL, NULL, M, L, SS, NS or BS",
        RecordError.EmptyAttributeValue => "an attribute value has no type tag",
        RecordError.SeveralTags => "an attribute value has more than one type tag",
        RecordError.NullNotTrue => "a NULL attribute value is not true",
        RecordError.BadNumber => "an N or NS attribute value is not a number",
        RecordError.BadBase64 => "a B or BS attribute value is not base64",
        RecordError.RecordTooLarge => "the record is larger than the limit",
        RecordError.RecordsNotAList => "Records is not a list",
        RecordError.NotAnObject => "the record is not a JSON object",
        RecordError.NoEventName => "the record has no eventName and no other known form",
        RecordError.UnknownEventName => "eventName is unknown; expected INSERT, MODIFY or REMOVE",
        RecordError.NoKeys => "the record has no Keys",
        RecordError.KeyMissing => "a key attribute of the schema is missing",
        RecordError.KeyUnexpected => "Keys contains an attribute that is not a key in the schema",
        RecordError.KeyTypeMismatch => "a key attribute doesn't fit its column's type",
        RecordError.NoNewImage => "an INSERT or MODIFY has no NewImage; expected a stream with view type NEW_IMAGE or NEW_AND_OLD_IMAGES",
        RecordError.NoImage => "the record has no image and no keys",
        RecordError.BadSequence => "SequenceNumber is not 1 to 40 digits",
        RecordError.NoSequence => "the record has no SequenceNumber",
        RecordError.BadTime => "the record's time is not a number within years 1 to 9999",
        RecordError.BadEventId => "eventID is not text",
        RecordError.UnknownAttribute => "an attribute has no column, and the schema has unknown: quarantine",
        RecordError.NoTable => "no schema matches the record",
        RecordError.OtherSource => "the record is of another DynamoDB table or Region",
        RecordError.NoOldImage => "the schema's entity is an attribute and the record has no OldImage;"
            + " expected a stream or an incremental export with view type NEW_AND_OLD_IMAGES",
        RecordError.NoData => "the envelope has no data in base64",
        RecordError.NoMessage => "the SNS notification has no Message",
        RecordError.NoPayload => "the on-failure object has no payload; only destinations in S3 carry the event",
        RecordError.NotAPut => "the batch-write request is not a PutRequest with an Item",
        RecordError.BadIon => "the line is not an export's line in Ion's text form",
        RecordError.BadAttributeText => "the line is not an EMR backup's line of attributes",
        RecordError.Manifest => "the document is the manifest of an export, not a record; expected the folder of the export",
        RecordError.ObjectNotification => "the event is about an object in S3, and has no record; expected the object's content",
        RecordError.NoTime => "the record has no ApproximateCreationDateTime or WriteTimestampMicros, which order: time needs",
        RecordError.EmptyEventId => "eventID is empty",
        RecordError.OtherOrder => "the record's order is not the table's;"
            + " expected order: sequence for DynamoDB Streams, order: time for Kinesis",
        RecordError.NoAsOf => "the item has no time, so its order among the changes of its key is unknown; expected asOf beside Item."
            + " Say when the items were read: --as-of, or AsOf of FilePipelineOptions",
        RecordError.BadAsOf => "asOf is not a time; expected text such as 2026-11-03T00:00:00.000Z",
        RecordError.Withheld => "the quarantine line has only the hash of its record",
        RecordError.OtherWindow => "the item was written outside of the export's window; expected files of one export",
        RecordError.SequenceNotText => "SequenceNumber is not text",
        RecordError.Wrapped or RecordError.SameForm => "the record has an unknown envelope",
        _ => throw new ArgumentOutOfRangeException(nameof(error)),
    };
}
