using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit;

/// <summary>A row's partition, with one number per partition column.</summary>
[InlineArray(PartitionSpec.MaxFields)]
struct PartitionCode : IEquatable<PartitionCode>
{
    int _first;

    public readonly bool Equals(PartitionCode other) => ((ReadOnlySpan<int>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is PartitionCode other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3]);
}
