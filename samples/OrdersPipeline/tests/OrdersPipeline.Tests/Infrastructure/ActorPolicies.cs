using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>iam_policies.json: what every actor may do, and why.</summary>
static class ActorPolicies
{
    internal static JsonObject Document { get; } = JsonNode.Parse(InfrastructureFolder.Read(InfrastructureFolder.Policies))!.AsObject();

    internal static JsonObject Actors => Document["actors"]!.AsObject();

    /// <summary>An actor's statements as they stand in the file, variables and all.</summary>
    internal static IReadOnlyList<JsonObject> Written(string actor) => [.. Actors[actor]!["policy"]!["Statement"]!.AsArray().Select(statement => statement!.AsObject())];

    /// <summary>An actor's policy in the tests' deployment.</summary>
    internal static JsonNode Filled(string actor) =>
        JsonNode.Parse(PolicyValues.Fill(Actors[actor]!["policy"]!.ToJsonString(JsonSerializerOptions.Default), name => PolicyValues.All[name]))!;

    internal static PolicyEvaluator Evaluator(string actor) => new(PolicyStatement.AllOf(Filled(actor)));

    /// <summary>What an actor's policy does not allow of these calls; each line once.</summary>
    internal static IEnumerable<string> Refused(string actor, IEnumerable<RecordedCall> calls)
    {
        var evaluator = Evaluator(actor);
        return calls.SelectMany(call => call.Resources.Select(resource => (call.Action, Resource: resource)))
            .Where(call => evaluator.Decide(call.Action, call.Resource, new Dictionary<string, string[]>()) != PolicyDecision.Allowed)
            .Select(call => $"{actor} may not {call.Action} {call.Resource}")
            .Distinct(StringComparer.Ordinal);
    }

    internal static string Reason(string actor, string sid) => Actors[actor]!["reasons"]![sid]!.GetValue<string>();

    /// <summary>The templates' condition that a statement hangs on; null for none.</summary>
    internal static string? OnlyWith(string actor, string sid) => Actors[actor]!["only_with"]?[sid]?.GetValue<string>();
}
