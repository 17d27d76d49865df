namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>What a JSON path finds for <c>json_value</c>, and the clause that makes an error of it.</summary>
static class JsonPathOutcome
{
    /// <summary>ERROR ON EMPTY, ERROR ON ERROR.</summary>
    internal const string Error = "ERROR";

    internal const string Value = "v";
    internal const string Empty = "e";
    internal const string Failed = "x";
}
