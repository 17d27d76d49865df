using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>The patterns of SHOW.</summary>
static class HivePattern
{
    /// <summary>Whether a name matches a regular expression with <c>*</c> for any text; without one, every name does.</summary>
    internal static bool IsMatch(string? pattern, string name)
    {
        try
        {
            return pattern is null
                || IsRegexMatch(pattern.Replace(".*", "*", StringComparison.Ordinal).Replace("*", ".*", StringComparison.Ordinal), name);
        }
        catch (ArgumentException)
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidArguments, $"The pattern '{pattern}' is not a regular expression");
        }
    }

    /// <summary>Whether a name matches a pattern of LIKE.</summary>
    internal static bool IsLike(string pattern, string name) => IsRegexMatch(
        Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal),
        name);

    /// <summary>Whether a whole name matches a regular expression.</summary>
    /// <exception cref="ArgumentException">The expression is not valid.</exception>
    internal static bool IsRegexMatch(string expression, string name) => Regex.IsMatch(
        name,
        $"^(?:{expression})$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        TimeSpan.FromSeconds(1));
}
