using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>Every IAM action and the kinds of resources it takes, from the service authorization reference that cfn-lint carries.</summary>
sealed partial class KnownActions
{
    const string Print = """
        import importlib.util, json, os, sys
        services = json.load(open(os.path.join(os.path.dirname(importlib.util.find_spec('cfnlint').origin), 'data', 'AdditionalSpecs', 'Policies.json')))
        print(json.dumps({service: services[service] for service in sys.argv[1:]}))
        """;

    readonly JsonNode _services;

    KnownActions(JsonNode services) => _services = services;

    /// <summary>Lower-case names such as <c>s3:putobject</c>.</summary>
    internal IEnumerable<string> All => _services.AsObject().SelectMany(service => service.Value!["Actions"]!.AsObject().Select(action => $"{service.Key}:{action.Key}"));

    internal static async Task<KnownActions> LoadAsync(params IEnumerable<string> services) => new(JsonNode.Parse(await Python.RunAsync(["-c", Print, .. services]))!);

    internal bool Exists(string action) => Find(action) is not null;

    /// <summary>Whether the action is decided on resources of its own; else only <c>*</c> matches it.</summary>
    internal bool TakesResources(string action) => ResourceKinds(action).Any();

    /// <summary>Whether the action can be decided on such a resource.</summary>
    internal bool Takes(string action, string arn) =>
        ResourceKinds(action).Any(kind => _services[action.Split(':')[0]]!["Resources"]![kind]!["ARNFormats"]!.AsArray().Any(format => Regex.IsMatch(arn, "^" + Placeholder().Replace(format!.GetValue<string>(), "[^:]*") + "$"))
            // One format stands for buckets and objects; a slash tells them apart.
            && (kind is not ("bucket" or "object") || arn.Contains('/', StringComparison.Ordinal) == (kind == "object")));

    IEnumerable<string> ResourceKinds(string action) => PolicyStatement.Texts(Find(action)!["Resources"]);

    JsonNode? Find(string action) => action.Split(':') is [var service, var name] ? _services[service]?["Actions"]?[name.ToLowerInvariant()] : null;

    [GeneratedRegex(@"\$\{\w+\}")]
    private static partial Regex Placeholder();
}
