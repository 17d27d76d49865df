using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>One statement. <paramref name="Type"/> and <paramref name="Substatement"/> are Athena's names of its kind.</summary>
abstract partial record Statement(AthenaStatementType Type, string Substatement)
{
    /// <summary>The kind in the service's word.</summary>
    internal string TypeName => Type.ToString().ToUpperInvariant();

    internal sealed record Select(Query Query) : Statement(AthenaStatementType.Dml, "SELECT");

    internal sealed record Explain(Query Query, bool Analyze, ExplainOptions Options) : Statement(AthenaStatementType.Utility, "EXPLAIN");

    internal sealed record CreateView(QualifiedName Name, bool OrReplace, Query Query) : Statement(AthenaStatementType.Ddl, "CREATE_VIEW");

    internal sealed record DropView(QualifiedName Name, bool IfExists) : Statement(AthenaStatementType.Ddl, "DROP_VIEW");

    internal sealed record DropTable(QualifiedName Name, bool IfExists) : Statement(AthenaStatementType.Ddl, "DROP_TABLE");

    /// <summary>A pattern: a regular expression with <c>*</c>, or a LIKE pattern when <paramref name="IsLike"/>.</summary>
    internal sealed record ShowTables(
        string? Database,
        string? Pattern,
        bool Views,
        bool IsLike) : Statement(AthenaStatementType.Utility, Views ? "SHOW_VIEWS" : "SHOW_TABLES");

    internal sealed record ShowColumns(QualifiedName Name) : Statement(AthenaStatementType.Utility, "SHOW_COLUMNS");

    /// <summary>All columns, or the type of the value at a path.</summary>
    internal sealed record Describe(
        QualifiedName Name,
        DescribeDetail Detail,
        IReadOnlyList<PartitionTerm>? Partition,
        IReadOnlyList<string> Path) : Statement(AthenaStatementType.Utility, "DESCRIBE_TABLE");

    internal sealed record ShowCreateView(QualifiedName Name) : Statement(AthenaStatementType.Utility, "SHOW_CREATE_VIEW");

    internal sealed record ShowPartitions(QualifiedName Name) : Statement(AthenaStatementType.Utility, "SHOW_PARTITIONS");

    internal sealed record ShowCreateTable(QualifiedName Name) : Statement(AthenaStatementType.Utility, "SHOW_CREATE_TABLE");

    /// <summary>All properties of a table, or the one of this key.</summary>
    internal sealed record ShowTableProperties(QualifiedName Name, string? Key) : Statement(
        AthenaStatementType.Utility,
        "SHOW_TBLPROPERTIES");

    /// <summary>A change of a table's entry in the catalog.</summary>
    internal sealed record AlterTable(QualifiedName Name, string Kind, Func<HiveTable, HiveTable> Change) : Statement(
        AthenaStatementType.Ddl,
        Kind)
    {
        internal const string DropColumn = "ALTER_TABLE_DROP_COLUMN";
        internal const string UnsetProperties = "ALTER_TABLE_UNSET_TBLPROPERTIES";

        /// <summary>Whether Athena has the change for Iceberg tables only.</summary>
        internal bool IsOnlyForIceberg => Substatement is DropColumn or UnsetProperties;
    }

    internal sealed record CreateDatabase(HiveDatabase Database, bool IfNotExists) : Statement(AthenaStatementType.Ddl, "CREATE_DATABASE");

    internal sealed record CreateTable(
        QualifiedName Name,
        HiveTable Table,
        bool IfNotExists) : Statement(AthenaStatementType.Ddl, "CREATE_TABLE");

    internal sealed record AddPartitions(
        QualifiedName Name,
        bool IfNotExists,
        IReadOnlyList<(IReadOnlyDictionary<string, string> Values, string? Location)> Partitions) : Statement(
            AthenaStatementType.Ddl,
            "ALTER_TABLE_ADD_PARTITION");
}
