namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// A set of 128-bit digests, 16 bytes each at a fill of at most three quarters. Two unequal rows have one digest with a probability of
/// about n² in 2^129.
/// </summary>
sealed class DigestSet
{
    const int SmallestLength = 1024;

    // Zero marks a free place, so its presence is kept apart.
    UInt128[] _places;
    int _count;
    bool _hasZero;

    /// <summary>Creates an empty set.</summary>
    /// <param name="expected">Number of digests that will come; more are accepted.</param>
    internal DigestSet(long expected) => _places = new UInt128[LengthFor(expected)];

    /// <summary>Adds a digest. Returns false when it is there already.</summary>
    internal bool Add(UInt128 digest)
    {
        if (digest == UInt128.Zero)
        {
            var isNew = !_hasZero;
            _hasZero = true;
            return isNew;
        }
        if (!Put(_places, digest)) { return false; }
        if (++_count > _places.Length / 4 * 3) { Grow(); }
        return true;
    }

    void Grow()
    {
        var larger = new UInt128[checked(_places.Length * 2)];
        foreach (var digest in _places)
        {
            if (digest != UInt128.Zero) { Put(larger, digest); }
        }
        _places = larger;
    }

    // Digests are random, so their low bits are a good start.
    static bool Put(UInt128[] places, UInt128 digest)
    {
        var mask = places.Length - 1;
        for (var at = (int)(ulong)digest & mask; ; at = (at + 1) & mask)
        {
            if (places[at] == digest) { return false; }
            if (places[at] != UInt128.Zero) { continue; }
            places[at] = digest;
            return true;
        }
    }

    static int LengthFor(long expected) =>
        (int)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Clamp(expected * 4 / 3, SmallestLength, 1 << 28));
}
