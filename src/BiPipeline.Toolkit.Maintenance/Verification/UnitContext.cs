using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What the readers of a unit share.</summary>
sealed class UnitContext
{
    readonly ulong _sample;

    internal UnitContext(
        IMaintenanceStore store,
        VerificationOptions options,
        SchemaFamilies families,
        UnitListing listing,
        EventTraces traces,
        DateTimeOffset now)
    {
        (Store, Options, Families, Listing, Traces) = (store, options, families, listing, traces);
        _sample = options.SamplePercent >= 100 ? ulong.MaxValue : (ulong)(options.SamplePercent / 100 * ulong.MaxValue);
        Sources = [.. listing.All];
        IsYoung = [.. Sources.Select(source => source.LastModified > now - options.Settled)];
        ProcessedKeys = listing.Processed.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        Flatten = options.Flatten with
        {
            KeepRecords = true,
            // Protected values of the raw zone stay as they are, so any key is right.
            HashKey = options.Flatten.HashKey.IsEmpty ? new byte[16] : options.Flatten.HashKey,
        };
    }

    internal IMaintenanceStore Store { get; }

    internal VerificationOptions Options { get; }

    internal SchemaFamilies Families { get; }

    internal UnitListing Listing { get; }

    internal EventTraces Traces { get; }

    internal RowPlaces Places { get; } = new();

    internal FindingLog Findings { get; } = new();

    internal FlattenOptions Flatten { get; }

    /// <summary>The objects by their numbers in traces.</summary>
    internal IReadOnlyList<VerifiedObject> Sources { get; }

    /// <summary>Whether each object is younger than the settled time.</summary>
    internal IReadOnlyList<bool> IsYoung { get; }

    internal IReadOnlySet<string> ProcessedKeys { get; }

    /// <summary>Adds a trace of an event that is in the sample.</summary>
    internal void Add(in EventTrace trace)
    {
        if ((ulong)trace.Event <= _sample) { Traces.Add(trace); }
    }
}
