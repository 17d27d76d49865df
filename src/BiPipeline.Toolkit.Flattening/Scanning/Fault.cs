namespace BiPipeline.Toolkit.Flattening;

/// <summary>Why a record can't be read. <see cref="FaultText"/> has the words.</summary>
enum Fault : byte
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
    KeyMisfit,
    NoNewImage,
    NoImage,
    BadSequence,
    NoSequence,
    BadTime,
    BadEventId,
    UnknownAttribute,
    NoTable,

    /// <summary>Not a fault of the record: it is inside another, which has to be unwrapped first.</summary>
    Wrapped,
}
