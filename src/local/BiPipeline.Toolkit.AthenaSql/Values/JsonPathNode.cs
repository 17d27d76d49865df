using System.Text.Json;

namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>A node of a path of SQL's JSON functions: <c>lax $.items[*] ? (@.price > 10).name</c>.</summary>
abstract record JsonPathNode
{
    /// <summary><c>$</c>.</summary>
    internal sealed record Root : JsonPathNode;

    /// <summary><c>@</c>, the item that a filter examines.</summary>
    internal sealed record Current : JsonPathNode;

    /// <summary><c>$name</c>, a value of PASSING.</summary>
    internal sealed record Variable(string Name) : JsonPathNode;

    internal sealed record Literal(JsonElement Value) : JsonPathNode;

    /// <summary><c>last</c>, the last index of the array in whose brackets it is.</summary>
    internal sealed record Last : JsonPathNode;

    /// <summary><c>.name</c>; <c>.*</c> without a name.</summary>
    internal sealed record Member(JsonPathNode Base, string? Name) : JsonPathNode;

    /// <summary><c>..name</c>.</summary>
    internal sealed record Descendant(JsonPathNode Base, string Name) : JsonPathNode;

    /// <summary><c>[0, 2 to 4]</c>; <c>[*]</c> without subscripts.</summary>
    internal sealed record Element(JsonPathNode Base, IReadOnlyList<(JsonPathNode From, JsonPathNode? To)>? Subscripts) : JsonPathNode;

    internal sealed record Filter(JsonPathNode Base, JsonPathCondition Condition) : JsonPathNode;

    /// <summary><c>.size()</c> and the like.</summary>
    internal sealed record Method(JsonPathNode Base, string Name) : JsonPathNode;

    internal sealed record Sign(JsonPathNode Operand, bool Negative) : JsonPathNode;

    internal sealed record Arithmetic(char Operator, JsonPathNode Left, JsonPathNode Right) : JsonPathNode;
}
