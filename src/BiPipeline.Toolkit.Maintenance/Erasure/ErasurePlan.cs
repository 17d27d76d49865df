namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What an erasure will do. <see cref="ToString"/> prints it; neither has a value of a key.</summary>
public sealed class ErasurePlan
{
    const int ShownObjects = 20;

    readonly IReadOnlyList<ErasureFinding> _findings;
    readonly string _location;

    internal ErasurePlan(
        string location, int keys, IReadOnlyList<ErasureFinding> findings, int unsearched, IReadOnlyList<string> problems) =>
        (_location, Keys, _findings, Unsearched, Problems) = (location, keys, findings, unsearched, problems);

    /// <summary>Number of keys.</summary>
    public int Keys { get; }

    /// <summary>Number of rows with a key, children included, in current objects.</summary>
    public long Rows => Current.Where(finding => finding.Zone == LakeZone.Processed).Sum(finding => finding.Matches);

    /// <summary>Number of lines with a key in current objects.</summary>
    public long Lines => Current.Where(finding => finding.Zone != LakeZone.Processed).Sum(finding => finding.Matches);

    /// <summary>Number of objects that have them.</summary>
    public int Objects => Current.Count(finding => finding.Matches > 0);

    /// <summary>Number of noncurrent versions with a key. They are deleted as a whole.</summary>
    public int Versions => _findings.Count(finding => !finding.Version.IsCurrent && finding.Matches > 0);

    /// <summary>Number of lines whose key can't be read.</summary>
    public long Unreadable => Current.Sum(finding => finding.Unreadable);

    /// <summary>Number of objects that can't be searched: of other programs or formats.</summary>
    public int Unsearched { get; }

    /// <summary>The time of the newest change of a key; null when it is not found.</summary>
    public DateTimeOffset? LastChange => _findings.Max(finding => finding.LastChange);

    /// <summary>Why the erasure is refused; empty when it can run.</summary>
    public IReadOnlyList<string> Problems { get; }

    IEnumerable<ErasureFinding> Current => _findings.Where(finding => finding.Version.IsCurrent);

    /// <summary>Returns the plan in lines.</summary>
    public override string ToString() => string.Join('\n', Text());

    IEnumerable<string> Text()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"erase {Keys:N0} {(Keys == 1 ? "key" : "keys")} from {_location}");
        var places = Current.Where(finding => finding.Matches > 0)
            .GroupBy(PlaceOf, StringComparer.Ordinal);
        foreach (var place in places)
        {
            var noun = place.First().Zone == LakeZone.Processed ? "rows" : "lines";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {place.Key,-24} {place.Sum(finding => finding.Matches),10:N0} {noun} in {place.Count():N0} objects, "
                    + $"{place.Sum(finding => finding.Version.Bytes) / 1e6:N1} MB");
        }
        if (Objects == 0) { yield return "  nothing has a key"; }
        if (Versions > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  noncurrent versions      {Versions,10:N0}, deleted as a whole");
        }
        if (Unreadable > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  unreadable lines         {Unreadable,10:N0}, which may have a key; --drop-unreadable deletes them");
            foreach (var finding in Current.Where(finding => finding.Unreadable > 0).Take(ShownObjects))
            {
                yield return $"    {finding.Key}";
            }
        }
        if (Unsearched > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"  not searched             {Unsearched,10:N0} objects of other formats");
        }
        if (LastChange is { } last)
        {
            var newest = _findings.MaxBy(finding => finding.LastChange)!;
            var hint = newest.IsLastDeleted == false
                ? "; it is not a deletion, so the item may still be in DynamoDB: delete it there first"
                : "";
            yield return $"  last change              {Instant.Text(last)}{hint}";
        }
        foreach (var problem in Problems) { yield return $"refused: {problem}"; }
    }

    static string PlaceOf(ErasureFinding finding) =>
        finding.Zone is { } zone ? $"{LakeLayout.ZoneName(zone)}/{finding.Table}" : finding.Key.Split('/')[0] + "/";
}
