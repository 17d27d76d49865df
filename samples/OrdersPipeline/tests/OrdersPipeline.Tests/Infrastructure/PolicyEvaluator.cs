using System.IO.Enumeration;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>
/// Evaluates identity and bucket policies as the IAM user guide's "Policy evaluation logic" has it within one account: a Deny wins, then
/// an Allow, else no. Knows the condition operators that the sample's policies use, and refuses others.
/// </summary>
sealed class PolicyEvaluator(params IEnumerable<PolicyStatement> statements)
{
    readonly PolicyStatement[] _statements = [.. statements];

    /// <summary>The decision on one action, one resource and what is known about the request.</summary>
    internal PolicyDecision Decide(string action, string resource, IReadOnlyDictionary<string, string[]> context)
    {
        var matching = _statements.Where(statement =>
            statement.Actions.Any(pattern => Matches(pattern, action, ignoreCase: true))
            && statement.Resources.Any(pattern => Matches(pattern, resource, ignoreCase: false))
            && statement.Conditions.All(condition => condition.Value!.AsObject().All(key => Holds(condition.Key, key.Key, PolicyStatement.Texts(key.Value), context)))).ToList();
        return matching.Exists(statement => !statement.IsAllow) ? PolicyDecision.Denied
            : matching.Count > 0 ? PolicyDecision.Allowed
            : PolicyDecision.NotAllowed;
    }

    // '*' spans every character, '/' and ':' too, and '?' is one of them; a backslash is none of IAM's business.
    static bool Matches(string pattern, string text, bool ignoreCase) => FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), text, ignoreCase);

    static bool Holds(string @operator, string key, IReadOnlyList<string> wanted, IReadOnlyDictionary<string, string[]> context)
    {
        var actual = context.TryGetValue(key, out var values) ? values : [];
        return @operator switch
        {
            // Keys that a request may have several values of need a set operator; with one value each, any of the wanted will do.
            "StringEquals" or "Bool" => actual.Length == 1 && wanted.Contains(actual[0], StringComparer.Ordinal),
            "ForAnyValue:StringEquals" => actual.Intersect(wanted, StringComparer.Ordinal).Any(),
            "Null" => wanted.Single() == (actual.Length == 0 ? "true" : "false"),
            _ => throw new NotSupportedException($"Condition operator '{@operator}' is not known here."),
        };
    }
}
