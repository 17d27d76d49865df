namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Whole pages and a whole file, byte by byte (parquet.thrift and Encodings.md of parquet-format; delta and hybrid pages have their own tests).</summary>
public sealed class GoldenBytesTests
{
    static readonly ParquetOptions Plain = new() { Codec = ParquetCodec.None, DictionaryBytes = 0, DeltaIntegers = false, DeltaDatesAndDecimals = false };

    [Fact]
    public void SmallestFile_IsTheseBytes() =>
        File(Plain, DataType.Int, 1, null, -2).ShouldBe([
            .. "PAR1"u8,
            // PageHeader
            0x15, 0x00, // 1 type: DATA_PAGE
            0x15, 0x1c, // 2 uncompressed_page_size: 14
            0x15, 0x1c, // 3 compressed_page_size: 14
            0x15, 0xfc, 0x90, 0xc0, 0xbd, 0x07, // 4 crc
            0x1c, // 5 data_page_header
            0x15, 0x06, // 1 num_values: 3, the NULL counts
            0x15, 0x00, // 2 encoding: PLAIN
            0x15, 0x06, // 3 definition_level_encoding: RLE
            0x15, 0x06, // 4 repetition_level_encoding: RLE
            0x00, 0x00,
            // the page: definition levels, then values
            0x02, 0x00, 0x00, 0x00, // bytes of levels
            0x03, 0b101, // one group of eight, packed: there, NULL, there
            0x01, 0x00, 0x00, 0x00,
            0xfe, 0xff, 0xff, 0xff,
            // ColumnIndex
            0x19, 0x11, 0x02, // 1 null_pages: [false]
            0x19, 0x18, 0x04, 0xfe, 0xff, 0xff, 0xff, // 2 min_values: [-2]
            0x19, 0x18, 0x04, 0x01, 0x00, 0x00, 0x00, // 3 max_values: [1]
            0x15, 0x02, // 4 boundary_order: ASCENDING
            0x19, 0x16, 0x02, // 5 null_counts: [1]
            0x00,
            // OffsetIndex
            0x19, 0x1c, // 1 page_locations: 1
            0x16, 0x08, // 1 offset: 4
            0x15, 0x4a, // 2 compressed_page_size: 37, the header counts
            0x16, 0x00, // 3 first_row_index: 0
            0x00, 0x00,
            // FileMetaData
            0x15, 0x02, // 1 version: 1
            0x19, 0x2c, // 2 schema: 2 elements
            0x48, 0x06, .. "schema"u8, // 4 name
            0x15, 0x02, 0x00, // 5 num_children: 1
            0x15, 0x02, // 1 type: INT32
            0x25, 0x02, // 3 repetition_type: OPTIONAL
            0x18, 0x01, .. "n"u8, 0x00, // 4 name
            0x16, 0x06, // 3 num_rows: 3
            0x19, 0x1c, // 4 row_groups: 1
            0x19, 0x1c, // 1 columns: 1
            0x26, 0x00, // 2 file_offset: 0, there is no metadata beside the chunk
            0x1c, // 3 meta_data
            0x15, 0x02, // 1 type: INT32
            0x19, 0x25, 0x06, 0x00, // 2 encodings: RLE, PLAIN
            0x19, 0x18, 0x01, .. "n"u8, // 3 path_in_schema
            0x15, 0x00, // 4 codec: UNCOMPRESSED
            0x16, 0x06, // 5 num_values: 3
            0x16, 0x4a, // 6 total_uncompressed_size: 37
            0x16, 0x4a, // 7 total_compressed_size: 37
            0x26, 0x08, // 9 data_page_offset: 4
            0x3c, // 12 statistics
            0x36, 0x02, // 3 null_count: 1
            0x28, 0x04, 0x01, 0x00, 0x00, 0x00, // 5 max_value: 1
            0x18, 0x04, 0xfe, 0xff, 0xff, 0xff, // 6 min_value: -2
            0x11, 0x11, 0x00, // 7 and 8: both exact
            0x19, 0x1c, 0x15, 0x00, 0x15, 0x00, 0x15, 0x02, 0x00, // 13 encoding_stats: 1 data page, PLAIN
            0x00,
            0x16, 0x80, 0x01, // 4 offset_index_offset: 64
            0x15, 0x14, // 5 offset_index_length: 10
            0x16, 0x52, // 6 column_index_offset: 41
            0x15, 0x2e, // 7 column_index_length: 23
            0x00,
            0x16, 0x4a, // 2 total_byte_size: 37
            0x16, 0x06, // 3 num_rows: 3
            0x26, 0x08, // 5 file_offset: 4
            0x16, 0x4a, // 6 total_compressed_size: 37
            0x00,
            0x28, 0x20, .. "bipipeline-toolkit version 0.1.0"u8, // 6 created_by
            0x19, 0x1c, 0x1c, 0x00, 0x00, // 7 column_orders: TYPE_ORDER
            0x00,
            0x8b, 0x00, 0x00, 0x00, // bytes of FileMetaData
            .. "PAR1"u8,
        ]);

    [Fact]
    public void Booleans_AreBitsFromTheLowest() =>
        ShouldBegin(File(Plain, DataType.Boolean, true, null, false, true), [
            0x15, 0x00, 0x15, 0x0e, 0x15, 0x0e, // a data page of 7 bytes
            0x15, 0xe7, 0x94, 0xf0, 0xa8, 0x06, // its CRC
            0x1c, 0x15, 0x08, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x00, 0x00, // 4 values, PLAIN
            0x02, 0x00, 0x00, 0x00, 0x03, 0b1101, // there, NULL, there, there
            0b101, // true, false, true
        ]);

    // 20 digits need 9 bytes.
    [Fact]
    public void LongDecimals_AreBigEndianTwosComplement() =>
        ShouldBegin(File(Plain, DataType.Decimal(20, 2), (Int128)(-2), (Int128)258), [
            0x15, 0x00, 0x15, 0x30, 0x15, 0x30, // a data page of 24 bytes
            0x15, 0xb9, 0xa0, 0xd6, 0xb3, 0x0a, // its CRC
            0x1c, 0x15, 0x04, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x00, 0x00, // 2 values, PLAIN
            0x02, 0x00, 0x00, 0x00, 0x04, 0x01, // a run of 2: there
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, // -2
            0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x02, // 258
        ]);

    [Fact]
    public void RepeatedTexts_AreADictionaryAndItsIndices() =>
        ShouldBegin(File(Plain with { DictionaryBytes = 1_000 }, DataType.String, [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "paid" : "new")]), [
            0x15, 0x04, 0x15, 0x1e, 0x15, 0x1e, // a dictionary page of 15 bytes
            0x15, 0xe5, 0xea, 0xe5, 0xb7, 0x0c, // its CRC
            0x3c, 0x15, 0x04, 0x15, 0x00, 0x00, 0x00, // 7 dictionary_page_header: 2 values, PLAIN
            0x04, 0x00, 0x00, 0x00, .. "paid"u8, // in the order of their first occurrence
            0x03, 0x00, 0x00, 0x00, .. "new"u8,
            0x15, 0x00, 0x15, 0x1a, 0x15, 0x1a, // a data page of 13 bytes
            0x15, 0xec, 0xd4, 0xda, 0xbe, 0x09, // its CRC
            0x1c, 0x15, 0x50, 0x15, 0x10, 0x15, 0x06, 0x15, 0x06, 0x00, 0x00, // 40 values, RLE_DICTIONARY
            0x02, 0x00, 0x00, 0x00, 0x50, 0x01, // a run of 40: there
            0x01, // indices of 1 bit
            0x0b, 0b10110110, 0b01101101, 0b11011011, 0b10110110, 0b01101101, // 5 groups of eight: 0 1 1 0 1 1 0 1 …
        ]);

    // Rows: [7, NULL, 8], [], NULL, [9].
    [Fact]
    public void Lists_HaveRepetitionAndDefinitionLevels() =>
        ShouldBegin(File(Plain, DataType.Array(DataType.Int), new List<object?> { 7, null, 8 }, new List<object?>(), null, new List<object?> { 9 }), [
            0x15, 0x00, 0x15, 0x32, 0x15, 0x32, // a data page of 25 bytes
            0x15, 0xd1, 0xa0, 0xc5, 0xed, 0x05, // its CRC
            0x1c, 0x15, 0x0c, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x00, 0x00, // 6 entries, PLAIN
            0x02, 0x00, 0x00, 0x00, 0x03, 0b000110, // repetition: 0 1 1 0 0 0
            0x03, 0x00, 0x00, 0x00, 0x03, 0b01_11_10_11, 0b11_00, // definition in 2 bits: 3 2 3 1 0 3
            0x07, 0x00, 0x00, 0x00,
            0x08, 0x00, 0x00, 0x00,
            0x09, 0x00, 0x00, 0x00,
        ]);

    [Fact]
    public void AnyBitOfAPageFlipped_FailsTheChecksum()
    {
        var file = File(new ParquetOptions(), DataType.Array(DataType.String), [.. Enumerable.Range(0, 30).Select(i => i % 7 == 0 ? null : (object)new List<object?> { $"v{i % 5}", null })]);
        var pages = PagesOf(file);
        pages.Count.ShouldBe(2, "a dictionary and a data page");

        foreach (var (body, checksum) in pages)
        {
            var page = file[body];
            Crc32Definition.Of(page).ShouldBe(checksum);
            for (var bit = 0; bit < page.Length * 8; bit++)
            {
                page[bit / 8] ^= (byte)(1 << (bit % 8));
                Crc32Definition.Of(page).ShouldNotBe(checksum, $"bit {bit}");
                page[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    static byte[] File(ParquetOptions options, DataType type, params object?[] values) =>
        ParquetFile.Of(new(options), new Rows([new("n", type)], [.. values.Select(value => new[] { value })]).ToBatch());

    static void ShouldBegin(byte[] file, byte[] pages) => file[4..(4 + pages.Length)].ShouldBe(pages);

    // Page headers here begin with type, sizes and CRC, each a zigzag varint after its field header, and end with two stops, a dictionary's
    // after its encoding 0.
    static List<(Range Body, uint Checksum)> PagesOf(byte[] file)
    {
        var pages = new List<(Range, uint)>();
        var at = 4;
        while (file[at] == 0x15)
        {
            var numbers = new int[4];
            for (var i = 0; i < numbers.Length; i++)
            {
                var value = 0u;
                at++;
                for (var shift = 0; ; shift += 7)
                {
                    value |= (uint)(file[at] & 0x7f) << shift;
                    if (file[at++] < 0x80) { break; }
                }
                numbers[i] = (int)(value >> 1) ^ -(int)(value & 1);
            }
            ReadOnlySpan<byte> end = numbers[0] == 2 ? [0, 0, 0] : [0, 0];
            at += file.AsSpan(at).IndexOf(end) + end.Length;
            pages.Add((at..(at + numbers[2]), (uint)numbers[3]));
            at += numbers[2];
        }
        return pages;
    }
}
