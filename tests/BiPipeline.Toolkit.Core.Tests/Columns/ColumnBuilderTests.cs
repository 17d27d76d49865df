using System.Globalization;
using System.Numerics;

namespace BiPipeline.Toolkit.Tests.Columns;

public sealed class ColumnBuilderTests
{
    [Fact]
    public void Append_EachType_StoresTheValue()
    {
        var batch = Batch("s string", "b boolean", "i int", "l bigint", "d double", "dt date", "ts timestamp", "bin binary", "n decimal(12,2)", "w decimal(38,10)");

        batch.GetBuilder("s").Append("naïve ☕");
        batch.GetBuilder("b").Append(true);
        batch.GetBuilder("i").Append(-5);
        batch.GetBuilder("l").Append(long.MaxValue);
        batch.GetBuilder("d").Append(0.1);
        batch.GetBuilder("dt").Append(new DateOnly(1969, 12, 31));
        batch.GetBuilder("ts").Append(new DateTimeOffset(1970, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)).AddTicks(-1));
        batch.GetBuilder("bin").Append([0, 255]);
        batch.GetBuilder("n").Append(-12.5m);
        batch.GetBuilder("w").AppendUnscaled(Int128.Parse("99999999999999999999999999999999999999", CultureInfo.InvariantCulture));
        batch.CompleteRow();

        batch.RowCount.ShouldBe(1);
        batch["s"].Data.SequenceEqual("naïve ☕"u8).ShouldBeTrue();
        batch["b"].GetValues<bool>()[0].ShouldBeTrue();
        batch["i"].GetValues<int>()[0].ShouldBe(-5);
        batch["l"].GetValues<long>()[0].ShouldBe(long.MaxValue);
        batch["d"].GetValues<double>()[0].ShouldBe(0.1);
        batch["dt"].GetValues<int>()[0].ShouldBe(-1);
        batch["ts"].GetValues<long>()[0].ShouldBe(-1, "cut off below the millisecond, not rounded");
        batch["bin"].Data.ToArray().ShouldBe([0, 255]);
        batch["n"].GetValues<long>()[0].ShouldBe(-1250);
        batch["w"].GetValues<Int128>()[0].ToString(CultureInfo.InvariantCulture).ShouldBe(new string('9', 38));
    }

    [Fact]
    public void Append_WholeNumbers_FitWiderColumns()
    {
        var batch = Batch("l bigint", "d double", "n decimal(12,2)", "w decimal(38,0)", "s string");

        foreach (var name in (string[])["l", "d", "n", "w"]) { batch.GetBuilder(name).Append(7); }
        batch.GetBuilder("s").Append("utf8"u8);
        batch.CompleteRow();

        batch["l"].GetValues<long>()[0].ShouldBe(7);
        batch["d"].GetValues<double>()[0].ShouldBe(7);
        batch["n"].GetValues<long>()[0].ShouldBe(700);
        batch["w"].GetValues<Int128>()[0].ShouldBe((Int128)7);
        batch["s"].Data.SequenceEqual("utf8"u8).ShouldBeTrue();
    }

    // Compares with integers of any size: the decimal is exact, scaled, or refused.
    [Fact]
    public void Append_AnyDecimal_IsExactOrThrows()
    {
        var random = new Random(20261128);
        var (taken, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var value = new decimal(random.Next(), i % 3 == 0 ? random.Next() : 0, i % 5 == 0 ? random.Next() : 0, i % 2 == 0, (byte)random.Next(29));
            if (i % 7 == 0) { value = decimal.Round(value, random.Next(3)) + 0.00m; }
            var precision = random.Next(1, 39);
            var scale = random.Next(precision + 1);
            var column = new ColumnBatch([new("n", DataType.Decimal(precision, scale))]);
            var expected = Unscaled(value, precision, scale);
            try
            {
                column.GetBuilder("n").Append(value);
                (Held(column["n"]) == expected).ShouldBeTrue($"{value} as decimal({precision},{scale})");
                taken++;
            }
            catch (ArgumentException)
            {
                expected.HasValue.ShouldBeFalse($"{value} as decimal({precision},{scale})");
                column["n"].Count.ShouldBe(0);
                refused++;
            }
        }
        taken.ShouldBeGreaterThan(2_000);
        refused.ShouldBeGreaterThan(2_000);
    }

    [Fact]
    public void Nested_IsAppendedInsideOut()
    {
        var batch = Batch("items array<struct<sku:string,tags:map<string,int>>>");
        var items = batch.GetBuilder("items");
        var (sku, tags) = (items.Element.Field("sku"), items.Element.Field("tags"));

        sku.Append("x");
        tags.Key.Append("k");
        tags.Value.Append(1);
        tags.Key.Append("n");
        tags.Value.AppendNull();
        tags.End();
        items.Element.End();
        items.Element.AppendNull();
        items.End();
        batch.CompleteRow();
        items.End();
        batch.CompleteRow();
        items.AppendNull();
        batch.CompleteRow();

        var list = batch["items"];
        list.Offsets.ToArray().ShouldBe([0, 2, 2, 2]);
        list.Validity.ToArray().ShouldBe([1, 1, 0]);
        var fields = list.Children.Single();
        fields.Validity.ToArray().ShouldBe([1, 0]);
        fields.Children[0].Data.SequenceEqual("x"u8).ShouldBeTrue();
        fields.Children[1].Offsets.ToArray().ShouldBe([0, 2, 2]);
        fields.Children[1].Children[0].Data.SequenceEqual("kn"u8).ShouldBeTrue();
        fields.Children[1].Children[1].Validity.ToArray().ShouldBe([1, 0]);
    }

    public static TheoryData<string, Action<ColumnBuilder>, string> Refused => new()
    {
        { "bigint", column => column.Append("1"), "'c' is bigint; it does not accept text." },
        { "bigint", column => column.Append(1.5m), "'c' is bigint; it does not accept a decimal." },
        { "int", column => column.Append(1L), "'c' is int; it does not accept a 64-bit integer." },
        { "string", column => column.Append(1), "'c' is string; it does not accept an integer." },
        { "string", column => column.Append([0xff]), "'c': the bytes are not valid UTF-8." },
        { "string", column => column.Append("\ud800"), "'c': the text has half of a surrogate pair." },
        { "double", column => column.Append(double.NaN), "'c': the value is not finite." },
        { "date", column => column.Append(DateTimeOffset.UnixEpoch), "'c' is date; it does not accept a time." },
        { "timestamp", column => column.Append(new DateOnly(2026, 1, 1)), "'c' is timestamp; it does not accept a date." },
        { "boolean", column => column.Append([1]), "'c' is boolean; it does not accept bytes." },
        { "binary", column => column.Append(true), "'c' is binary; it does not accept a boolean." },
        { "decimal(4,2)", column => column.Append(1.005m), "'c': the value has more digits after the point than decimal(4,2); round it first." },
        { "decimal(4,2)", column => column.Append(100), "'c': the value has more digits than decimal(4,2)." },
        { "decimal(38,0)", column => column.AppendUnscaled(Int128.MaxValue), "'c': the value has more digits than decimal(38,0)." },
        { "decimal(38,38)", column => column.Append(decimal.MaxValue), "'c': the value has more digits than decimal(38,38)." },
        { "struct<a:int>", column => column.Field("b"), "'c' has no field 'b'; expected one of a." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Append_UnfitValue_ThrowsWithoutTheValue(string type, Action<ColumnBuilder> append, string message)
    {
        var batch = new ColumnBatch([new("c", DataType.Parse(type))]);

        Should.Throw<ArgumentException>(() => append(batch.GetBuilder("c"))).Message.ShouldStartWith(message);
        batch["c"].Count.ShouldBe(0);
    }

    public static TheoryData<string, Action<ColumnBuilder>, string> Unfinished => new()
    {
        { "int", _ => { }, "Row 1 is not complete: 'c' has no value; expected one. Append a value or NULL." },
        { "int", column => { column.Append(1); column.AppendNull(); }, "Row 1 is not complete: 'c' has 2 values; expected one." },
        { "array<int>", column => column.Element.Append(1), "Row 1 is not complete: 'c' has an open value; expected a closed one. Call End." },
        { "array<array<int>>", column => { column.Element.Element.Append(1); column.End(); }, "'c[]' has an open value; expected a closed one. Call End." },
        { "array<int>", column => { column.Element.Append(1); column.AppendNull(); }, "'c' has an open value; expected a closed one. Call End first." },
        { "map<string,int>", column => { column.Key.Append("k"); column.End(); }, "'c' has 1 keys and 0 values in one map; expected one value per key." },
        { "map<string,int>", column => column.Key.AppendNull(), "'c{key}' is NULL; expected a value, because map keys are required." },
        { "struct<a:int,b:int>", column => { column.Field("a").Append(1); column.End(); }, "'c.b' has no value; expected one. Append a value or NULL." },
        { "struct<a:int>", column => { column.Field("a").Append(1); column.Field("a").Append(2); column.End(); }, "'c.a' has 2 values; expected one." },
        { "int", column => column.End(), "'c' is int, not array, map or struct." },
        { "int", column => column.Element.Append(1), "'c' is int, not array." },
        { "int", column => column.Key.Append("k"), "'c' is int, not map." },
        { "int", column => column.Field("a"), "'c' is int, not struct." },
    };

    [Theory]
    [MemberData(nameof(Unfinished))]
    public void CompleteRow_MissingOrSecondValue_Throws(string type, Action<ColumnBuilder> append, string message)
    {
        var batch = new ColumnBatch([new("c", DataType.Parse(type))]);

        Should.Throw<InvalidOperationException>(() =>
        {
            append(batch.GetBuilder("c"));
            batch.CompleteRow();
        }).Message.ShouldBe(message);
        batch.RowCount.ShouldBe(0);
    }

    [Fact]
    public void CompleteRow_SeveralProblems_ReportsAllAndTheRowCanBeCompleted()
    {
        var batch = Batch("a int", "b int", "c string");
        batch.GetBuilder("b").Append(1);

        Should.Throw<InvalidOperationException>(batch.CompleteRow).Message.ShouldBe("Row 1 is not complete: 'a' has no value; expected one. Append a value or NULL. 'c' has no value; expected one. Append a value or NULL.");
        batch.GetBuilder("a").AppendNull();
        batch.GetBuilder("c").Append("");
        batch.CompleteRow();

        batch.RowCount.ShouldBe(1);
    }

    [Fact]
    public void Truncate_ToTheCompleteRows_RemovesTheOpenRow()
    {
        var batch = Batch("a int", "l array<int>");
        batch.GetBuilder("a").Append(1);
        batch.GetBuilder("l").End();
        batch.CompleteRow();
        batch.GetBuilder("a").Append(2);
        batch.GetBuilder("l").Element.Append(3);

        batch.Truncate(batch.RowCount);
        batch.GetBuilder("a").Append(4);
        batch.GetBuilder("l").End();
        batch.CompleteRow();

        batch["a"].GetValues<int>().ToArray().ShouldBe([1, 4]);
        batch["l"].Offsets.ToArray().ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void GetBuilder_UnknownColumn_Throws() =>
        Should.Throw<ArgumentException>(() => Batch("a int").GetBuilder("b")).Message.ShouldStartWith("Column 'b' does not exist; expected one of a.");

    [Fact]
    public void GetValues_OfAnotherType_Throws() =>
        Should.Throw<InvalidOperationException>(() => Batch("a int")["a"].GetValues<long>().Length).Message.ShouldBe("The values of a int column are not Int64.");

    static ColumnBatch Batch(params string[] columns) => new([.. columns.Select(column => column.Split(' ')).Select(words => new ColumnSpec(words[0], DataType.Parse(words[1])))]);

    static BigInteger Held(Column column) =>
        column.Type is DataType.DecimalType { Precision: <= DataType.DecimalType.MaxInt64Precision } ? column.GetValues<long>()[0] : (BigInteger)column.GetValues<Int128>()[0];

    static BigInteger? Unscaled(decimal value, int precision, int scale)
    {
        var bits = decimal.GetBits(value);
        var digits = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        var scaled = digits * BigInteger.Pow(10, scale);
        var divisor = BigInteger.Pow(10, value.Scale);
        if (scaled % divisor != 0 || scaled / divisor >= BigInteger.Pow(10, precision)) { return null; }
        return decimal.IsNegative(value) ? -(scaled / divisor) : scaled / divisor;
    }
}
