using System.Globalization;

namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>150 columns: most of the bytes are names.</summary>
static class WideItem
{
    const int Columns = 150;

    static readonly string[] Names =
        [.. Enumerable.Range(0, Columns).Select(number => string.Create(CultureInfo.InvariantCulture, $"attribute_{number:D3}"))];

    internal static void Write(ItemWriter item, Random random)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            switch (i % 5)
            {
                case 0:
                    item.Text(Names[i], random.Digits(6));
                    break;
                case 1:
                    item.Number(Names[i], random.Next(100_000));
                    break;
                case 2:
                    item.Number(Names[i], random.Money(0, 9999));
                    break;
                case 3:
                    item.Flag(Names[i], random.NextDouble() < 0.5);
                    break;
                default:
                    item.Text(Names[i], "2025-01-01T10:20:30.456Z");
                    break;
            }
        }
    }
}
