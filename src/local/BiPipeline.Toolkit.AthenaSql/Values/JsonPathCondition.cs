namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>A condition of a JSON path's filter: true, false or unknown.</summary>
abstract record JsonPathCondition
{
    internal sealed record Comparison(string Operator, JsonPathNode Left, JsonPathNode Right) : JsonPathCondition;

    internal sealed record Exists(JsonPathNode Path) : JsonPathCondition;

    internal sealed record StartsWith(JsonPathNode Text, JsonPathNode Start) : JsonPathCondition;

    internal sealed record IsUnknown(JsonPathCondition Operand) : JsonPathCondition;

    internal sealed record Not(JsonPathCondition Operand) : JsonPathCondition;

    internal sealed record And(JsonPathCondition Left, JsonPathCondition Right) : JsonPathCondition;

    internal sealed record Or(JsonPathCondition Left, JsonPathCondition Right) : JsonPathCondition;
}
