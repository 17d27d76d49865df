using OrdersPipeline.Data;

namespace OrdersPipeline.Events;

/// <summary>One write with a stream record.</summary>
/// <param name="At">Time of the write.</param>
/// <param name="Old">The item before; null on INSERT.</param>
/// <param name="New">The item after; null on REMOVE.</param>
/// <param name="ByTtl">Whether the TTL service made the write.</param>
sealed record OrderWrite(DateTimeOffset At, OrderItem? Old, OrderItem? New, bool ByTtl)
{
    internal string EventName => (Old, New) switch
    {
        (null, not null) => "INSERT",
        (not null, null) => "REMOVE",
        _ => "MODIFY",
    };

    internal OrderItem Known => New ?? Old!;
}
