using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// Applies the rows of a translated statement to a table. Each method returns the number of rows that it wrote, changed or deleted.
/// </summary>
static class RowChanges
{
    // Athena's limit for one statement.
    const int MaxPartitions = 100;

    internal static long Insert(WriteTransaction transaction, OwnTable table)
    {
        CheckPartitions(transaction, table, 0, "true");
        return Insert(transaction, table, 0, "true");
    }

    internal static long Delete(WriteTransaction transaction, OwnTable table) => Delete(transaction, table, "true");

    internal static long Update(WriteTransaction transaction, OwnTable table)
    {
        CheckPartitions(transaction, table, 1, "true");
        return Update(transaction, table, 1, "true");
    }

    /// <summary>Applies the columns of <see cref="QueryTranslator.Merge"/>.</summary>
    internal static long Merge(WriteTransaction transaction, OwnTable table, IReadOnlyList<MergeClause> clauses)
    {
        // Trino counts the pairs of row and clause, and also those of no clause.
        if (transaction.Number(
            $"SELECT count(*) FROM (SELECT c0 FROM {WriteTransaction.Rows} WHERE c0 IS NOT NULL GROUP BY c0 "
            + "HAVING count(*) > count(DISTINCT c1) OR count(DISTINCT c1) FILTER (WHERE c1 >= 0) > 1) AS several") > 0)
        {
            throw new LocalAthenaQueryException(
                "MERGE_TARGET_ROW_MULTIPLE_MATCHES",
                "One MERGE target table row matched more than one source row");
        }
        var (deletes, updates, inserts) = (Of<MergeClause.Delete>(), Of<MergeClause.Update>(), Of<MergeClause.Insert>());
        CheckPartitions(transaction, table, 2, $"({updates} OR {inserts})");
        return Delete(transaction, table, deletes) + Update(transaction, table, 2, updates) + Insert(transaction, table, 2, inserts);

        string Of<T>() where T : MergeClause
        {
            var numbers = clauses.Index().Where(clause => clause.Item is T)
                .Select(clause => clause.Index.ToString(CultureInfo.InvariantCulture))
                .ToArray();
            return numbers.Length == 0 ? "false" : $"c1 IN ({string.Join(", ", numbers)})";
        }
    }

    static long Insert(WriteTransaction transaction, OwnTable table, int first, string condition)
    {
        var columns = string.Join(", ", table.Columns.Select((_, i) => ColumnAlias.Of(first + i)));
        return transaction.Number(
            $"INSERT INTO {table.DuckName} ({string.Join(", ", table.Fields)}) SELECT {columns} FROM {WriteTransaction.Rows} "
            + $"WHERE {condition}");
    }

    static long Delete(WriteTransaction transaction, OwnTable table, string condition) =>
        transaction.Number($"DELETE FROM {table.DuckName} WHERE rowid IN (SELECT c0 FROM {WriteTransaction.Rows} WHERE {condition})");

    static long Update(WriteTransaction transaction, OwnTable table, int first, string condition)
    {
        var values = string.Join(", ", table.Fields.Select((field, i) => $"{field} = w.{ColumnAlias.Of(first + i)}"));
        return transaction.Number(
            $"UPDATE {table.DuckName} AS t SET {values} FROM (SELECT * FROM {WriteTransaction.Rows} WHERE {condition}) AS w "
            + "WHERE t.rowid = w.c0");
    }

    static void CheckPartitions(WriteTransaction transaction, OwnTable table, int first, string condition)
    {
        var partitioning = table.Definition.Partitioning;
        if (partitioning.Count == 0) { return; }
        var columns = table.Columns.Select(column => column.Name).ToList();
        var values = string.Join(", ", partitioning.Select(part => part.Value(ColumnAlias.Of(first + columns.IndexOf(part.Column)))));
        var written = transaction.Number(
            $"SELECT count(*) FROM (SELECT DISTINCT {values} FROM {WriteTransaction.Rows} WHERE {condition}) AS partitions");
        if (written <= MaxPartitions) { return; }
        throw new LocalAthenaQueryException(
            table.Definition.IsIceberg ? "ICEBERG_TOO_MANY_OPEN_PARTITIONS" : "HIVE_TOO_MANY_OPEN_PARTITIONS",
            string.Create(CultureInfo.InvariantCulture, $"Exceeded limit of {MaxPartitions} open writers for partitions/buckets"));
    }
}
