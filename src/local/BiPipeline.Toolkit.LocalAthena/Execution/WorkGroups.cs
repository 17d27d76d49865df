using System.Text.RegularExpressions;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>The workgroups. Thread-safe.</summary>
sealed partial class WorkGroups
{
    // Athena's limit for an account and Region.
    const int MaxCount = 1000;

    readonly Lock _gate = new();
    readonly SortedDictionary<string, WorkGroup> _groups = new(StringComparer.Ordinal);
    readonly TimeProvider _time;

    internal WorkGroups(LocalAthenaOptions options)
    {
        _time = options.TimeProvider;
        foreach (var name in options.WorkGroups) { _groups[name] = new(name) { Created = _time.GetUtcNow() }; }
    }

    internal IReadOnlyList<WorkGroup> List()
    {
        lock (_gate) { return [.. _groups.Values]; }
    }

    /// <summary>Returns a workgroup.</summary>
    /// <exception cref="AthenaException">The workgroup does not exist, or its name is not valid.</exception>
    internal WorkGroup Get(string name)
    {
        if (!NamePattern().IsMatch(name)) { throw Refused($"WorkGroup '{name}' is not a valid name."); }
        lock (_gate) { return _groups.GetValueOrDefault(name) ?? throw Refused($"WorkGroup {name} is not found."); }
    }

    internal void Create(WorkGroup group)
    {
        if (!NamePattern().IsMatch(group.Name)) { throw Refused($"WorkGroup '{group.Name}' is not a valid name."); }
        if (group.OutputLocation is { } output) { CheckOutput(output); }
        lock (_gate)
        {
            if (_groups.Count >= MaxCount) { throw Refused($"The limit of {MaxCount} workgroups is reached."); }
            if (!_groups.TryAdd(group.Name, group with { Created = _time.GetUtcNow() }))
            {
                throw Refused($"WorkGroup {group.Name} is already created");
            }
        }
    }

    internal void Delete(string name)
    {
        lock (_gate)
        {
            if (name == LocalAthenaOptions.DefaultWorkGroup) { throw Refused("The primary workgroup can't be deleted."); }
            if (!_groups.Remove(name)) { throw Refused($"WorkGroup {name} is not found."); }
        }
    }

    /// <summary>Checks a location of results.</summary>
    /// <exception cref="AthenaException">The location is not valid.</exception>
    internal static void CheckOutput(string location)
    {
        if (!ResultLocation.TryParse(location, out _))
        {
            throw Refused("outputLocation is not a valid S3 path; expected s3://bucket/prefix/.");
        }
    }

    static AthenaException Refused(string message) => new(RequestError.Invalid, message);

    [GeneratedRegex(@"^[a-zA-Z0-9._-]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
