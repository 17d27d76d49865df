using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>A transaction of DuckDB. The rows of the statement's query, if it has one, are in the table <see cref="Rows"/>.</summary>
sealed class WriteTransaction(DuckDbConnection connection)
{
    /// <summary>The temporary table with the rows of the statement's query, in columns c0, c1, ….</summary>
    internal const string Rows = "temp.written";

    internal void Execute(string sql) => connection.Execute(sql);

    /// <summary>Returns the number that a query returns, or the number of rows that a statement changed.</summary>
    internal long Number(string sql)
    {
        using var result = connection.Query(sql);
        var number = result.Next() ? result.Column(0).Read<long>(0) : 0;
        while (result.Next()) { }
        return number;
    }
}
