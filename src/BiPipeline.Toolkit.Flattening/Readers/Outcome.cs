namespace BiPipeline.Toolkit.Flattening;

/// <summary>What became of an attribute value.</summary>
enum Outcome : byte
{
    /// <summary>It is no attribute value; the scanner has the error.</summary>
    Malformed = 0,

    /// <summary>It was appended.</summary>
    Accepted,

    /// <summary>It is NULL; nothing was appended.</summary>
    Null,

    /// <summary>It doesn't fit; whatever was begun is to be discarded, the position is anywhere.</summary>
    TypeMismatch,
}
