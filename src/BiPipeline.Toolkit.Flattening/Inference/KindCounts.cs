using System.Numerics;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Number of values of each kind.</summary>
[InlineArray(KindCount)]
struct KindCounts
{
    const int KindCount = 6;

    static readonly string[] Tags = ["S", "N", "BOOL", "B", "L", "M"];

    long _first;

    /// <summary>The kinds with at least one value.</summary>
    internal readonly ValueKinds Kinds
    {
        get
        {
            var kinds = ValueKinds.None;
            for (var i = 0; i < KindCount; i++)
            {
                if (this[i] > 0) { kinds |= (ValueKinds)(1 << i); }
            }
            return kinds;
        }
    }

    internal void Add(ValueKinds kind) => this[BitOperations.TrailingZeroCount((int)kind)]++;

    internal void Add(KindCounts other)
    {
        for (var i = 0; i < KindCount; i++) { this[i] += other[i]; }
    }

    /// <summary>The counts by type tag, most first: <c>5,720 N, 59 S</c>.</summary>
    public override readonly string ToString()
    {
        var counts = this;
        return string.Join(
            ", ",
            Enumerable.Range(0, KindCount)
                .Where(i => counts[i] > 0)
                .OrderByDescending(i => counts[i])
                .ThenBy(i => i)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"{counts[i]:N0} {Tags[i]}")));
    }
}
