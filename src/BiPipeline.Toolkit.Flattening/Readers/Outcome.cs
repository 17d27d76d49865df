namespace BiPipeline.Toolkit.Flattening;

/// <summary>The result of reading an attribute value.</summary>
enum Outcome : byte
{
    /// <summary>The value is not an attribute value; the scanner has the error.</summary>
    Malformed = 0,

    /// <summary>The value was appended.</summary>
    Accepted,

    /// <summary>The value is NULL; nothing was appended.</summary>
    Null,

    /// <summary>The value doesn't fit. The caller must discard its appended parts; the position is undefined.</summary>
    TypeMismatch,
}
