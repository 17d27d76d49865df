namespace BiPipeline.Toolkit.Docs.Tests.Markdown;

/// <summary>A fenced block of code.</summary>
/// <param name="Language">The fence's word; empty if there is none.</param>
/// <param name="Text">The lines between the fences.</param>
/// <param name="Line">Number of the opening fence's line, from 1.</param>
sealed record CodeBlock(string Language, string Text, int Line);
