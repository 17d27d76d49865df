using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>The parts of a URI according to java.net.URI (RFC 2396), which does not accept every URI.</summary>
sealed partial record JavaUri(string Scheme, string Host, string? Port, string Path, string? Query, string? Fragment)
{
    internal static JavaUri? TryParse(string text)
    {
        if (Illegal().IsMatch(text)) { return null; }
        var match = Parts().Match(text);
        if (!match.Success) { return null; }
        // A scheme alone is not a URI, and only the fragment may contain a second #.
        if (match.Groups["scheme"].Success && match.Length == match.Groups["scheme"].Length + 1) { return null; }
        var authority = Authority().Match(match.Groups["authority"].Value);
        return new(
            match.Groups["scheme"].Value,
            authority.Groups["host"].Value,
            authority.Groups["port"] is { Success: true, Length: > 0 } port ? port.Value : null,
            match.Groups["path"].Value,
            match.Groups["query"] is { Success: true } query ? query.Value : null,
            match.Groups["fragment"] is { Success: true } fragment ? fragment.Value : null);
    }

    [GeneratedRegex(
        @"[\x00-\x20\x7F""<>\\^`{|}]|%(?![0-9A-Fa-f]{2})|#.*#",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Illegal();

    [GeneratedRegex(
        @"^((?<scheme>[A-Za-z][A-Za-z0-9+.\-]*):)?(//(?<authority>[^/?#]*))?(?<path>[^?#]*)(\?(?<query>[^#]*))?(#(?<fragment>.*))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();

    [GeneratedRegex(
        @"^([^@]*@)?(?<host>\[[^\]]*\]|[A-Za-z0-9.\-]*)(:(?<port>\d*))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Authority();
}
