using System.Buffers;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BiPipeline.Toolkit.Benchmarks.Throughput;
using BiPipeline.Toolkit.Parquet;
using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Benchmarks.Parquet;

/// <summary>
/// Each kernel against the scalar code that defines it, or another implementation. MB/s refer to 8-byte values; flags and bytes count as
/// values.
/// </summary>
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class ParquetKernelBenchmarks : IThroughput
{
    const int Count = 1 << 18;
    const int Width = 11;

    readonly byte[] _flags = new byte[Count];
    readonly int[] _indices = new int[Count];
    readonly ulong[] _wideIndices = new ulong[Count];
    readonly long[] _values = new long[Count];
    readonly long[] _compacted = new long[Count];
    readonly byte[] _target = new byte[Count * 8];
    readonly byte[] _text = new byte[Count * 8];
    readonly ushort[] _places = new ushort[SnappyBlock.TableLength];
    readonly ArrayBufferWriter<byte> _output = new(Count * 16);

    public ThroughputSize Size => new(Count * 8L, Count);

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20250101);
        for (var i = 0; i < _text.Length; i++) { _text[i] = (byte)('a' + (random.Next(8) * random.Next(4))); }
        for (var i = 0; i < Count; i++)
        {
            _flags[i] = (byte)(random.NextDouble() < 0.85 ? 1 : 0);
            _indices[i] = random.Next(1 << Width);
            _wideIndices[i] = (ulong)_indices[i];
            _values[i] = 1_735_689_600_000_000 + (i * 26_000_000L) + random.Next(1_000_000);
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory("flags")]
    public void FlagPackingScalar() => FlagPacking.Scalar(_flags, _target);

    [Benchmark, BenchmarkCategory("flags")]
    public void FlagPackingKernel() => FlagPacking.Pack(_flags, _target);

    [Benchmark(Baseline = true), BenchmarkCategory("bits")]
    public void BitPackingScalar() => BitPacking.Scalar(_wideIndices, Width, _target);

    [Benchmark, BenchmarkCategory("bits")]
    public void BitPackingKernel() => BitPacking.Pack(_indices, Width, _target);

    [Benchmark(Baseline = true), BenchmarkCategory("bounds")]
    public (long Min, long Max) MinMaxScalar() => MinMax.Scalar<long>(_values);

    [Benchmark, BenchmarkCategory("bounds")]
    public (long Min, long Max) MinMaxKernel() => MinMax.Of<long>(_values);

    [Benchmark(Baseline = true), BenchmarkCategory("compaction")]
    public int CompactionScalar() => Compaction.Scalar<long>(_values, _flags, _compacted);

    [Benchmark, BenchmarkCategory("compaction")]
    public int CompactionKernel() => Compaction.Copy<long>(_values, _flags, _compacted);

    [Benchmark(Baseline = true), BenchmarkCategory("snappy")]
    public int SnappyPackage()
    {
        var written = 0;
        for (var at = 0; at < _text.Length; at += SnappyBlock.MaxLength)
        {
            written += IronSnappy.Snappy.Encode(_text.AsSpan(at, SnappyBlock.MaxLength)).Length;
        }
        return written;
    }

    [Benchmark, BenchmarkCategory("snappy")]
    public int SnappyKernel()
    {
        var written = 0;
        for (var at = 0; at < _text.Length; at += SnappyBlock.MaxLength)
        {
            written += SnappyBlock.Compress(_text.AsSpan(at, SnappyBlock.MaxLength), _target, _places);
        }
        return written;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("encodings")]
    public int RunLengthIndices()
    {
        _output.ResetWrittenCount();
        RunLength.Write<int>(_indices, Width, _output);
        return _output.WrittenCount;
    }

    [Benchmark, BenchmarkCategory("encodings")]
    public int DeltaTimestamps()
    {
        _output.ResetWrittenCount();
        DeltaBinaryPacked.Write<long>(_values, _output);
        return _output.WrittenCount;
    }
}
