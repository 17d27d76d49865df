using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>An actor's statements as a template holds them, each below its reason.</summary>
static class PolicyYaml
{
    internal static string Statements(string actor)
    {
        var yaml = new StringBuilder();
        foreach (var statement in ActorPolicies.Written(actor))
        {
            var sid = statement["Sid"]!.GetValue<string>();
            yaml.Append("# ").Append(ActorPolicies.Reason(actor, sid)).Append('\n');
            if (ActorPolicies.OnlyWith(actor, sid) is { } condition)
            {
                yaml.Append("- !If\n  - ").Append(condition).Append('\n');
                AppendStatement(yaml, statement, "  ");
                yaml.Append("  - !Ref AWS::NoValue\n");
            }
            else
            {
                AppendStatement(yaml, statement, "");
            }
        }
        return yaml.ToString();
    }

    static void AppendStatement(StringBuilder yaml, JsonObject statement, string indent)
    {
        var lead = indent + "- ";
        foreach (var (name, value) in statement)
        {
            yaml.Append(lead).Append(name).Append(':');
            lead = indent + "  ";
            Append(yaml, value!, lead);
        }
    }

    static void Append(StringBuilder yaml, JsonNode value, string indent)
    {
        switch (value)
        {
            case JsonObject members:
                yaml.Append('\n');
                foreach (var (name, member) in members)
                {
                    yaml.Append(indent).Append("  ").Append(Text(name)).Append(':');
                    Append(yaml, member!, indent + "  ");
                }
                break;
            case JsonArray elements:
                yaml.Append('\n');
                foreach (var element in elements) { yaml.Append(indent).Append("  - ").Append(Text(element!.GetValue<string>())).Append('\n'); }
                break;
            default:
                value.GetValueKind().ShouldBe(JsonValueKind.String);
                yaml.Append(' ').Append(Text(value.GetValue<string>())).Append('\n');
                break;
        }
    }

    static string Text(string text) =>
        text.Contains("${", StringComparison.Ordinal) ? $"!Sub {text}"
        : text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or ':') ? text
        : $"'{text}'";
}
