namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class CompactWriterTests
{
    [Fact]
    public void Fields_NearAndFar_HaveShortAndLongHeaders() =>
        Written(thrift =>
        {
            thrift.I32(1, -1);
            thrift.I64(17, 300);
            thrift.Bool(18, value: true);
            thrift.Bool(19, value: false);
        }).ShouldBe([
            0x15, 0x01, // field +1, i32: -1 as zigzag
            0x06, 0x22, 0xd8, 0x04, // i64, field 17 written out (more than 15 on): 300
            0x11, // field +1, true
            0x12, // field +1, false
            0x00,
        ]);

    [Fact]
    public void Text_IsLengthAndUtf8() => Written(thrift => thrift.Text(4, "é")).ShouldBe([0x48, 0x02, 0xc3, 0xa9, 0x00]);

    [Fact]
    public void NestedStructs_CountFieldsFromZero() =>
        Written(thrift =>
        {
            thrift.BeginStruct(2);
            thrift.I32(1, 0);
            thrift.EmptyStruct(2);
            thrift.EndStruct();
            thrift.I32(3, 0);
        }).ShouldBe([
            0x2c, // field +2, struct
            0x15, 0x00, // field +1 in it
            0x1c, 0x00, // field +1: an empty struct
            0x00, // its end
            0x15, 0x00, // field +1 again
            0x00,
        ]);

    [Fact]
    public void Lists_ShortAndLong_HaveTheirCounts()
    {
        var written = Written(thrift =>
        {
            thrift.BeginList(1, CompactType.I32, 2);
            thrift.I32Element(1);
            thrift.I32Element(2);
            thrift.BeginList(2, CompactType.True, 15);
            for (var i = 0; i < 15; i++) { thrift.BoolElement(i == 0); }
        });

        written.ShouldBe([
            0x19, 0x25, 0x02, 0x04, // field +1, list: 2 of i32
            0x19, 0xf1, 0x0f, // field +1, list: 15 of bool, counted apart
            0x01, .. Enumerable.Repeat((byte)0x02, 14),
            0x00,
        ]);
    }

    static byte[] Written(Action<CompactWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        var thrift = new CompactWriter(output);
        thrift.BeginElement();
        write(thrift);
        thrift.EndStruct();
        return output.WrittenSpan.ToArray();
    }
}
