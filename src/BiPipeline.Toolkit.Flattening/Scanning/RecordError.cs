namespace BiPipeline.Toolkit.Flattening;

/// <summary>The reason why a record can't be read. <see cref="RecordErrorText"/> has the words.</summary>
enum RecordError : byte
{
    None = 0,
    UnexpectedEnd,
    UnexpectedByte,
    ControlCharacter,
    BadEscape,
    LoneSurrogate,
    BadLiteral,
    BadJsonNumber,
    TooDeep,
    InvalidUtf8,
    TrailingBytes,
    DuplicateMember,
    UnknownTag,
    EmptyAttributeValue,
    SeveralTags,
    NullNotTrue,
    BadNumber,
    BadBase64,
    RecordTooLarge,
    RecordsNotAList,
    NotAnObject,
    NoEventName,
    UnknownEventName,
    NoKeys,
    KeyMissing,
    KeyUnexpected,
    KeyTypeMismatch,
    NoNewImage,
    NoImage,
    BadSequence,
    NoSequence,
    BadTime,
    BadEventId,
    UnknownAttribute,
    NoTable,

    /// <summary>The record is in an envelope, which must be removed first.</summary>
    Wrapped,
}
