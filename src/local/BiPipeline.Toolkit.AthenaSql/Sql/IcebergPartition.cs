using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>A column of an Iceberg table's partitioning, with its transform (<c>day(ts)</c>, <c>bucket(16, id)</c>) or null.</summary>
sealed record IcebergPartition(SqlName Column, string? Transform, int? Argument)
{
    /// <summary>Returns the field as DDL has it, with the column's name quoted by backticks.</summary>
    public override string ToString()
    {
        var column = $"`{Column.Folded.Replace("`", "``", StringComparison.Ordinal)}`";
        return Transform is null ? column
            : Argument is { } argument ? string.Create(CultureInfo.InvariantCulture, $"{Transform}({argument}, {column})")
            : $"{Transform}({column})";
    }

    /// <summary>Reads a field: a column, <c>year(c)</c>, <c>bucket(n, c)</c>.</summary>
    internal static IcebergPartition Read(SqlTokenReader reader)
    {
        var name = reader.Name();
        if (!reader.TrySymbol("(")) { return new(name, null, null); }
        var transform = name.Folded;
        int? argument = null;
        switch (transform)
        {
            case "year" or "month" or "day" or "hour":
                break;
            case "bucket" or "truncate":
                argument = reader.Number();
                reader.Symbol(",");
                break;
            default:
                throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    $"Unsupported partition transform: {transform}",
                    name.Position);
        }
        var column = reader.Name();
        reader.Symbol(")");
        return new(column, transform, argument);
    }
}
