using System.Globalization;

namespace OrdersPipeline.Results;

/// <summary>One row, with access by column name.</summary>
readonly record struct ResultRow(ResultTable Table, IReadOnlyList<string?> Values)
{
    internal string? TextOrNull(string column) => Values[Table.IndexOf(column)];

    internal string Text(string column) => TextOrNull(column) ?? "";

    internal decimal? NumberOrNull(string column) =>
        TextOrNull(column) is { } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    internal decimal Number(string column) => NumberOrNull(column) ?? 0m;

    internal double? RatioOrNull(string column) =>
        TextOrNull(column) is { } text ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    internal DateOnly Date(string column) => DateOnly.ParseExact(Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
