using System.Globalization;

namespace BiPipeline.Toolkit.Benchmarks.Writers;

/// <summary>Orders as ten arrays, from a fixed seed, for every writer.</summary>
sealed class WriterRows
{
    static readonly string[] Statuses = ["PENDING", "PAID", "PACKED", "SHIPPED", "DELIVERED", "CANCELLED"];

    internal WriterRows(int count)
    {
        var random = new Random(20261128);
        Count = count;
        OrderId = Column(row => string.Create(CultureInfo.InvariantCulture, $"ORD-{row + 100_000}"));
        Email = Column(_ => string.Create(CultureInfo.InvariantCulture, $"customer{random.Next(40_000)}@example.com"));
        Status = Column(_ => Statuses[random.Next(Statuses.Length)]);
        Country = Column(_ => random.Next(10) == 0 ? null : ((char)('A' + random.Next(6))).ToString() + (char)('A' + random.Next(5)));
        Version = Column(_ => 1_735_689_600_000L + random.NextInt64(40_000_000_000));
        Quantity = Column(_ => random.Next(1, 12));
        Score = Column(_ => random.NextDouble());
        AmountCents = Column(_ => random.NextInt64(100, 500_000));
        CreatedMilliseconds = Column(row => 1_735_689_600_000L + (row * 26_000L) + random.Next(26_000));
        Paid = Column(_ => random.Next(4) > 0);
        Amount = [.. AmountCents.Select(cents => cents / 100m)];
        Created = [.. CreatedMilliseconds.Select(milliseconds => DateTime.UnixEpoch.AddMilliseconds(milliseconds))];

        T[] Column<T>(Func<int, T> value) => [.. Enumerable.Range(0, count).Select(value)];
    }

    internal int Count { get; }

    internal string[] OrderId { get; }

    internal string[] Email { get; }

    internal string[] Status { get; }

    internal string?[] Country { get; }

    internal long[] Version { get; }

    internal int[] Quantity { get; }

    internal double[] Score { get; }

    internal decimal[] Amount { get; }

    internal long[] AmountCents { get; }

    internal DateTime[] Created { get; }

    internal long[] CreatedMilliseconds { get; }

    internal bool[] Paid { get; }
}
