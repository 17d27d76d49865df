using System.IO.Hashing;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>Writes column chunks: their dictionary, pages and metadata. Reused for each chunk.</summary>
sealed class ChunkWriter
{
    readonly ByteBuffer _header = new();
    readonly ByteBuffer _body = new();
    readonly ByteBuffer _compressed = new();
    readonly CompactWriter _thrift;
    readonly ChunkStatistics _statistics = new();
    ColumnChunkMetadata.ChunkSizes _sizes;

    internal ChunkWriter() => _thrift = new(_header);

    /// <summary>Appends a chunk to the file, and its metadata to the file's metadata.</summary>
    internal void Write(Leaf leaf, LeafValues values, LeafEntries entries, in Target target)
    {
        _sizes = default;
        values.Choose(leaf, target.Options);
        var dictionaryOffset = 0L;
        if (values.Encoding == PageEncoding.RleDictionary)
        {
            dictionaryOffset = target.Output.Written;
            WriteDictionary(values, target);
        }

        var dataOffset = target.Output.Written;
        _statistics.Begin(leaf, values, target.Options.StatisticsBytes);
        var cutter = new PageCutter { Entries = entries, Leaf = leaf, Values = values, Options = target.Options, Rows = target.Rows };
        var page = default(PageCutter.Page);
        while (cutter.TryNext(ref page))
        {
            var offset = target.Output.Written;
            WriteData(leaf, values, entries, page, target);
            _statistics.Add(page, offset, (int)(target.Output.Written - offset));
        }

        var record = new ColumnChunkMetadata
        {
            Leaf = leaf,
            Encoding = values.Encoding,
            Entries = entries.Count,
            Nulls = entries.Count - values.Count,
            Sizes = _sizes,
            DictionaryOffset = dictionaryOffset,
            DataOffset = dataOffset,
        };
        target.Records.Chunks.Add(_statistics.End(record, target.Records));
    }

    void WriteDictionary(LeafValues values, in Target target)
    {
        _body.Clear();
        values.WriteDictionary(_body);
        BeginHeader(pageType: 2, target.Options.Codec);
        _thrift.BeginStruct(7);
        _thrift.I32(1, values.DictionaryCount);
        _thrift.I32(2, (int)PageEncoding.Plain);
        _thrift.EndStruct();
        EndPage(target.Output);
    }

    void WriteData(Leaf leaf, LeafValues values, LeafEntries entries, in PageCutter.Page page, in Target target)
    {
        _body.Clear();
        if (leaf.MaxRepetition > 0) { WriteLevels(entries.Repetitions[page.FirstEntry..page.EndEntry], leaf.MaxRepetition); }
        WriteLevels(entries.Definitions[page.FirstEntry..page.EndEntry], leaf.MaxDefinition);

        // Also when all values are NULL: readers expect an encoding's header before no values.
        values.WritePage(page.FirstValue, page.EndValue, _body);
        BeginHeader(pageType: 0, target.Options.Codec);
        _thrift.BeginStruct(5);
        _thrift.I32(1, page.Entries);
        _thrift.I32(2, (int)values.Encoding);
        _thrift.I32(3, (int)PageEncoding.Rle);
        _thrift.I32(4, (int)PageEncoding.Rle);
        _thrift.EndStruct();
        EndPage(target.Output);
    }

    // Levels of data pages V1: their length in four bytes, then the hybrid.
    void WriteLevels(ReadOnlySpan<byte> levels, int maxLevel)
    {
        _body.GetSpan(sizeof(int));
        _body.Advance(sizeof(int));
        var start = _body.Length;
        RunLength.Write(levels, BitPacking.WidthOf((ulong)maxLevel), _body);
        BinaryPrimitives.WriteInt32LittleEndian(_body.Written[(start - sizeof(int))..], _body.Length - start);
    }

    void BeginHeader(int pageType, ParquetCodec codec)
    {
        _compressed.Clear();
        codec.Compress(_body.Written, _compressed);
        _header.Clear();
        _thrift.BeginElement();
        _thrift.I32(1, pageType);
        _thrift.I32(2, _body.Length);
        _thrift.I32(3, _compressed.Length);
        _thrift.I32(4, unchecked((int)Crc32.HashToUInt32(_compressed.Written)));
    }

    void EndPage(CountingOutput output)
    {
        _thrift.EndStruct();
        output.Write(_header.Written);
        output.Write(_compressed.Written);
        _sizes.Add(_header.Length, _body.Length, _compressed.Length);
    }

    /// <summary>The output and options of a row group's chunks.</summary>
    internal readonly record struct Target(ParquetOptions Options, CountingOutput Output, FileMetadata Records, int Rows);
}
