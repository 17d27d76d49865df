namespace BiPipeline.Toolkit.Flattening;

/// <summary>The words of each <see cref="Fault"/>: what is wrong and, where it helps, what to do. Never a value from the record.</summary>
static class FaultText
{
    internal static string Of(Fault fault) => fault switch
    {
        Fault.UnexpectedEnd => "the JSON ends too early",
        Fault.UnexpectedByte => "the JSON has a byte that can't stand there",
        Fault.ControlCharacter => "a JSON string holds a control character that is not escaped",
        Fault.BadEscape => "a JSON string holds an escape that does not exist",
        Fault.LoneSurrogate => "a JSON string holds half a surrogate pair",
        Fault.BadLiteral => "the JSON has a word that is none of true, false, null",
        Fault.BadJsonNumber => "the JSON has a number that is none",
        Fault.TooDeep => "values nest deeper than the limit",
        Fault.InvalidUtf8 => "the bytes are not UTF-8",
        Fault.TrailingBytes => "bytes follow the record's end",
        Fault.DuplicateMember => "an object has a member twice",
        Fault.UnknownTag => "an attribute value has a type tag other than S, N, B, BOOL, NULL, M, L, SS, NS, BS",
        Fault.EmptyAttributeValue => "an attribute value has no type tag",
        Fault.SeveralTags => "an attribute value has more than one type tag",
        Fault.NullNotTrue => "a NULL attribute value is not true",
        Fault.BadNumber => "an N or NS attribute value is not a number",
        Fault.BadBase64 => "a B or BS attribute value is not base64",
        Fault.RecordTooLarge => "the record is larger than the limit",
        Fault.RecordsNotAList => "Records is not a list",
        Fault.NotAnObject => "the record is not a JSON object",
        Fault.NoEventName => "the record has no eventName",
        Fault.UnknownEventName => "eventName is none of INSERT, MODIFY, REMOVE",
        Fault.NoKeys => "the record has no Keys",
        Fault.KeyMissing => "a key attribute of the schema is missing",
        Fault.KeyUnexpected => "Keys has an attribute that the schema has not as a key",
        Fault.KeyMisfit => "a key attribute doesn't fit its column's type",
        Fault.NoNewImage => "an INSERT or MODIFY has no NewImage; the stream needs view type NEW_IMAGE or NEW_AND_OLD_IMAGES",
        Fault.NoImage => "the record has no image and no keys",
        Fault.BadSequence => "SequenceNumber is not 1 to 40 digits",
        Fault.NoSequence => "the record has no SequenceNumber",
        Fault.BadTime => "the record's time is not a number within years 1 to 9999",
        Fault.BadEventId => "eventID is not text",
        Fault.UnknownAttribute => "an attribute has no column and the schema says unknown: quarantine",
        Fault.NoTable => "no schema takes the record",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
