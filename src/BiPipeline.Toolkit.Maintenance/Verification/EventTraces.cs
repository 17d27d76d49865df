using System.Runtime.CompilerServices;
using BiPipeline.Toolkit.Maintenance.Kernels;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The traces of a unit's events, in buckets by event. One bucket at a time is sorted in memory.</summary>
/// <param name="expected">About how many traces will be added.</param>
/// <param name="memoryBytes">Number of bytes in memory.</param>
/// <param name="temporaryFolder">Where a folder for the rest is created.</param>
/// <param name="threads">Number of buckets that are sorted at the same time.</param>
sealed class EventTraces(long expected, long memoryBytes, string temporaryFolder, int threads) : IDisposable
{
    readonly SpilledBuckets _buckets = new(expected * Unsafe.SizeOf<EventTrace>(), memoryBytes, temporaryFolder, threads);

    internal int BucketCount => _buckets.Count;

    internal long SpilledBytes => _buckets.SpilledBytes;

    /// <summary>Adds a trace. Thread-safe.</summary>
    internal void Add(EventTrace trace) => _buckets.Add((ulong)(trace.Event >> 64), TraceBytes.Of(in trace));

    /// <summary>Returns a bucket's traces in the order of <see cref="EventTrace.Compare"/>, and releases its memory.</summary>
    internal EventTrace[] TakeSorted(int index)
    {
        var traces = new EventTrace[_buckets.LengthOf(index) / Unsafe.SizeOf<EventTrace>()];
        _buckets.Take(index, TraceBytes.Of(traces));
        traces.AsSpan().Sort(EventTrace.Compare);
        return traces;
    }

    public void Dispose() => _buckets.Dispose();
}
