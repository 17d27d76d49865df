using System.Text.RegularExpressions;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The parts of the templates that come from the schema file and from iam_policies.json.</summary>
public sealed partial class GeneratedRegionsTests
{
    [Fact]
    public void Template_TablesAndPolicies_MatchSchemaAndPolicyFile()
    {
        var template = InfrastructureFolder.Read(InfrastructureFolder.Template);
        template = TemplateRegion.Replace(template, "glue", GlueResources());
        foreach (var actor in new[] { "streamFunction", "athenaReader", "viewDeployer", "loader" })
        {
            template = TemplateRegion.Replace(template, $"iam:{actor}", PolicyYaml.Statements(actor));
        }
        Golden.Match(InfrastructureFolder.Template, template);
    }

    [Fact]
    public void QuickSight_Policy_MatchesThePolicyFile() => Golden.Match(
        InfrastructureFolder.QuickSight,
        TemplateRegion.Replace(InfrastructureFolder.Read(InfrastructureFolder.QuickSight), "iam:quickSight", PolicyYaml.Statements("quickSight")));

    [Fact]
    public void Architecture_Numbers_MatchTheTemplates()
    {
        var tables = SampleLake.Catalog.Tables.Count;
        var views = SampleLake.Views(SampleFolder.Views).Count;

        var alarms = InfrastructureFolder.Read(InfrastructureFolder.Template).Split("Type: AWS::CloudWatch::Alarm\n").Length - 1;
        var picture = InfrastructureFolder.Read("docs/images/architecture.svg");

        picture.ShouldContain($">{tables} tables, {views} views<");
        picture.ShouldContain($">{alarms} alarms, a dashboard<");
    }

    // The generated template is one by itself. Here the lake's root is the stack's bucket, and "OrdersTable" is the one in DynamoDB.
    static string GlueResources()
    {
        var yaml = SampleLake.Catalog.ToCloudFormationYaml();
        var resources = yaml[(yaml.IndexOf("\nResources:\n", StringComparison.Ordinal) + "\nResources:\n".Length)..].Replace("${LakeLocation}", "s3://${LakeBucket}", StringComparison.Ordinal);
        return Outdent().Replace(LogicalId().Replace(resources, "  Glue"), "");
    }

    [GeneratedRegex(@"^  (?=\w+Table:$)", RegexOptions.Multiline)]
    private static partial Regex LogicalId();

    [GeneratedRegex("^  ", RegexOptions.Multiline)]
    private static partial Regex Outdent();
}
