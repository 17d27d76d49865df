namespace BiPipeline.Toolkit.Flattening;

/// <summary>Memory for the documents of one level of nesting; used again for each of them.</summary>
sealed class FormBuffers
{
    internal List<DocumentMember> Members { get; } = [];

    /// <summary>A text without its escapes, or decoded from base64.</summary>
    internal ReusableBuffer Text { get; } = new();

    /// <summary>An identifier without its escapes.</summary>
    internal ReusableBuffer Identifier { get; } = new();

    /// <summary>A record in the form that is read.</summary>
    internal ReusableBuffer Record { get; } = new();
}
