namespace BiPipeline.Toolkit.Cli;

/// <summary>A file of a project.</summary>
/// <param name="Path">Its path in the project, with <c>/</c>.</param>
/// <param name="Text">Its text.</param>
readonly record struct ProjectFile(string Path, string Text);
