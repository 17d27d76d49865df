using System.Text;
using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The page that explains the policies.</summary>
public sealed class IamPageTests
{
    const string Page = "docs/iam.md";

    [Fact]
    public void Tables_OfEveryActor_MatchThePolicyFile() => Golden.Match(Page, TemplateRegion.Replace(InfrastructureFolder.Read(Page), "iam", Tables()));

    static string Tables()
    {
        var page = new StringBuilder();
        foreach (var (actor, description) in ActorPolicies.Actors)
        {
            page.Append("\n### ").Append(actor).Append("\n\n").Append(description!["of"]).Append(". In ").Append(description["where"]).Append(".\n\n| Statement | Actions | Resources | Why |\n|---|---|---|---|\n");
            foreach (var statement in ActorPolicies.Written(actor))
            {
                var sid = statement["Sid"]!.GetValue<string>();
                page.Append("| `").Append(sid).Append('`').Append(statement["Effect"]!.GetValue<string>() == "Deny" ? " (deny)" : "").Append(ActorPolicies.OnlyWith(actor, sid) is null ? "" : " (with a KMS key)")
                    .Append(" | ").Append(string.Join("<br>", PolicyStatement.Texts(statement["Action"])))
                    .Append(" | ").Append(string.Join("<br>", PolicyStatement.Texts(statement["Resource"]).Select(Short)))
                    .Append(" | ").Append(ActorPolicies.Reason(actor, sid)).Append(Only(statement["Condition"]?.AsObject())).Append(" |\n");
            }
        }
        return page.Append('\n').ToString();
    }

    // Without what is the same in every ARN.
    static string Short(string arn) => $"`{arn.Replace("arn:${AWS::Partition}:", "", StringComparison.Ordinal).Replace(":${AWS::Region}:${AWS::AccountId}:", ":", StringComparison.Ordinal).Replace(":::", ":", StringComparison.Ordinal)}`";

    static string Only(JsonObject? condition) =>
        condition is null ? "" : $" Only where {string.Join(" and ", condition.SelectMany(test => test.Value!.AsObject().Select(key => $"`{key.Key}` is `{key.Value}`")))}.";
}
