using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>A template with its parameters, conditions and references resolved, as far as that can be done without deploying it.</summary>
sealed class DeployedTemplate
{
    readonly JsonObject _template;
    readonly Dictionary<string, string> _values;

    internal DeployedTemplate(JsonNode template, IReadOnlyList<(string Name, string Value)> parameters)
    {
        _template = template.AsObject();
        _values = new Dictionary<string, string>(PolicyValues.All);
        var declared = _template[nameof(Parameters)]!.AsObject();
        foreach (var (name, definition) in declared)
        {
            if (definition!["Default"] is { } value) { _values[name] = value.ToString(); }
        }
        foreach (var (name, value) in parameters)
        {
            declared.ContainsKey(name).ShouldBeTrue(name);
            _values[name] = value;
        }
        Resources = new JsonObject(_template[nameof(Resources)]!.AsObject()
            .Where(resource => resource.Value!["Condition"] is not { } condition || Holds(condition.GetValue<string>()))
            .Select(resource => KeyValuePair.Create(resource.Key, Resolve(resource.Value))));
    }

    /// <summary>The resources that exist with these parameters.</summary>
    internal JsonObject Resources { get; }

    internal JsonObject Parameters => _template[nameof(Parameters)]!.AsObject();

    internal JsonObject Outputs => _template[nameof(Outputs)]!.AsObject();

    internal JsonNode Properties(string logicalId) => Resources[logicalId]!["Properties"]!;

    internal IEnumerable<(string Id, JsonNode Properties)> OfType(string type) =>
        Resources.Where(resource => resource.Value!["Type"]!.GetValue<string>() == type).Select(resource => (resource.Key, resource.Value!["Properties"]!));

    bool Holds(string condition) => Resolve(_template["Conditions"]![condition])!.GetValue<bool>();

    // Null is AWS::NoValue: whatever it stands in is left out.
    JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(Resolve).Where(element => element is not null)]),
        JsonObject { Count: 1 } single when single.First() is { Key: "Ref" or "Condition" or ['F', 'n', ':', ':', ..] } => Call(single.First().Key, single.First().Value!),
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value))).Where(member => member.Value is not null)),
        _ => node?.DeepClone(),
    };

    JsonNode? Call(string name, JsonNode argument) => name switch
    {
        "Ref" when argument.GetValue<string>() == "AWS::NoValue" => null,
        "Ref" => ValueOf(argument.GetValue<string>()),
        "Condition" => Holds(argument.GetValue<string>()),
        "Fn::GetAtt" => ValueOf(string.Join('.', argument.AsArray().Select(part => part!.GetValue<string>()))),
        "Fn::Sub" => PolicyValues.Fill(argument.GetValue<string>(), ValueOf),
        "Fn::If" => Resolve(argument[Holds(argument[0]!.GetValue<string>()) ? 1 : 2]),
        "Fn::Not" => !Resolve(argument[0])!.GetValue<bool>(),
        "Fn::Equals" => Resolve(argument[0])!.ToString() == Resolve(argument[1])!.ToString(),
        _ => throw new NotSupportedException($"'{name}' is not known here: {argument.ToJsonString(JsonSerializerOptions.Default)}"),
    };

    // What a resource is called and gets is AWS's; its logical id stands for it.
    string ValueOf(string name) =>
        _values.TryGetValue(name, out var value) ? value
        : _template[nameof(Resources)]!.AsObject().ContainsKey(name.Split('.')[0]) ? name
        : throw new KeyNotFoundException($"The template has no '{name}'.");
}
