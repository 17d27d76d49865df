using System.Text.RegularExpressions;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>What the policies' variables are in a deployment that the tests imagine.</summary>
static partial class PolicyValues
{
    internal const string Stream = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-11-01T00:00:00.000";

    internal const string LogGroup = "arn:aws:logs:eu-west-1:123456789012:log-group:orders-log:*";

    internal const string Key = "arn:aws:kms:eu-west-1:123456789012:key/lake";

    internal static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["AWS::Partition"] = "aws",
        ["AWS::URLSuffix"] = "amazonaws.com",
        ["AWS::Region"] = "eu-west-1",
        ["AWS::AccountId"] = "123456789012",
        ["AWS::StackName"] = "orders",
        ["OrdersTableName"] = "orders",
        ["OrdersTable.StreamArn"] = Stream,
        ["LakeBucket"] = "lake",
        ["LakeBucket.Arn"] = "arn:aws:s3:::lake",
        ["ResultsBucket"] = "results",
        ["ResultsBucket.Arn"] = "arn:aws:s3:::results",
        ["DatabaseName"] = "orders_lake",
        ["WorkGroupName"] = "orders-pipeline",
        ["StreamLogGroup.Arn"] = LogGroup,
        ["LakeKey.Arn"] = Key,
        ["LakeKeyArn"] = Key,
    };

    /// <summary>The text with every <c>${variable}</c> replaced; <c>${!x}</c> becomes <c>${x}</c>, as Fn::Sub has it.</summary>
    internal static string Fill(string text, Func<string, string> valueOf) => Variable().Replace(text, match =>
        match.Groups["name"].Value is ['!', .. var literal] ? $"${{{literal}}}" : valueOf(match.Groups["name"].Value));

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
