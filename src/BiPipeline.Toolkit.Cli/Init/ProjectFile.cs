namespace BiPipeline.Toolkit.Cli;

/// <summary>A file of a project.</summary>
/// <param name="Path">The path in the project, with <c>/</c>.</param>
/// <param name="Text">The text.</param>
readonly record struct ProjectFile(string Path, string Text);
