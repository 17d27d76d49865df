namespace BiPipeline.Toolkit.Flattening;

/// <summary>A member of a document.</summary>
/// <param name="Name">Its name, as the document spells it.</param>
/// <param name="Value">Where its value is.</param>
readonly record struct DocumentMember(JsonText Name, Range Value);
