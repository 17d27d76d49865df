namespace OrdersPipeline.DataGenerator;

/// <summary>
/// The SplitMix64 generator (Steele, Lea, Flood 2014). System.Random depends on the runtime version, and floating point on the CPU. The
/// integers of this generator are the same everywhere.
/// </summary>
sealed class SplitMix64(ulong seed)
{
    ulong _state = seed;

    /// <summary>Returns a separate generator for one order, so that a change to it does not affect other orders.</summary>
    internal static SplitMix64 For(ulong seed, int ordinal) => new(new SplitMix64(seed ^ ((ulong)ordinal * 0xD6E8FEB86659FD93)).Next());

    internal ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Returns a number from 0 to <paramref name="bound"/> - 1.</summary>
    internal int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    internal int Between(int from, int to) => from + Below(to - from + 1);

    internal bool Chance(int perMille) => Below(1000) < perMille;

    internal T Pick<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    internal int PickIndex(IReadOnlyList<int> weights)
    {
        var ticket = Below(weights.Sum());
        var index = 0;
        while (ticket >= weights[index]) { ticket -= weights[index++]; }
        return index;
    }

    internal TimeSpan Span(TimeSpan from, TimeSpan to)
    {
        var milliseconds = (ulong)(to - from).TotalMilliseconds;
        return from + TimeSpan.FromMilliseconds((long)Math.BigMul(Next(), milliseconds, out _));
    }
}
