using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.LocalAthena.Results;

/// <summary>A bucket and a key or prefix, from <c>s3://bucket/prefix</c>.</summary>
readonly partial record struct ResultLocation(string Bucket, string Key)
{
    const string Scheme = "s3://";
    const int MaxKeyBytes = 1024;

    /// <summary>The place of a query's results when neither the request nor the workgroup names one.</summary>
    internal static string Default(string workGroup) => $"{Scheme}athena-results/{workGroup}/";

    /// <summary>Whether a text is a location.</summary>
    internal static bool TryParse(string text, out ResultLocation location)
    {
        location = default;
        if (!text.StartsWith(Scheme, StringComparison.Ordinal)) { return false; }
        var slash = text.IndexOf('/', Scheme.Length);
        var bucket = slash < 0 ? text[Scheme.Length..] : text[Scheme.Length..slash];
        location = new(bucket, slash < 0 ? "" : text[(slash + 1)..]);
        return IsBucket(bucket) && (location.Key.Length == 0 || IsKey(location.Key.TrimEnd('/')));
    }

    internal static bool IsBucket(string name) => BucketName().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal);

    /// <summary>Whether a key is also a relative path that stays in its folder.</summary>
    internal static bool IsKey(string key) =>
        Encoding.UTF8.GetByteCount(key) is > 0 and <= MaxKeyBytes
            && key.Split('/').All(segment => segment is not ("" or "." or "..")
                && segment.All(character => character is >= ' ' and not '\x7f' and not '\\'));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketName();
}
