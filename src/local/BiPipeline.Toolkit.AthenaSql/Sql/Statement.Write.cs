using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

abstract partial record Statement
{
    /// <summary>Whether the result is a number of rows, which the service returns as its update count.</summary>
    internal virtual bool CountsRows => false;

    internal sealed record CreateTableAs(QualifiedName Name, bool IfNotExists, Query Query) : Statement(
        AthenaStatementType.Ddl,
        "CREATE_TABLE_AS_SELECT")
    {
        internal override bool CountsRows => true;

        /// <summary>Names for the query's columns; empty for its own.</summary>
        internal IReadOnlyList<SqlName> Columns { get; init; } = [];

        internal string? Comment { get; init; }

        internal IReadOnlyList<SqlProperty> Properties { get; init; } = [];

        internal bool WithData { get; init; } = true;
    }

    internal sealed record CreateIcebergTable(
        QualifiedName Name,
        HiveTable Table,
        IReadOnlyList<IcebergPartition> Partitioning,
        bool IfNotExists) : Statement(AthenaStatementType.Ddl, "CREATE_TABLE");

    internal sealed record Insert(QualifiedName Name, IReadOnlyList<SqlName> Columns, Query Query) : Statement(
        AthenaStatementType.Dml,
        "INSERT")
    {
        internal override bool CountsRows => true;
    }

    internal sealed record Delete(QualifiedName Name, Expression? Where) : Statement(AthenaStatementType.Dml, "DELETE")
    {
        internal override bool CountsRows => true;
    }

    internal sealed record Update(QualifiedName Name, IReadOnlyList<Assignment> Assignments, Expression? Where) : Statement(
        AthenaStatementType.Dml,
        "UPDATE")
    {
        internal override bool CountsRows => true;
    }

    internal sealed record Merge(QualifiedName Name, SqlName? Alias, Relation Source, Expression On, IReadOnlyList<MergeClause> Clauses)
        : Statement(AthenaStatementType.Dml, "MERGE")
    {
        internal override bool CountsRows => true;
    }

    /// <summary><c>OPTIMIZE t REWRITE DATA USING BIN_PACK</c>.</summary>
    internal sealed record Optimize(QualifiedName Name, Expression? Where) : Statement(AthenaStatementType.Dml, "OPTIMIZE");

    internal sealed record Vacuum(QualifiedName Name) : Statement(AthenaStatementType.Dml, "VACUUM");

    internal sealed record Unload(Query Query, string Location, SqlPosition At) : Statement(AthenaStatementType.Dml, "UNLOAD")
    {
        internal override bool CountsRows => true;

        internal IReadOnlyList<SqlProperty> Properties { get; init; } = [];
    }

    /// <summary>Keeps a statement's text under a name.</summary>
    internal sealed record Prepare(SqlName Name, string Text) : Statement(AthenaStatementType.Ddl, "PREPARE");

    internal sealed record Execute(SqlName Name, IReadOnlyList<Expression> Parameters) : Statement(AthenaStatementType.Dml, "EXECUTE");

    internal sealed record Deallocate(SqlName Name) : Statement(AthenaStatementType.Ddl, "DEALLOCATE_PREPARE");
}
