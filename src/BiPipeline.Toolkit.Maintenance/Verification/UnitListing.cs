namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The objects of a unit. Rows are listed before raw, because a writer puts raw first: every listed row has its raw listed.
/// </summary>
sealed record UnitListing(
    IReadOnlyList<VerifiedObject> Processed, IReadOnlyList<VerifiedObject> Quarantine, IReadOnlyList<VerifiedObject> Raw)
{
    internal IEnumerable<VerifiedObject> All => Processed.Concat(Quarantine).Concat(Raw);

    /// <summary>Lists a unit.</summary>
    /// <exception cref="IOException">The lake can't be listed.</exception>
    internal static async Task<UnitListing> ReadAsync(
        IMaintenanceStore store,
        SchemaFamilies families,
        IReadOnlyList<ProjectionRule> rules,
        UnitCalendar calendar,
        string unit,
        CancellationToken cancellationToken)
    {
        var processed = await ListAsync(LakeZone.Processed).ConfigureAwait(false);
        var quarantine = await ListAsync(LakeZone.Quarantine).ConfigureAwait(false);
        var raw = await ListAsync(LakeZone.Raw).ConfigureAwait(false);
        return new(processed, quarantine, raw);

        async Task<IReadOnlyList<VerifiedObject>> ListAsync(LakeZone zone)
        {
            List<VerifiedObject> objects = [];
            foreach (var (family, rule) in families.All.Zip(rules))
            {
                foreach (var table in zone == LakeZone.Processed ? family.Tables : [family.Given.Table])
                {
                    var prefix = calendar.PrefixOf(unit, zone, table);
                    await foreach (var item in store.ListObjectsAsync(prefix, cancellationToken).ConfigureAwait(false))
                    {
                        if (!LakeLayout.TryParseKey(item.Key, out var name) || name.Table != table) { continue; }
                        if (zone == LakeZone.Processed && !rule.Lists(name.Partition)) { continue; }
                        if (calendar.UnitOf(name) == unit) { objects.Add(new(item.Key, name, item.Bytes, item.LastModified)); }
                    }
                }
            }
            return objects;
        }
    }
}
