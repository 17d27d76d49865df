namespace BiPipeline.Toolkit.Flattening;

/// <summary>A member of a document.</summary>
/// <param name="Name">The name in the document's spelling.</param>
/// <param name="Value">The position of the value.</param>
readonly record struct DocumentMember(JsonText Name, Range Value);
