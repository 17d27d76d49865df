namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Some items of a table, in the order of their segment.</summary>
/// <param name="Segment">The segment, from 0.</param>
/// <param name="Number">The page's number in its segment, from 0.</param>
/// <param name="Items">Number of items.</param>
/// <param name="Lines">The items as lines of a full export, <c>{"Item":{…}}</c>. Valid until the receiver returns.</param>
/// <param name="Next">The position after the page, for a scan that continues here; null for the segment's last page.</param>
public sealed record ScanPage(int Segment, int Number, long Items, ReadOnlyMemory<byte> Lines, string? Next)
{
    /// <summary>Number of read capacity units that the page used.</summary>
    public double CapacityUnits { get; init; }
}
