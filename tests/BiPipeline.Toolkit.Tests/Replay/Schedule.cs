using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A table's history and a delivery of its changes.</summary>
sealed record Schedule(Write[] Writes, Delivery[] Deliveries, bool ReplaysRaw)
{
    internal static Gen<Schedule> Any { get; } =
        from writes in Gen.Choose(3, 16).SelectMany(count => AnyWrite.ArrayOf(count))
        from deliveries in Gen.Choose(0, 12).SelectMany(count => AnyDelivery.ArrayOf(count))
        from replaysRaw in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Schedule(writes, deliveries, replaysRaw);

    static Gen<Write> AnyWrite =>
        from kind in Gen.Frequency(
            (12, Gen.Constant(WriteKind.Put)),
            (3, Gen.Constant(WriteKind.Delete)),
            (1, Gen.Constant(WriteKind.Expire)),
            (1, Gen.Constant(WriteKind.Poison)),
            (1, Gen.Constant(WriteKind.Split)),
            (1, Gen.Constant(WriteKind.Reenable)))
        from key in Gen.Choose(0, 3)
        from amount in Gen.Choose(-100_000, 100_000)
        from lines in Gen.Choose(0, 3)
        from seconds in Gen.Frequency((6, Gen.Choose(0, 5)), (1, Gen.Choose(30_000, 90_000)))
        from gap in Gen.Choose(1, 60)
        select new Write(kind, key, amount, lines, seconds, gap);

    static Gen<Delivery> AnyDelivery =>
        from kind in Gen.Frequency((6, Gen.Constant(DeliveryKind.Next)), (2, Gen.Constant(DeliveryKind.Again)), (1, Gen.Constant(DeliveryKind.GiveUp)))
        from shard in Gen.Choose(0, 100)
        from records in Gen.Choose(1, 6)
        from fault in Gen.Frequency(
            (5, Gen.Constant(DeliveryFault.None)),
            (1, Gen.Constant(DeliveryFault.PutFails)),
            (1, Gen.Constant(DeliveryFault.AnswerIsLost)),
            (1, Gen.Constant(DeliveryFault.ProcessEnds)))
        from put in Gen.Choose(1, 5)
        select new Delivery(kind, shard, records, fault, put);

    public override string ToString() => $"writes: {string.Join("; ", Writes.AsEnumerable())} deliveries: {string.Join("; ", Deliveries.AsEnumerable())} replays raw: {ReplaysRaw}";
}
