using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Finds the changes of a table's columns between its definition and the entry that ALTER TABLE makes of it.</summary>
static class TableAlteration
{
    /// <summary>Returns the table after the change, and DuckDB's statements for its columns.</summary>
    internal static (OwnTable Table, IReadOnlyList<string> Statements) Plan(OwnTable table, GlueTableInput entry, SqlPosition position)
    {
        var definition = table.Definition;
        if (entry.Storage.Location != definition.Location || entry.Name != definition.Name)
        {
            throw Refused($"LocalAthena cannot move or rename table {table.FullName}, whose rows are in DuckDB", position);
        }
        GlueColumn[] wanted = [.. entry.Storage.Columns, .. entry.PartitionKeys];
        List<string> statements = [];
        var next = definition.NextField;
        OwnColumn[] columns =
        [
            .. wanted.Select((column, i) => Find(definition.Columns, wanted, i) is { } old
                ? Change(table, old, column, statements, position)
                : Add(table, column, next++, statements))
        ];
        foreach (var gone in definition.Columns.Where(old => columns.All(column => column.Field != old.Field)))
        {
            if (definition.Partitioning.Any(part => part.Column == gone.Name))
            {
                throw Refused($"Cannot drop partition field: {gone.Name}", position);
            }
            statements.Add($"ALTER TABLE {table.DuckName} DROP COLUMN {gone.Field}");
        }
        return (OwnTable.Of(definition with
        {
            Columns = columns,
            NextField = next,
            Comment = entry.Description,
            Partitioning =
            [
                .. definition.Partitioning.Select(part => part with { Column = Renamed(definition.Columns, columns, part.Column) })
            ],
            Properties = entry.Parameters.Where(pair => pair.Key is not ("EXTERNAL" or IcebergDdlParser.TableType))
                .ToDictionary(StringComparer.Ordinal),
        }), statements);
    }

    // By name; a single new name in place of a single old one is a new name of that column.
    static OwnColumn? Find(IReadOnlyList<OwnColumn> old, GlueColumn[] wanted, int index)
    {
        if (old.FirstOrDefault(column => column.Name == wanted[index].Name) is { } same) { return same; }
        var gone = old.Where(column => Array.TrueForAll(wanted, one => one.Name != column.Name)).ToArray();
        return old.Count == wanted.Length && gone.Length == 1 ? gone[0] : null;
    }

    static OwnColumn Change(OwnTable table, OwnColumn old, GlueColumn wanted, List<string> statements, SqlPosition position)
    {
        if (wanted.Type == old.HiveType) { return old with { Name = wanted.Name, Comment = wanted.Comment }; }
        var (from, to) = (TypeParser.ParseTrino(old.Type), TypeOf(table, wanted));
        var isWider = (from, to) switch
        {
            (TrinoType.IntegerType { Bits: 32 }, TrinoType.IntegerType { Bits: 64 }) => true,
            (TrinoType.RealType, TrinoType.DoubleType) => true,
            (TrinoType.DecimalType a, TrinoType.DecimalType b) => b.Precision >= a.Precision && a.Scale == b.Scale,
            _ => from == to,
        };
        if (!isWider) { throw Refused($"Cannot change column type: {old.Name}: {from} -> {to}", position); }
        if (from != to) { statements.Add($"ALTER TABLE {table.DuckName} ALTER COLUMN {old.Field} TYPE {to.DuckDb}"); }
        return old with { Name = wanted.Name, Type = to.ToString(), HiveType = wanted.Type!, Comment = wanted.Comment };
    }

    static OwnColumn Add(OwnTable table, GlueColumn wanted, int number, List<string> statements)
    {
        var type = TypeOf(table, wanted);
        var field = OwnTable.FieldName(number);
        statements.Add($"ALTER TABLE {table.DuckName} ADD COLUMN {field} {type.DuckDb}");
        return new(wanted.Name, type.ToString(), wanted.Type!, wanted.Comment, field);
    }

    static TrinoType TypeOf(OwnTable table, GlueColumn column)
    {
        var type = TypeParser.ParseHive(column.Type!);
        return table.Definition.IsIceberg ? StorageTypes.DeclaredIceberg(type) : StorageTypes.Hive(column.Name, type);
    }

    static string Renamed(IReadOnlyList<OwnColumn> old, OwnColumn[] columns, string name)
    {
        var field = old.First(column => column.Name == name).Field;
        return Array.Find(columns, column => column.Field == field)?.Name ?? name;
    }

    static LocalAthenaQueryException Refused(string message, SqlPosition position) => new(FailureCode.NotSupported, message, position);
}
