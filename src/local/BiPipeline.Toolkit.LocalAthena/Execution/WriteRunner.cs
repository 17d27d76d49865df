using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// Runs statements that write, one at a time, on tables that statements created. The lake's tables are refused: the toolkit's writer names
/// their files, and a query engine does not.
/// </summary>
sealed class WriteRunner(IGlueCatalog glue, DuckDbEngine duckDb, StatementTranslator translator, RowFiles files)
{
    internal Task<LocalAthenaResult> InsertAsync(
        Statement.Insert insert,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            insert,
            prepared,
            database,
            token => FindAsync(insert.Name, database, "Inserting into", token),
            (queries, table) => queries.Insert(insert, table),
            RowChanges.Insert,
            cancellationToken);

    internal Task<LocalAthenaResult> DeleteAsync(
        Statement.Delete delete,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            delete,
            prepared,
            database,
            token => FindIcebergAsync(delete.Name, database, "Deleting from", token),
            (queries, table) => queries.Delete(delete, table),
            RowChanges.Delete,
            cancellationToken);

    internal Task<LocalAthenaResult> UpdateAsync(
        Statement.Update update,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            update,
            prepared,
            database,
            token => FindIcebergAsync(update.Name, database, "Updating", token),
            (queries, table) => queries.Update(update, table),
            RowChanges.Update,
            cancellationToken);

    internal Task<LocalAthenaResult> MergeAsync(
        Statement.Merge merge,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            merge,
            prepared,
            database,
            token => FindIcebergAsync(merge.Name, database, "Merging into", token),
            (queries, table) => queries.Merge(merge, table),
            (transaction, table) => RowChanges.Merge(transaction, table, merge.Clauses),
            cancellationToken);

    /// <summary>Makes the tables of a state folder known to the catalog.</summary>
    internal async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (var table in duckDb.Own.All)
        {
            var (database, name) = (table.Definition.Database, table.Definition.Name);
            if (await glue.FindDatabaseAsync(database, cancellationToken).ConfigureAwait(false) is null)
            {
                await glue.CreateDatabaseAsync(new(database), cancellationToken).ConfigureAwait(false);
            }
            if (await glue.FindTableAsync(database, name, cancellationToken).ConfigureAwait(false) is null)
            {
                await glue.CreateTableAsync(database, table.Describe(), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs CREATE TABLE AS.</summary>
    internal async Task<LocalAthenaResult> CreateAsync(
        Statement.CreateTableAs create,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken)
    {
        using var turn = await duckDb.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        var (home, name) = CatalogSnapshot.Resolve(create.Name, database);
        if (await ExistsAsync(create.Name, home, name, create.IfNotExists, cancellationToken).ConfigureAwait(false))
        {
            return Counted(create, 0);
        }
        var properties = CreateTableProperties.Read(create.Properties);
        var (query, tables) = await translator.TranslateAsync(
            SyntaxTree.TableNames(create.Query),
            prepared,
            database,
            queries => queries.Translate(create.Query),
            cancellationToken).ConfigureAwait(false);
        var table = OwnTable.Of(NewTable.Define(create, properties, query.Columns, home, duckDb.Own, prepared.TableFolder));
        var isServed = prepared.TableFolder is not null && !properties.IsIceberg;
        var target = isServed ? files.Target(table.Definition.Location) : default;
        var format = UnloadProperties.Parquet(table.Definition.Partitioning.Select(field => field.Column));
        var folder = files.NewFolder();
        try
        {
            var rows = await duckDb.WriteAsync(
                query,
                tables,
                transaction =>
                {
                    NewTable.Create(transaction, table);
                    if (!create.WithData) { return 0; }
                    var inserted = RowChanges.Insert(transaction, table);
                    if (isServed) { Copy(transaction, table, format, folder); }
                    return inserted;
                },
                cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string>? manifest = null;
            await PublishAsync(
                table,
                async () => manifest = isServed && create.WithData
                    ? await files.PublishAsync(folder, target, format, cancellationToken).ConfigureAwait(false)
                    : null,
                cancellationToken).ConfigureAwait(false);
            return Counted(create, rows) with { Manifest = manifest };
        }
        finally
        {
            RowFiles.Remove(folder);
        }
    }

    // The objects that a reader of the table's location finds in S3.
    static void Copy(WriteTransaction transaction, OwnTable table, UnloadProperties format, string folder) => RowFiles.Copy(
        transaction,
        table.DuckName,
        table.Definition.Columns.Select((column, i) => (column.Field, new OutputColumn(column.Name, table.Columns[i].Type))),
        format,
        folder);

    /// <summary>Runs CREATE TABLE of an Iceberg table.</summary>
    internal async Task<LocalAthenaResult> CreateAsync(
        Statement.CreateIcebergTable create,
        string? database,
        CancellationToken cancellationToken)
    {
        using var turn = await duckDb.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        var (home, name) = CatalogSnapshot.Resolve(create.Name, database);
        if (!await ExistsAsync(create.Name, home, name, create.IfNotExists, cancellationToken).ConfigureAwait(false))
        {
            var table = OwnTable.Of(NewTable.Define(create, home, duckDb.Own));
            await WriteAsync(transaction => NewTable.Create(transaction, table), cancellationToken).ConfigureAwait(false);
            await PublishAsync(table, () => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
        }
        return Done(create);
    }

    /// <summary>Runs OPTIMIZE and VACUUM: they are checked, and there is nothing to do.</summary>
    internal async Task<LocalAthenaResult> MaintainAsync(
        Statement statement,
        QualifiedName name,
        string? database,
        CancellationToken cancellationToken)
    {
        var table = await FindAsync(name, database, statement.Substatement, cancellationToken).ConfigureAwait(false);
        if (!table.Definition.IsIceberg)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"{statement.Substatement} is supported only for Iceberg tables",
                name.Position);
        }
        if (statement is Statement.Optimize { Where: { } where })
        {
            var delete = new Statement.Delete(name, where);
            await translator.TranslateAsync(
                SyntaxTree.TableNames(delete),
                new PreparedStatement(statement, []),
                database,
                queries => queries.Delete(delete, table),
                cancellationToken).ConfigureAwait(false);
        }
        return Done(statement);
    }

    internal async Task<LocalAthenaResult> AlterAsync(
        Statement.AlterTable alter,
        GlueTable entry,
        OwnTable table,
        CancellationToken cancellationToken)
    {
        using var turn = await duckDb.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        var (changed, statements) = TableAlteration.Plan(table, GlueTables.Changed(entry.Definition, alter.Change), alter.Name.Position);
        await WriteAsync(
            transaction =>
            {
                foreach (var statement in statements) { transaction.Execute(statement); }
                transaction.Execute(changed.SaveSql());
            },
            cancellationToken).ConfigureAwait(false);
        duckDb.Own.Keep(changed);
        await glue.UpdateTableAsync(entry.Database, changed.Describe(), entry.VersionId, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return Done(alter);
    }

    /// <summary>Drops the rows of a table that the catalog no longer has.</summary>
    internal async Task DropAsync(OwnTable table, CancellationToken cancellationToken)
    {
        using var turn = await duckDb.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        duckDb.Own.Remove(table);
        await WriteAsync(transaction => NewTable.Drop(transaction, table), cancellationToken).ConfigureAwait(false);
    }

    async Task<LocalAthenaResult> ChangeAsync(
        Statement statement,
        PreparedStatement prepared,
        string? database,
        Func<CancellationToken, Task<OwnTable>> find,
        Func<QueryTranslator, OwnTable, TranslatedQuery> translate,
        Func<WriteTransaction, OwnTable, long> change,
        CancellationToken cancellationToken)
    {
        using var turn = await duckDb.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        var table = await find(cancellationToken).ConfigureAwait(false);
        var (query, tables) = await translator.TranslateAsync(
            SyntaxTree.TableNames(statement),
            prepared,
            database,
            queries => translate(queries, table),
            cancellationToken).ConfigureAwait(false);
        var rows = await duckDb.WriteAsync(query, tables, transaction => change(transaction, table), cancellationToken)
            .ConfigureAwait(false);
        return Counted(statement, rows);
    }

    async Task WriteAsync(Action<WriteTransaction> work, CancellationToken cancellationToken) =>
        await duckDb.WriteAsync(
            null,
            [],
            transaction =>
            {
                work(transaction);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    async Task PublishAsync(OwnTable table, Func<Task> writeObjects, CancellationToken cancellationToken)
    {
        try
        {
            await writeObjects().ConfigureAwait(false);
            await glue.CreateTableAsync(table.Definition.Database, table.Describe(), cancellationToken).ConfigureAwait(false);
            duckDb.Own.Keep(table);
        }
        catch
        {
            await WriteAsync(transaction => NewTable.Drop(transaction, table), CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    async Task<bool> ExistsAsync(QualifiedName name, string home, string table, bool isExpected, CancellationToken cancellationToken)
    {
        if (await glue.FindTableAsync(home, table, cancellationToken).ConfigureAwait(false) is null)
        {
            return await glue.FindDatabaseAsync(home, cancellationToken).ConfigureAwait(false) is null
                ? throw new LocalAthenaQueryException(FailureCode.SchemaNotFound, $"Schema '{home}' does not exist", new(1, 1))
                : false;
        }
        return isExpected
            ? true
            : throw new LocalAthenaQueryException(
                FailureCode.TableAlreadyExists,
                $"Destination table '{CatalogSnapshot.DefaultCatalog}.{home}.{table}' already exists",
                new(1, 1));
    }

    async Task<OwnTable> FindIcebergAsync(QualifiedName name, string? database, string doing, CancellationToken cancellationToken)
    {
        var table = await FindAsync(name, database, doing, cancellationToken).ConfigureAwait(false);
        return table.Definition.IsIceberg
            ? table
            : throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                "Modifying Hive table rows is only supported for transactional tables",
                name.Position);
    }

    async Task<OwnTable> FindAsync(QualifiedName name, string? database, string doing, CancellationToken cancellationToken)
    {
        var (home, table) = CatalogSnapshot.Resolve(name, database);
        var entry = await glue.FindTableAsync(home, table, cancellationToken).ConfigureAwait(false)
            ?? throw new LocalAthenaQueryException(
                FailureCode.TableNotFound,
                $"Table '{CatalogSnapshot.DefaultCatalog}.{home}.{table}' does not exist",
                name.Position);
        if (entry.Definition.IsView)
        {
            throw new LocalAthenaQueryException(FailureCode.NotSupported, $"{doing} views is not supported", name.Position);
        }
        return duckDb.Own.Find(entry)
            ?? throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"Table {home}.{table} has its rows in the lake, which LocalAthena only reads. Write to a table that CREATE TABLE AS or "
                + "CREATE TABLE with 'table_type'='ICEBERG' created here",
                name.Position);
    }

    internal static LocalAthenaResult Counted(Statement statement, long rows) =>
        new(
            statement.TypeName,
            statement.Substatement,
            [new("rows", TrinoType.Bigint.ToString(), TrinoType.Bigint.ResultName, TrinoType.Bigint.ResultSize.Precision, 0)],
            [[rows.ToString(CultureInfo.InvariantCulture)]])
        { UpdateCount = rows };

    static LocalAthenaResult Done(Statement statement) => new(statement.TypeName, statement.Substatement, [], []);
}
