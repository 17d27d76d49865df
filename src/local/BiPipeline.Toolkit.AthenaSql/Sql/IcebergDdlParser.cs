using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Parses CREATE TABLE of an Iceberg table (Athena user guide, "Create Iceberg tables").</summary>
sealed class IcebergDdlParser(SqlTokenReader reader)
{
    internal const string TableType = "table_type";
    internal const string Iceberg = "ICEBERG";

    internal Statement.CreateIcebergTable Read()
    {
        var ddl = new HiveDdlParser(reader);
        var start = reader.Position;
        reader.Words("CREATE", "TABLE");
        var ifNotExists = reader.TryWords("IF", "NOT", "EXISTS");
        var name = reader.QualifiedName();
        var columns = ddl.ReadColumns();
        var comment = reader.TryWord("COMMENT") ? reader.Text() : null;
        var partitioning = reader.TryWords("PARTITIONED", "BY") ? ReadPartitioning() : [];
        var location = reader.TryWord("LOCATION") ? reader.Text() : null;
        var properties = reader.TryWord("TBLPROPERTIES") ? ddl.ReadProperties() : [];
        if (!properties.TryGetValue(TableType, out var type) || !type.Equals(Iceberg, StringComparison.OrdinalIgnoreCase))
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                "CREATE TABLE without EXTERNAL is for tables with the property 'table_type'='ICEBERG'",
                start);
        }
        if (location is null)
        {
            throw new LocalAthenaQueryException(FailureCode.SyntaxError, "An Iceberg table has a LOCATION; the statement has none", start);
        }
        foreach (var field in partitioning.Where(field => columns.TrueForAll(column => column.Name != field.Column.Folded)))
        {
            throw new LocalAthenaQueryException(
                FailureCode.ColumnNotFound,
                $"Partition column '{field.Column.Folded}' does not exist in the table",
                field.Column.Position);
        }
        var table = new HiveTable
        {
            Name = name.Last.Folded,
            Description = comment,
            TableType = HiveTable.ExternalTable,
            Parameters = properties,
            Storage = new() { Columns = columns, Location = location },
        };
        return new(name, table, partitioning, ifNotExists);
    }

    List<IcebergPartition> ReadPartitioning()
    {
        List<IcebergPartition> fields = [];
        reader.Symbol("(");
        do { fields.Add(IcebergPartition.Read(reader)); } while (reader.TrySymbol(","));
        reader.Symbol(")");
        return fields;
    }
}
