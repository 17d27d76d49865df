using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>A statement of an IAM policy.</summary>
/// <param name="Sid">Its name.</param>
/// <param name="IsAllow">Allow, else Deny.</param>
/// <param name="Actions">Patterns of actions.</param>
/// <param name="Resources">Patterns of resources.</param>
/// <param name="Conditions">Operator → key → values; all must hold.</param>
sealed record PolicyStatement(string Sid, bool IsAllow, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, JsonObject Conditions)
{
    // What isn't read here would be taken for something it is not: NotAction, NotResource and the like are refused.
    static readonly HashSet<string> Members = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];

    internal static PolicyStatement From(JsonNode node)
    {
        var statement = node.AsObject();
        statement.Select(member => member.Key).ShouldAllBe(name => Members.Contains(name));
        var effect = statement["Effect"]!.GetValue<string>();
        effect.ShouldBeOneOf("Allow", "Deny");
        return new(
            statement[nameof(Sid)]?.GetValue<string>() ?? "",
            effect == "Allow",
            Texts(statement["Action"]),
            Texts(statement["Resource"]),
            (JsonObject?)statement["Condition"]?.DeepClone() ?? []);
    }

    internal static IReadOnlyList<PolicyStatement> AllOf(JsonNode policy) => [.. policy["Statement"]!.AsArray().Select(statement => From(statement!))];

    /// <summary>One text, or a list of them, as policies have it both ways.</summary>
    internal static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(element => element!.GetValue<string>())],
        _ => [node.GetValue<string>()],
    };
}
