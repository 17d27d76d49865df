namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Inputs for the comparison of every kernel with its definition.</summary>
static class KernelInputs
{
    internal const int MostLength = 257;

    internal static IEnumerable<int> Lengths => Enumerable.Range(0, MostLength + 1);

    internal static Random Random => new(20261123);

    internal static byte[] Flags(Random random, int length, int percentSet) => [.. Enumerable.Range(0, length).Select(_ => (byte)(random.Next(100) < percentSet ? 1 : 0))];

    /// <summary>Byte strings that share prefixes, with their offsets.</summary>
    internal static (byte[] Data, int[] Offsets) Texts(Random random, int count)
    {
        var data = new List<byte>();
        var offsets = new List<int> { 0 };
        for (var i = 0; i < count; i++)
        {
            var length = random.Next(4) == 0 ? 0 : random.Next(1, 20);
            for (var at = 0; at < length; at++) { data.Add((byte)(at < 9 && random.Next(8) > 0 ? 0 : random.Next(256))); }
            offsets.Add(data.Count);
        }
        return ([.. data], [.. offsets]);
    }
}
