namespace BiPipeline.Toolkit.Flattening;

/// <summary>Memory for the documents of one nesting level, reused for each document.</summary>
sealed class FormBuffers
{
    internal List<DocumentMember> Members { get; } = [];

    /// <summary>A text without its escapes, or decoded from base64.</summary>
    internal ReusableBuffer Text { get; } = new();

    /// <summary>An identifier without its escapes.</summary>
    internal ReusableBuffer Identifier { get; } = new();

    /// <summary>A record in a readable form.</summary>
    internal ReusableBuffer Record { get; } = new();
}
