namespace BiPipeline.Toolkit.Docs.Tests.Markdown;

/// <summary>A fenced block of code.</summary>
/// <param name="Language">The fence's word; empty without one.</param>
/// <param name="Text">The lines between the fences.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
sealed record CodeBlock(string Language, string Text, int Line);
