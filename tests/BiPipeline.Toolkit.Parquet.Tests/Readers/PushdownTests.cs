namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Wrong statistics make engines skip rows silently. Counts with a pushed-down filter must equal those without and those of the data.</summary>
public sealed class PushdownTests : IDisposable
{
    const int RowCount = 3_000;

    readonly TemporaryDirectory _directory = new();
    readonly DuckDb _duckDb = new();

    public void Dispose()
    {
        _duckDb.Dispose();
        _directory.Dispose();
    }

    static IReadOnlyList<(string Filter, Func<object?[], bool> IsMatch)> Filters { get; } =
    [
        ("sorted = 1234", row => (long)row[0]! == 1234),
        ("sorted BETWEEN 990 AND 1010", row => (long)row[0]! is >= 990 and <= 1010),
        ("unsorted < -99", row => (int)row[1]! < -99),
        ("unsorted = 7", row => (int)row[1]! == 7),
        ("negative >= -10", row => (long)row[2]! >= -10),
        ("double > 12.5 AND double <= 13", row => (double)row[3]! is > 12.5 and <= 13),
        ("double = 0", row => (double)row[3]! == 0),
        ("d9 = -1.23", row => (Int128)row[4]! == -123),
        ("d18 > 99999999.9999", row => (Int128)row[5]! > 999_999_999_999),
        ("d38 < -1000000000000000000000", row => (Int128)row[6]! < Int128.Parse("-10000000000000000000000000000000", CultureInfo.InvariantCulture)),
        ("text = 'ключ-77'", row => (string)row[7]! == "ключ-77"),
        ("text > 'ключ-99'", row => string.CompareOrdinal((string)row[7]!, "ключ-99") > 0),
        ("long_text >= repeat('é', 50) || '29'", row => string.CompareOrdinal((string)row[8]!, new string('é', 50) + "29") >= 0),
        ("long_text = repeat('é', 50) || '7'", row => (string)row[8]! == new string('é', 50) + "7"),
        ("day = DATE '1970-01-01'", row => (int)row[9]! == 0),
        ("time < TIMESTAMPTZ '2024-01-01 00:00:10Z'", row => (long)row[10]! < 1_704_067_210_000),
        ("gaps IS NULL", row => row[11] is null),
        ("gaps = 5", row => row[11] is 5),
    ];

    [Fact]
    public void Where_CountsWithAndWithoutPushdown_AgreeWithTheData()
    {
        var rows = Table();
        var file = _directory.Combine("t.parquet");
        var options = new ParquetOptions { PageRows = 100, StatisticsBytes = 16 };
        File.WriteAllBytes(file, ParquetFile.Of(new(options), rows.ToBatch(0, 1_000), rows.ToBatch(1_000, 1_000), rows.ToBatch(2_000, 1_000)));

        foreach (var (filter, isMatch) in Filters)
        {
            var expected = rows.Values.Count(isMatch).ToString(CultureInfo.InvariantCulture);
            _duckDb.Sql($"SELECT count(*) FROM '{file}' WHERE {filter}")[0][0].ShouldBe(expected, filter);
            _duckDb.Sql($"SELECT count(*) FILTER ({filter}) FROM '{file}'")[0][0].ShouldBe(expected, filter);
        }
    }

    // A filter that no value can pass must not read a row group: otherwise the counts above prove little.
    [Fact]
    public void Where_OutOfEveryBound_SkipsRowGroups()
    {
        var rows = Table();
        var file = _directory.Combine("t.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(new(), rows.ToBatch(0, 1_000), rows.ToBatch(1_000, 1_000), rows.ToBatch(2_000, 1_000)));

        var bounds = _duckDb.Sql($"SELECT row_group_id, stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('{file}') WHERE path_in_schema = 'sorted' ORDER BY row_group_id");

        bounds.ShouldBe([["0", "0", "999", "0"], ["1", "1000", "1999", "0"], ["2", "2000", "2999", "0"]]);
    }

    static Rows Table()
    {
        var random = new Random(7);
        return new(
            [
                new("sorted", DataType.Bigint), new("unsorted", DataType.Int), new("negative", DataType.Bigint), new("double", DataType.Double),
                new("d9", DataType.Decimal(9, 2)), new("d18", DataType.Decimal(18, 4)), new("d38", DataType.Decimal(38, 10)), new("text", DataType.String), new("long_text", DataType.String),
                new("day", DataType.Date), new("time", DataType.Timestamp), new("gaps", DataType.Int),
            ],
            [
                .. Enumerable.Range(0, RowCount).Select(i => new object?[]
                {
                    (long)i, random.Next(-100, 100), (long)-random.Next(1_000), (random.Next(400) - 200) / 8.0,
                    (Int128)random.Next(-200, 200), (Int128)random.NextInt64(-1_000_000_000_000, 1_000_010_000_000), (Int128)random.NextInt64() * (random.Next(3) - 1) * 10_000_000_000_000,
                    $"ключ-{random.Next(120)}", new string('é', 50) + random.Next(30).ToString(CultureInfo.InvariantCulture),
                    (i / 30) - 50, 1_704_067_200_000 + (i * 10L), random.Next(4) == 0 ? null : random.Next(10),
                }),
            ]);
    }
}
