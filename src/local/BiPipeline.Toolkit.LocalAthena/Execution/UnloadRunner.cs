using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Runs UNLOAD.</summary>
sealed class UnloadRunner(DuckDbEngine duckDb, StatementTranslator translator, RowFiles files)
{
    internal async Task<LocalAthenaResult> RunAsync(
        Statement.Unload unload,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken)
    {
        var properties = new UnloadProperties(unload.Properties);
        var target = files.Target(unload.Location);
        var (query, tables) = await translator.TranslateAsync(
            SyntaxTree.TableNames(unload),
            prepared,
            database,
            queries => queries.Translate(unload.Query),
            cancellationToken).ConfigureAwait(false);
        var columns = NewTable.Named(query.Columns, [], unload.Query.Position);
        foreach (var column in columns) { StorageTypes.Hive(column.Name!, column.Type); }
        CreateTableProperties.CheckPartitions(properties.PartitionedBy, [.. columns.Select(column => column.Name!)], isOrdered: true);

        var folder = files.NewFolder();
        try
        {
            var rows = await duckDb.WriteAsync(
                query,
                tables,
                transaction => RowFiles.Copy(
                    transaction,
                    WriteTransaction.Rows,
                    columns.Select((column, i) => (ColumnAlias.Of(i), column)),
                    properties,
                    folder),
                cancellationToken).ConfigureAwait(false);
            var written = await files.PublishAsync(folder, target, properties, cancellationToken).ConfigureAwait(false);
            return WriteRunner.Counted(unload, rows) with { Manifest = written };
        }
        finally
        {
            RowFiles.Remove(folder);
        }
    }
}
