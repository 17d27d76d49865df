using Parquet.Data;
using Parquet.Schema;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Parquet.Net's columns in their stored form: its rows of dictionaries omit NULLs inside lists and maps.</summary>
static class ParquetNet
{
    /// <summary>Returns the content of each leaf of a row group, one entry per line.</summary>
    internal static async Task<IReadOnlyList<string[]>> LeavesAsync(string file, int group)
    {
        // Otherwise decimals of more than 28 digits don't fit.
        var options = new global::Parquet.ParquetOptions { UseBigDecimal = true, UseDateOnlyTypeForDates = true };
        await using var reader = await global::Parquet.ParquetReader.CreateAsync(file, options);
        using var rows = reader.OpenRowGroupReader(group);
        var leaves = new List<string[]>();
        foreach (var field in reader.Schema.GetDataFields())
        {
            using var data = await rows.ReadRawColumnDataBaseAsync(field);
            leaves.Add(Lines(field, data));
        }
        return leaves;
    }

    /// <summary>Returns the same for rows, by Dremel's paper.</summary>
    internal static IReadOnlyList<string[]> Expected(Rows rows) =>
        [.. NaiveShredder.Shred(rows).Select(leaf => leaf.Entries.Select(entry => Line(leaf.Path, entry.Repetition, entry.Definition, Canonical.Of(leaf.Type, entry.Value)?.ToString())).ToArray())];

    static string[] Lines(DataField field, RawColumnData data)
    {
        var definitions = data.DefinitionLevels;

        // After the present values, its buffer has its previous content.
        var values = new Queue<string>(Values(data, definitions.Count(field.MaxDefinitionLevel)));
        var path = $"{field.Path}".Replace('/', '.');
        var lines = new string[definitions.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var value = definitions[i] == field.MaxDefinitionLevel ? values.Dequeue() : null;
            lines[i] = Line(path, field.MaxRepetitionLevel == 0 ? 0 : data.RepetitionLevels[i], definitions[i], value);
        }
        return lines;
    }

    static string Line(string path, int repetition, int definition, string? value) => $"{path} {repetition} {definition} {value ?? "NULL"}";

    static List<string> Values(RawColumnData data, int count) => data switch
    {
        RawColumnData<ReadOnlyMemory<char>> texts => Each(texts.Values[..count], text => text.ToString()),
        RawColumnData<ReadOnlyMemory<byte>> bytes => Each(bytes.Values[..count], value => Convert.ToHexStringLower(value.Span)),
        RawColumnData<bool> flags => Each(flags.Values[..count], flag => flag ? "true" : "false"),
        RawColumnData<int> numbers => Each(numbers.Values[..count], number => number.ToString(CultureInfo.InvariantCulture)),
        RawColumnData<long> numbers => Each(numbers.Values[..count], number => number.ToString(CultureInfo.InvariantCulture)),
        RawColumnData<double> numbers => Each(numbers.Values[..count], Canonical.Bits),
        RawColumnData<DateOnly> days => Each(days.Values[..count], Canonical.Days),
        RawColumnData<DateTime> times => Each(times.Values[..count], Canonical.Milliseconds),
        RawColumnData<BigDecimal> decimals => Each(decimals.Values[..count], number => number.UnscaledValue.ToString(CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException(data.GetType().ToString()),
    };

    static List<string> Each<T>(Span<T> values, Func<T, string> text)
    {
        var texts = new List<string>();
        foreach (var value in values) { texts.Add(text(value)); }
        return texts;
    }
}
