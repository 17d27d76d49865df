using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The evaluator against what the IAM user guide says of each case.</summary>
public sealed class PolicyEvaluatorTests
{
    static readonly Dictionary<string, string[]> Nothing = [];

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::lake/processed/a/b.parquet", "Allowed")]
    [InlineData("S3:getobject", "arn:aws:s3:::lake/processed/a", "Allowed")] // actions have no case
    [InlineData("s3:GetObject", "arn:aws:s3:::lake/Processed/a", "NotAllowed")] // resources do
    [InlineData("s3:GetObject", "arn:aws:s3:::lake/processed", "NotAllowed")]
    [InlineData("s3:GetObjectAcl", "arn:aws:s3:::lake/processed/a", "NotAllowed")]
    [InlineData("s3:PutObject", "arn:aws:s3:::lake/processed/a", "NotAllowed")]
    [InlineData("s3:GetObject", "arn:aws:s3:::lake/processed/secret/a", "Denied")]
    public void Decide_AllowAndDeny_DenyWins(string action, string resource, string expected) => Evaluator("""
        [ { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/processed/*" },
          { "Effect": "Deny", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::lake/processed/secret/?"] } ]
        """).Decide(action, resource, Nothing).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("""{ "StringEquals": { "k": "a" } }""", "a", true)]
    [InlineData("""{ "StringEquals": { "k": ["b", "a"] } }""", "a", true)]
    [InlineData("""{ "StringEquals": { "k": "A" } }""", "a", false)]
    [InlineData("""{ "StringEquals": { "k": "a" } }""", "", false)]
    [InlineData("""{ "ForAnyValue:StringEquals": { "k": "b" } }""", "a,b", true)]
    [InlineData("""{ "ForAnyValue:StringEquals": { "k": "b" } }""", "", false)]
    [InlineData("""{ "Null": { "k": "true" } }""", "", true)]
    [InlineData("""{ "Null": { "k": "true" } }""", "a", false)]
    [InlineData("""{ "Null": { "k": "false" } }""", "a", true)]
    [InlineData("""{ "Bool": { "k": "true" } }""", "true", true)]
    [InlineData("""{ "Bool": { "k": "true" } }""", "", false)]
    [InlineData("""{ "Bool": { "k": "true" }, "Null": { "other": "false" } }""", "true", false)]
    public void Decide_Conditions_FollowTheGuide(string condition, string values, bool holds)
    {
        var context = values.Length == 0 ? Nothing : new Dictionary<string, string[]> { ["k"] = values.Split(',') };

        Evaluator($$"""[ { "Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": {{condition}} } ]""").Decide("a:b", "x", context)
            .ShouldBe(holds ? PolicyDecision.Allowed : PolicyDecision.NotAllowed);
    }

    [Theory]
    [InlineData("""[ { "Effect": "Allow", "NotAction": "a:b", "Resource": "*" } ]""")]
    [InlineData("""[ { "Effect": "allow", "Action": "a:b", "Resource": "*" } ]""")]
    public void From_UnsupportedInput_Throws(string statements) => Should.Throw<ShouldAssertException>(() => Evaluator(statements));

    [Fact]
    public void Decide_UnknownOperator_Throws() => Should.Throw<NotSupportedException>(() =>
        Evaluator("""[ { "Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": { "ArnLike": { "k": "a" } } } ]""").Decide("a:b", "x", Nothing));

    static PolicyEvaluator Evaluator(string statements) => new(PolicyStatement.AllOf(new JsonObject { ["Statement"] = JsonNode.Parse(statements) }));
}
