using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The template of a project for one's own table deploys what the sample's does, whose policies and settings are tested.</summary>
[Collection(nameof(Templates))]
public sealed class ProjectTemplateTests(Templates templates)
{
    [RequiresFact(Need.CfnLint)]
    public async Task Role_OfTheFunction_IsTheSamples() =>
        Statements(await templates.ProjectAsync(), "StreamFunctionRole").ShouldBe(Statements(await templates.MainAsync(), "StreamFunctionRole"));

    [RequiresFact(Need.CfnLint)]
    public async Task BucketPolicies_OfTheProject_AreTheSamples()
    {
        foreach (var policy in new[] { "LakeBucketPolicy", "ResultsBucketPolicy" })
        {
            Statements(await templates.ProjectAsync(), policy).ShouldBe(Statements(await templates.MainAsync(), policy));
        }
    }

    [RequiresFact(Need.CfnLint)]
    public async Task EventSource_Settings_AreTheSamples()
    {
        var sample = Mapping(await templates.MainAsync());
        var project = Mapping(await templates.ProjectAsync());

        // 1 is what a mapping has without it.
        sample.Remove("ParallelizationFactor").ShouldBeTrue();
        JsonNode.DeepEquals(project, sample).ShouldBeTrue(project.ToJsonString());
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Alarms_OfTheProject_AreOnTheSamplesMetrics()
    {
        string[] Metrics(DeployedTemplate template) =>
            [.. template.OfType("AWS::CloudWatch::Alarm").Select(alarm => $"{alarm.Properties["MetricName"]} {alarm.Properties["Threshold"]} {alarm.Properties["EvaluationPeriods"]}").Order(StringComparer.Ordinal)];

        Metrics(await templates.ProjectAsync()).ShouldBe(Metrics(await templates.MainAsync()));
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Stage_OfTheProject_IsInTheDatabasesName()
    {
        var database = (await templates.ProjectAsync(("Stage", "dev"))).Properties("LakeDatabase")["DatabaseInput"]!["Name"]!.GetValue<string>();

        database.ShouldBe("dev_lake_table");
    }

    static JsonObject Mapping(DeployedTemplate template) => template.OfType("AWS::Lambda::EventSourceMapping").ShouldHaveSingleItem().Properties.AsObject();

    // One action or resource may be a list of one.
    static string[] Statements(DeployedTemplate template, string id)
    {
        var properties = template.Properties(id);
        var document = properties["PolicyDocument"] ?? properties["Policies"]!.AsArray().ShouldHaveSingleItem()!["PolicyDocument"]!;
        return
        [
            .. document["Statement"]!.AsArray()
                .Select(statement => $"{statement!["Sid"]} {statement["Effect"]} {Texts(statement["Action"]!)} on {Texts(statement["Resource"]!)} if {statement["Condition"]?.ToJsonString()}")
                .Order(StringComparer.Ordinal),
        ];
    }

    static string Texts(JsonNode value) => string.Join(' ', (value is JsonArray list ? list.Select(item => item!.ToString()) : [value.ToString()]).Order(StringComparer.Ordinal));
}
