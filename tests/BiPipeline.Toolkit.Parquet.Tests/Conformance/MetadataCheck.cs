using System.Numerics;
using System.Text.Json.Nodes;
using static BiPipeline.Toolkit.Parquet.Tests.FileStructure;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Compares a file's metadata with the rows that were written.</summary>
sealed class MetadataCheck(WriteCase write, FileStructure file)
{
    internal void Run()
    {
        var size = (write.Rows.Values.Count + write.Groups - 1) / write.Groups;
        var groups = write.Rows.Values.Count == 0 ? [] : Enumerable.Range(0, write.Groups).Select(group => write.Rows.Values.Skip(group * size).Take(size).ToList()).Where(rows => rows.Count > 0).ToList();
        file.Groups.Count.ShouldBe(groups.Count);
        Number(file.Footer["field_3"]).ShouldBe(write.Rows.Values.Count);

        var chunks = new Queue<ChunkStructure>(file.Chunks);
        var offset = 4L;
        for (var i = 0; i < groups.Count; i++)
        {
            var start = offset;
            var leaves = NaiveShredder.Shred(new(write.Rows.Specs, groups[i]));
            var sorting = file.Groups[i]["field_4"]?.AsArray().Select(column => Number(column!["field_1"])).ToHashSet() ?? [];
            for (var leaf = 0; leaf < leaves.Count; leaf++)
            {
                Check(chunks.Dequeue(), leaves[leaf], groups[i].Count, ref offset);
                if (sorting.Contains(leaf)) { ShouldBeSorted(leaves[leaf]); }
            }
            Number(file.Groups[i]["field_3"]).ShouldBe(groups[i].Count);
            Number(file.Groups[i]["field_5"]).ShouldBe(start);
            Number(file.Groups[i]["field_6"]).ShouldBe(offset - start);
        }
        chunks.ShouldBeEmpty();
    }

    void Check(ChunkStructure chunk, LeafTruth truth, int rows, ref long offset)
    {
        chunk.Path.ShouldBe(truth.Path);
        Number(chunk.Metadata["field_5"]).ShouldBe(truth.Entries.Count);
        CheckSizes(chunk, ref offset);
        CheckEncodings(chunk);
        CheckBounds(chunk.Metadata["field_12"]!, truth);

        var firstRows = chunk.OffsetIndex.Select(location => (int)Number(location["field_3"])).ToList();
        firstRows[0].ShouldBe(0);
        var dataPages = chunk.Pages.Skip(chunk.Pages.Count - firstRows.Count).ToList();
        var pages = new List<LeafTruth>();
        for (var i = 0; i < firstRows.Count; i++)
        {
            var end = i + 1 < firstRows.Count ? firstRows[i + 1] : rows;
            (end - firstRows[i]).ShouldBeInRange(1, write.Options.PageRows);
            pages.Add(truth with { Entries = truth.Entries.FindAll(entry => entry.Row >= firstRows[i] && entry.Row < end) });
            Number(chunk.OffsetIndex[i]["field_1"]).ShouldBe(Number(dataPages[i]["offset"]));
            Number(chunk.OffsetIndex[i]["field_2"]).ShouldBe(Number(dataPages[i]["body"]) + Number(dataPages[i]["header"]!["field_3"]) - Number(dataPages[i]["offset"]));
            Number(dataPages[i]["header"]!["field_5"]!["field_1"]).ShouldBe(pages[i].Entries.Count);
        }
        CheckColumnIndex(chunk.ColumnIndex!, pages);
    }

    static void CheckSizes(ChunkStructure chunk, ref long offset)
    {
        var (uncompressed, start) = (0L, offset);
        foreach (var page in chunk.Pages)
        {
            var header = page["header"]!;
            Number(page["offset"]).ShouldBe(offset);
            Number(page["crc"]).ShouldBe(Number(header["field_4"]));
            uncompressed += Number(page["body"]) - offset + Number(header["field_2"]);
            offset = Number(page["body"]) + Number(header["field_3"]);
        }
        Number(chunk.Metadata["field_6"]).ShouldBe(uncompressed);
        Number(chunk.Metadata["field_7"]).ShouldBe(offset - start);
    }

    static void CheckEncodings(ChunkStructure chunk)
    {
        const int dictionaryPage = 2;
        var hasDictionary = Number(chunk.Pages[0]["header"]!["field_1"]) == dictionaryPage;
        var data = chunk.Pages.Skip(hasDictionary ? 1 : 0).Select(page => Number(page["header"]!["field_5"]!["field_2"])).Distinct().Single();
        chunk.Encodings.ShouldBe(hasDictionary ? [0, 3, 8] : [3, data]);
        (data == 8).ShouldBe(hasDictionary);
        var counts = chunk.Metadata["field_13"]!.AsArray().Select(count => (Number(count!["field_1"]), Number(count["field_2"]), Number(count["field_3"])));
        var pages = chunk.OffsetIndex.Count;
        counts.ShouldBe(hasDictionary ? [(2, 0, 1), (0, 8, pages)] : [(0, data, pages)]);
        chunk.Metadata["field_11"]?.ToString().ShouldBe(hasDictionary ? chunk.Pages[0]["offset"]!.ToString() : null);
    }

    void CheckBounds(JsonNode statistics, LeafTruth truth)
    {
        var values = Values(truth);
        Number(statistics["field_3"]).ShouldBe(truth.Entries.Count - values.Count);
        if (values.Count == 0)
        {
            statistics["field_5"].ShouldBeNull();
            statistics["field_6"].ShouldBeNull();
            return;
        }
        statistics["field_7"]!.GetValue<bool>().ShouldBe(CheckLargest(statistics["field_5"]!, truth.Type, values));
        statistics["field_8"]!.GetValue<bool>().ShouldBe(CheckLeast(statistics["field_6"]!, truth.Type, values));
    }

    void CheckColumnIndex(JsonNode index, List<LeafTruth> pages)
    {
        JsonArray Field(int number) => index[$"field_{number}"]!.AsArray();
        var (least, largest) = (new List<byte[]>(), new List<byte[]>());
        for (var i = 0; i < pages.Count; i++)
        {
            var values = Values(pages[i]);
            Field(1)[i]!.GetValue<bool>().ShouldBe(values.Count == 0);
            Number(Field(5)[i]).ShouldBe(pages[i].Entries.Count - values.Count);
            if (values.Count == 0)
            {
                Field(2)[i]!.GetValue<string>().ShouldBe("");
                Field(3)[i]!.GetValue<string>().ShouldBe("");
                continue;
            }
            CheckLeast(Field(2)[i]!, pages[i].Type, values);
            CheckLargest(Field(3)[i]!, pages[i].Type, values);
            least.Add(Bytes(Field(2)[i]!));
            largest.Add(Bytes(Field(3)[i]!));
        }
        foreach (var field in (int[])[1, 2, 3, 5]) { Field(field).Count.ShouldBe(pages.Count); }
        var isAscending = IsOrdered(pages[0].Type, least, 1) && IsOrdered(pages[0].Type, largest, 1);
        var isDescending = IsOrdered(pages[0].Type, least, -1) && IsOrdered(pages[0].Type, largest, -1);
        Number(index["field_4"]).ShouldBe(isAscending ? 1 : isDescending ? 2 : 0);
    }

    // Whether the bound is exact.
    bool CheckLeast(JsonNode stored, DataType type, List<object> values)
    {
        var least = values.Aggregate((one, other) => StoredValue.Compare(type, one, other) <= 0 ? one : other);
        var expected = StoredValue.Bytes(type, least is 0d ? -0d : least);
        if (type is not (DataType.StringType or DataType.BinaryType) || expected.Length <= write.Options.StatisticsBytes)
        {
            stored.GetValue<string>().ShouldBe(Convert.ToHexStringLower(expected));
            return true;
        }
        Bytes(stored).Length.ShouldBeInRange(write.Options.StatisticsBytes - 3, write.Options.StatisticsBytes);
        expected.AsSpan().StartsWith(Bytes(stored)).ShouldBeTrue();
        return false;
    }

    bool CheckLargest(JsonNode stored, DataType type, List<object> values)
    {
        var largest = values.Aggregate((one, other) => StoredValue.Compare(type, one, other) >= 0 ? one : other);
        var expected = StoredValue.Bytes(type, largest is 0d ? 0d : largest);
        if (type is not (DataType.StringType or DataType.BinaryType) || expected.Length <= write.Options.StatisticsBytes)
        {
            stored.GetValue<string>().ShouldBe(Convert.ToHexStringLower(expected));
            return true;
        }
        Bytes(stored).AsSpan().SequenceCompareTo(expected).ShouldBeGreaterThanOrEqualTo(0);
        return Bytes(stored).AsSpan().SequenceEqual(expected);
    }

    static bool IsOrdered(DataType type, List<byte[]> bounds, int sign)
    {
        for (var i = 1; i < bounds.Count; i++)
        {
            if (sign * CompareStored(type, bounds[i - 1], bounds[i]) > 0) { return false; }
        }
        return true;
    }

    static int CompareStored(DataType type, byte[] left, byte[] right) => type switch
    {
        DataType.StringType or DataType.BinaryType or DataType.BooleanType => left.AsSpan().SequenceCompareTo(right),
        DataType.DoubleType => BitConverter.ToDouble(left).CompareTo(BitConverter.ToDouble(right)),
        DataType.DecimalType { Precision: > 18 } => new BigInteger(left, isBigEndian: true).CompareTo(new BigInteger(right, isBigEndian: true)),
        _ => new BigInteger(left).CompareTo(new BigInteger(right)),
    };

    static void ShouldBeSorted(LeafTruth truth)
    {
        truth.Entries.ShouldAllBe(entry => entry.Value != null && entry.Repetition == 0);
        for (var i = 1; i < truth.Entries.Count; i++) { StoredValue.Compare(truth.Type, truth.Entries[i - 1].Value!, truth.Entries[i].Value!).ShouldBeLessThanOrEqualTo(0); }
    }

    static List<object> Values(LeafTruth truth) => [.. truth.Entries.Where(entry => entry.Value is not null).Select(entry => entry.Value!)];

    static byte[] Bytes(JsonNode hex) => Convert.FromHexString(hex.GetValue<string>());
}
