using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>Both templates as CloudFormation gets them: SAM's resources expanded, offline, and intrinsics in their long form.</summary>
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
                    resource['Properties']['CodeUri'] = 's3://packages/' + os.path.basename(resource['Properties']['CodeUri'])
            templates[os.path.basename(path)] = transform(template, {}, NoManagedPolicies()) if 'Transform' in template else template
        print(json.dumps(templates))
        """;

    readonly Lazy<Task<JsonNode>> _expanded = new(async () => JsonNode.Parse(await Python.RunAsync(
        ["-c", Expand, Repository.PathOf(InfrastructureFolder.Template), Repository.PathOf(InfrastructureFolder.QuickSight)]))!);

    /// <summary>template.yaml, with all parameters at their defaults but those given.</summary>
    internal async Task<DeployedTemplate> MainAsync(params (string Name, string Value)[] parameters) => new((await _expanded.Value)["template.yaml"]!, parameters);

    /// <summary>quicksight.yaml as template.yaml deploys it.</summary>
    internal async Task<DeployedTemplate> QuickSightAsync(params (string Name, string Value)[] parameters) => new(
        (await _expanded.Value)["quicksight.yaml"]!,
        [("PrincipalArn", "arn:aws:quicksight:eu-west-1:123456789012:user/default/admin"), ("LakeBucket", "lake"), ("ResultsBucket", "results"), .. parameters]);
}
