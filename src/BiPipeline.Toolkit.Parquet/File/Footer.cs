namespace BiPipeline.Toolkit.Parquet;

/// <summary>Writes the file's FileMetaData, as parquet.thrift defines it.</summary>
static class Footer
{
    // Data pages V1 are version 1 of the format.
    const int FormatVersion = 1;

    internal static void Write(CompactWriter thrift, ParquetSchema schema, FileMetadata records, IndexOffsets indexes, Text text)
    {
        thrift.BeginElement();
        thrift.I32(1, FormatVersion);
        thrift.BeginList(2, CompactType.Struct, schema.ElementCount);
        thrift.Raw(schema.ElementBytes);

        var rows = 0L;
        foreach (var group in records.Groups) { rows += group.Rows; }
        thrift.I64(3, rows);
        thrift.BeginList(4, CompactType.Struct, records.Groups.Count);
        for (var i = 0; i < records.Groups.Count; i++) { WriteGroup(thrift, schema, records, i, indexes, text.Codec); }
        WriteMetadata(thrift, text.Metadata);
        thrift.Text(6, text.CreatedBy);

        // Without the order, readers must ignore min_value and max_value.
        thrift.BeginList(7, CompactType.Struct, schema.Leaves.Count);
        for (var i = 0; i < schema.Leaves.Count; i++)
        {
            thrift.BeginElement();
            thrift.EmptyStruct(1);
            thrift.EndStruct();
        }
        thrift.EndStruct();
    }

    static void WriteGroup(
        CompactWriter thrift, ParquetSchema schema, FileMetadata records, int index, IndexOffsets indexes, ParquetCodec codec)
    {
        var group = records.Groups[index];
        var first = index * schema.Leaves.Count;
        var (uncompressed, compressed, sorted) = (0L, 0L, 0);
        thrift.BeginElement();
        thrift.BeginList(1, CompactType.Struct, schema.Leaves.Count);
        for (var i = 0; i < schema.Leaves.Count; i++)
        {
            var chunk = records.Chunks[first + i];
            uncompressed += chunk.Sizes.Uncompressed;
            compressed += chunk.Sizes.Compressed;
            sorted += chunk.IsSorted ? 1 : 0;
            WriteChunk(thrift, chunk, records, indexes, codec);
        }
        thrift.I64(2, uncompressed);
        thrift.I64(3, group.Rows);
        if (sorted > 0)
        {
            // Each of these columns is sorted by itself, so they may be listed in any order.
            thrift.BeginList(4, CompactType.Struct, sorted);
            for (var i = 0; i < schema.Leaves.Count; i++)
            {
                if (records.Chunks[first + i].IsSorted) { WriteSorting(thrift, i); }
            }
        }
        thrift.I64(5, group.Offset);
        thrift.I64(6, compressed);
        thrift.EndStruct();
    }

    static void WriteSorting(CompactWriter thrift, int column)
    {
        thrift.BeginElement();
        thrift.I32(1, column);
        thrift.Bool(2, value: false);
        thrift.Bool(3, value: false);
        thrift.EndStruct();
    }

    static void WriteChunk(
        CompactWriter thrift, in ColumnChunkMetadata chunk, FileMetadata records, IndexOffsets indexes, ParquetCodec codec)
    {
        thrift.BeginElement();

        // parquet.thrift: 0 when the chunk has no separate metadata.
        thrift.I64(2, 0);
        thrift.BeginStruct(3);
        WriteChunkMetadata(thrift, chunk, codec);
        WriteStatistics(thrift, chunk, records);
        WriteEncodingCounts(thrift, chunk);
        thrift.EndStruct();
        thrift.I64(4, indexes.Offsets + chunk.OffsetIndex.Start);
        thrift.I32(5, chunk.OffsetIndex.Length);
        if (chunk.ColumnIndex.Length > 0)
        {
            thrift.I64(6, indexes.Columns + chunk.ColumnIndex.Start);
            thrift.I32(7, chunk.ColumnIndex.Length);
        }
        thrift.EndStruct();
    }

    static void WriteChunkMetadata(CompactWriter thrift, in ColumnChunkMetadata chunk, ParquetCodec codec)
    {
        var leaf = chunk.Leaf;
        thrift.I32(1, (int)leaf.Physical);
        thrift.BeginList(2, CompactType.I32, chunk.HasDictionary ? 3 : 2);
        if (chunk.HasDictionary) { thrift.I32Element((int)PageEncoding.Plain); }
        thrift.I32Element((int)PageEncoding.Rle);
        thrift.I32Element((int)chunk.Encoding);
        thrift.BeginList(3, CompactType.Binary, leaf.Path.Length);
        foreach (var segment in leaf.Path) { thrift.BinaryElement(segment); }
        thrift.I32(4, codec.Id);
        thrift.I64(5, chunk.Entries);
        thrift.I64(6, chunk.Sizes.Uncompressed);
        thrift.I64(7, chunk.Sizes.Compressed);
        thrift.I64(9, chunk.DataOffset);
        if (chunk.HasDictionary) { thrift.I64(11, chunk.DictionaryOffset); }
    }

    static void WriteStatistics(CompactWriter thrift, in ColumnChunkMetadata chunk, FileMetadata records)
    {
        thrift.BeginStruct(12);
        thrift.I64(3, chunk.Nulls);
        if (chunk.HasBounds)
        {
            thrift.Binary(5, chunk.Max.Of(records.Bounds));
            thrift.Binary(6, chunk.Min.Of(records.Bounds));
            thrift.Bool(7, chunk.IsMaxExact);
            thrift.Bool(8, chunk.IsMinExact);
        }
        thrift.EndStruct();
    }

    // Shows engines that every page is dictionary-encoded: a value that is not in the dictionary is not in the chunk.
    static void WriteEncodingCounts(CompactWriter thrift, in ColumnChunkMetadata chunk)
    {
        thrift.BeginList(13, CompactType.Struct, chunk.HasDictionary ? 2 : 1);
        if (chunk.HasDictionary) { WriteEncodingCount(thrift, pageType: 2, PageEncoding.Plain, 1); }
        WriteEncodingCount(thrift, pageType: 0, chunk.Encoding, chunk.DataPages);
    }

    static void WriteEncodingCount(CompactWriter thrift, int pageType, PageEncoding encoding, int count)
    {
        thrift.BeginElement();
        thrift.I32(1, pageType);
        thrift.I32(2, (int)encoding);
        thrift.I32(3, count);
        thrift.EndStruct();
    }

    static void WriteMetadata(CompactWriter thrift, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        if (metadata.Count == 0) { return; }
        thrift.BeginList(5, CompactType.Struct, metadata.Count);
        foreach (var (key, value) in metadata)
        {
            thrift.BeginElement();
            thrift.Text(1, key);
            thrift.Text(2, value);
            thrift.EndStruct();
        }
    }

    /// <summary>The footer's text about the whole file.</summary>
    internal readonly record struct Text(ParquetCodec Codec, string CreatedBy, IReadOnlyList<KeyValuePair<string, string>> Metadata);

    /// <summary>Offsets of the column indexes and the offset indexes in the file.</summary>
    internal readonly record struct IndexOffsets(long Columns, long Offsets);
}
