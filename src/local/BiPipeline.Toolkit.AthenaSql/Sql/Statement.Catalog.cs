using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

abstract partial record Statement
{
    internal sealed record ShowDatabases(string? Pattern) : Statement(AthenaStatementType.Utility, "SHOW_DATABASES");

    internal sealed record DropDatabase(SqlName Name, bool IfExists, bool Cascade) : Statement(AthenaStatementType.Ddl, "DROP_DATABASE");

    internal sealed record AlterDatabase(SqlName Name, IReadOnlyDictionary<string, string> Properties) : Statement(
        AthenaStatementType.Ddl,
        "ALTER_DATABASE_SET_DBPROPERTIES");

    /// <summary>Registers the partitions that have a folder.</summary>
    internal sealed record RepairTable(QualifiedName Name) : Statement(AthenaStatementType.Ddl, "MSCK_REPAIR_TABLE");

    /// <summary>Removes the partitions that fulfil all terms of one of the lists.</summary>
    internal sealed record DropPartitions(
        QualifiedName Name,
        bool IfExists,
        IReadOnlyList<IReadOnlyList<PartitionTerm>> Partitions) : Statement(AthenaStatementType.Ddl, "ALTER_TABLE_DROP_PARTITION");

    internal sealed record RenamePartition(
        QualifiedName Name,
        IReadOnlyList<PartitionTerm> From,
        IReadOnlyList<PartitionTerm> To) : Statement(AthenaStatementType.Ddl, "ALTER_TABLE_RENAME_PARTITION");

    /// <summary>A change of one partition's entry in the catalog.</summary>
    internal sealed record AlterPartition(
        QualifiedName Name,
        IReadOnlyList<PartitionTerm> Partition,
        string Kind,
        Func<HiveStorage, HiveStorage> Change) : Statement(AthenaStatementType.Ddl, Kind);
}
