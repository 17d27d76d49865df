namespace BiPipeline.Toolkit.Glue;

/// <summary>Hive's escaping of partition values in paths (org.apache.hadoop.hive.common.FileUtils).</summary>
static class HivePath
{
    const int MaxSegment = 200;
    const string Escaped = "\"#%'*/:=?\\{[]^";

    /// <summary>True when a value stands in a path as it is.</summary>
    internal static bool IsPlain(string value) =>
        value is not ("." or "..") && Encoding.UTF8.GetByteCount(value) <= MaxSegment
        && value.All(character => character is >= ' ' and not '\x7f' && !Escaped.Contains(character, StringComparison.Ordinal));
}
