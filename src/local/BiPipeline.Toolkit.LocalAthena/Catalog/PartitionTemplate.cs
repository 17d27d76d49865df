using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The location of partitions, with <c>${column}</c> in it.</summary>
sealed class PartitionTemplate
{
    readonly Regex _pattern;

    PartitionTemplate(string prefix, Regex pattern, bool isHiveStyle) => (Prefix, _pattern, IsHiveStyle) = (prefix, pattern, isHiveStyle);

    /// <summary>The location before the first column.</summary>
    internal string Prefix { get; }

    /// <summary>Whether every column is a <c>column=value</c> folder, which DuckDB reads and prunes itself.</summary>
    internal bool IsHiveStyle { get; }

    internal static PartitionTemplate Read(string table, string template, List<string> columns, IReadOnlyList<int> slashes)
    {
        var first = template.IndexOf("${", StringComparison.Ordinal);
        var prefix = first < 0 ? template : template[..(template.LastIndexOf('/', first) + 1)];
        var rest = template[prefix.Length..];
        var pattern = new StringBuilder("^");
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var i = 0; i < rest.Length;)
        {
            if (rest.AsSpan(i).StartsWith("${") && rest.IndexOf('}', i) is > 0 and var end)
            {
                var name = rest[(i + 2)..end].ToLowerInvariant();
                var column = columns.IndexOf(name);
                if (column < 0)
                {
                    throw new LocalAthenaQueryException(
                        FailureCode.HiveMetastoreError,
                        $"Table {table}: storage.location.template names {name}; expected a partition column");
                }
                pattern.Append(seen.Add(name) ? $"(?<{name}>[^/]*(/[^/]*){{{slashes[column]}}})" : $@"\k<{name}>");
                i = end + 1;
            }
            else
            {
                pattern.Append(Regex.Escape(rest[i].ToString()));
                i++;
            }
        }
        if (seen.Count != columns.Count)
        {
            throw new LocalAthenaQueryException(
                FailureCode.HiveMetastoreError,
                $"Table {table}: storage.location.template does not name every partition column; expected all of them");
        }
        if (!rest.EndsWith('/')) { pattern.Append('/'); }
        return new(
            prefix,
            new Regex(pattern.ToString(), RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)),
            rest.TrimEnd('/') == string.Join('/', columns.Select(column => $"{column}=${{{column}}}")) && slashes.All(count => count == 0));
    }

    /// <summary>Returns the partition's values of a path below <see cref="Prefix"/>; null when it is not a partition's path.</summary>
    internal string?[]? Values(string path, IReadOnlyList<string> columns) =>
        _pattern.Match(path) is { Success: true } match
            ? [.. columns.Select(column => HivePartitionPath.Value(match.Groups[column].Value))]
            : null;
}
