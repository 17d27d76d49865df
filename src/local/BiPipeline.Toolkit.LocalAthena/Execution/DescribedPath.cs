using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// The value that <c>DESCRIBE table column.field</c> names; <c>$elem$</c>, <c>$key$</c> and <c>$value$</c> are inside lists and maps.
/// </summary>
static class DescribedPath
{
    internal static GlueColumn Find(GlueTable table, GlueStorageDescriptor storage, Statement.Describe describe)
    {
        var name = describe.Path[0];
        var column = storage.Columns.Concat(table.Definition.PartitionKeys)
            .FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw NotFound(describe, name);
        if (describe.Path.Count == 1) { return column with { Comment = column.Comment ?? "from deserializer" }; }
        var type = TypeParser.ParseHive(column.Type ?? "");
        foreach (var step in describe.Path.Skip(1)) { type = Inside(type, step) ?? throw NotFound(describe, step); }
        return new(describe.Path[^1], type.Hive ?? type.ToString(), "from deserializer");
    }

    static TrinoType? Inside(TrinoType type, string step) => (type, step) switch
    {
        (TrinoType.ArrayType array, "$elem$") => array.Element,
        (TrinoType.MapType map, "$key$") => map.Key,
        (TrinoType.MapType map, "$value$") => map.Value,
        (TrinoType.RowType row, _) =>
            row.Fields.FirstOrDefault(field => step.Equals(field.Name, StringComparison.OrdinalIgnoreCase))?.Type,
        _ => null,
    };

    static LocalAthenaQueryException NotFound(Statement.Describe describe, string name) =>
        new(FailureCode.ColumnNotFound, $"Column '{name}' does not exist in table {describe.Name}", describe.Name.Position);
}
