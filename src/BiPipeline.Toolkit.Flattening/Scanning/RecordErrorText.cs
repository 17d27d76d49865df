namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The words of each <see cref="RecordError"/>: what is wrong and, where it helps, what to do. Never a value from the record.
/// </summary>
static class RecordErrorText
{
    internal static string Of(RecordError error) => error switch
    {
        RecordError.UnexpectedEnd => "the JSON ends too early",
        RecordError.UnexpectedByte => "the JSON has a byte that can't stand there",
        RecordError.ControlCharacter => "a JSON string holds a control character that is not escaped",
        RecordError.BadEscape => "a JSON string holds an escape that does not exist",
        RecordError.LoneSurrogate => "a JSON string holds half a surrogate pair",
        RecordError.BadLiteral => "the JSON has a word that is none of true, false, null",
        RecordError.BadJsonNumber => "the JSON has a number that is none",
        RecordError.TooDeep => "values nest deeper than the limit",
        RecordError.InvalidUtf8 => "the bytes are not UTF-8",
        RecordError.TrailingBytes => "bytes follow the record's end",
        RecordError.DuplicateMember => "an object has a member twice",
        RecordError.UnknownTag => "an attribute value has a type tag other than S, N, B, BOOL, NULL, M, L, SS, NS, BS",
        RecordError.EmptyAttributeValue => "an attribute value has no type tag",
        RecordError.SeveralTags => "an attribute value has more than one type tag",
        RecordError.NullNotTrue => "a NULL attribute value is not true",
        RecordError.BadNumber => "an N or NS attribute value is not a number",
        RecordError.BadBase64 => "a B or BS attribute value is not base64",
        RecordError.RecordTooLarge => "the record is larger than the limit",
        RecordError.RecordsNotAList => "Records is not a list",
        RecordError.NotAnObject => "the record is not a JSON object",
        RecordError.NoEventName => "the record has no eventName",
        RecordError.UnknownEventName => "eventName is none of INSERT, MODIFY, REMOVE",
        RecordError.NoKeys => "the record has no Keys",
        RecordError.KeyMissing => "a key attribute of the schema is missing",
        RecordError.KeyUnexpected => "Keys has an attribute that the schema has not as a key",
        RecordError.KeyTypeMismatch => "a key attribute doesn't fit its column's type",
        RecordError.NoNewImage => "an INSERT or MODIFY has no NewImage; the stream needs view type NEW_IMAGE or NEW_AND_OLD_IMAGES",
        RecordError.NoImage => "the record has no image and no keys",
        RecordError.BadSequence => "SequenceNumber is not 1 to 40 digits",
        RecordError.NoSequence => "the record has no SequenceNumber",
        RecordError.BadTime => "the record's time is not a number within years 1 to 9999",
        RecordError.BadEventId => "eventID is not text",
        RecordError.UnknownAttribute => "an attribute has no column and the schema says unknown: quarantine",
        RecordError.NoTable => "no schema takes the record",
        RecordError.Wrapped => "the record wraps another one in a form that is not known",
        _ => throw new ArgumentOutOfRangeException(nameof(error)),
    };
}
