using System.Buffers;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The definition and repetition levels of a leaf's entries in one row group.</summary>
sealed class Levels : IDisposable
{
    short[] _definitions = [];
    short[] _repetitions = [];

    internal int Count { get; private set; }

    internal ReadOnlySpan<short> Definitions => _definitions.AsSpan(0, Count);

    internal ReadOnlySpan<short> Repetitions => _repetitions.AsSpan(0, Count);

    internal void Add(ReadOnlySpan<short> definitions, ReadOnlySpan<short> repetitions)
    {
        Ensure(ref _definitions, Count + definitions.Length);
        Ensure(ref _repetitions, Count + definitions.Length);
        definitions.CopyTo(_definitions.AsSpan(Count));
        repetitions.CopyTo(_repetitions.AsSpan(Count));
        Count += definitions.Length;
    }

    public void Dispose()
    {
        Return(ref _definitions);
        Return(ref _repetitions);
    }

    void Ensure(ref short[] array, int needed)
    {
        if (needed <= array.Length) { return; }
        var larger = ArrayPool<short>.Shared.Rent(Math.Max(needed, array.Length * 2));
        array.AsSpan(0, Count).CopyTo(larger);
        Return(ref array);
        array = larger;
    }

    static void Return(ref short[] array)
    {
        if (array.Length > 0) { ArrayPool<short>.Shared.Return(array); }
        array = [];
    }
}
