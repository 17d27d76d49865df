using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The templates as CloudFormation gets them: SAM's resources expanded, offline, and intrinsics in their long form.</summary>
public sealed class Templates
{
    // A loader without policies: a template that makes SAM look one up fails here, and so can't attach one.
    const string Expand = """
        import json, os, sys
        from samtranslator.translator.transform import transform
        from samtranslator.yaml_helper import yaml_parse
        class NoManagedPolicies:
            def load(self): return {}
        os.environ['AWS_DEFAULT_REGION'] = 'eu-west-1'
        templates = {}
        for path in sys.argv[1:]:
            template = yaml_parse(open(path, encoding='utf-8').read())
            for resource in template['Resources'].values():
                if resource['Type'] == 'AWS::Serverless::Function':  # what 'sam deploy' does with a zip
                    resource['Properties']['CodeUri'] = 's3://packages/' + (os.path.basename(resource['Properties']['CodeUri']) or 'folder')
            templates[path] = transform(template, {}, NoManagedPolicies()) if 'Transform' in template else template
        print(json.dumps(templates))
        """;

    readonly Lazy<Task<JsonNode>> _expanded = new(async () => JsonNode.Parse(await Python.RunAsync(
        ["-c", Expand, .. Paths.Select(path => Repository.PathOf(path))]))!);

    static string[] Paths => [InfrastructureFolder.Template, InfrastructureFolder.QuickSight, InfrastructureFolder.OfAProject];

    /// <summary>template.yaml, with all parameters at their defaults but those given.</summary>
    internal async Task<DeployedTemplate> MainAsync(params (string Name, string Value)[] parameters) => new(await FindAsync(InfrastructureFolder.Template), parameters);

    /// <summary>quicksight.yaml as template.yaml deploys it.</summary>
    internal async Task<DeployedTemplate> QuickSightAsync(params (string Name, string Value)[] parameters) => new(
        await FindAsync(InfrastructureFolder.QuickSight),
        [("PrincipalArn", "arn:aws:quicksight:eu-west-1:123456789012:user/default/admin"), ("LakeBucket", "lake"), ("ResultsBucket", "results"), .. parameters]);

    /// <summary>The template of a project for one's own table, for the stream of the sample's.</summary>
    internal async Task<DeployedTemplate> ProjectAsync(params (string Name, string Value)[] parameters) => new(
        await FindAsync(InfrastructureFolder.OfAProject),
        [("StreamArn", PolicyValues.Stream), .. parameters]);

    async Task<JsonNode> FindAsync(string path) => (await _expanded.Value)[Repository.PathOf(path)]!;
}
