namespace BiPipeline.Toolkit.Athena;

/// <summary>What is wrong in a file, and whether it is only that the statement is none of ours.</summary>
readonly record struct ViewFileProblem(string Text, bool IsOtherStatement);
