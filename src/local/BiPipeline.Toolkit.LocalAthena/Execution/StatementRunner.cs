using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Runs statements.</summary>
sealed class StatementRunner(
    IGlueCatalog glue,
    TimeProvider time,
    DuckDbEngine duckDb,
    TableFileFinder files,
    RowFiles objects,
    NamedStatements named)
{
    readonly StatementTranslator _translator = new(glue, duckDb.Own, time, files);
    readonly UnloadRunner _unloads = new(duckDb, new(glue, duckDb.Own, time, files), objects);
    readonly WriteRunner _writes = new(glue, duckDb, new(glue, duckDb.Own, time, files), objects);
    readonly DatabaseStatements _databases = new(glue, duckDb.Own);
    readonly PartitionStatements _partitions = new(glue, files);

    /// <summary>Makes the tables of a state folder known to the catalog.</summary>
    internal Task RestoreAsync(CancellationToken cancellationToken) => _writes.RestoreAsync(cancellationToken);

    internal Task<LocalAthenaResult> RunAsync(
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken) =>
        prepared.Statement switch
        {
            Statement.Select select => SelectAsync(select.Query, prepared, database, cancellationToken),
            Statement.Explain explain => ExplainAsync(explain, prepared, database, cancellationToken),
            Statement.CreateView view => CreateViewAsync(view, prepared, database, cancellationToken),
            Statement.DropView drop => DropAsync(drop, drop.Name, database, drop.IfExists, isView: true, cancellationToken),
            Statement.DropTable drop => DropAsync(drop, drop.Name, database, drop.IfExists, isView: false, cancellationToken),
            Statement.ShowTables show => ShowTablesAsync(show, database, cancellationToken),
            Statement.ShowColumns show => ShowColumnsAsync(show, database, cancellationToken),
            Statement.Describe describe => DescribeAsync(describe, database, cancellationToken),
            Statement.ShowCreateView show => ShowCreateViewAsync(show, database, cancellationToken),
            Statement.ShowCreateTable show => ShowCreateTableAsync(show, database, cancellationToken),
            Statement.ShowTableProperties show => ShowTablePropertiesAsync(show, database, cancellationToken),
            Statement.AlterTable alter => AlterTableAsync(alter, database, cancellationToken),
            Statement.CreateDatabase create => _databases.CreateAsync(create, cancellationToken),
            Statement.DropDatabase drop => _databases.DropAsync(drop, _writes.DropAsync, cancellationToken),
            Statement.AlterDatabase alter => _databases.AlterAsync(alter, cancellationToken),
            Statement.ShowDatabases show => _databases.ShowAsync(show, cancellationToken),
            Statement.CreateTable create => CreateTableAsync(create, database, cancellationToken),
            Statement.CreateTableAs create => _writes.CreateAsync(create, prepared, database, cancellationToken),
            Statement.CreateIcebergTable create => _writes.CreateAsync(create, database, cancellationToken),
            Statement.Insert insert => _writes.InsertAsync(insert, prepared, database, cancellationToken),
            Statement.Delete delete => _writes.DeleteAsync(delete, prepared, database, cancellationToken),
            Statement.Update update => _writes.UpdateAsync(update, prepared, database, cancellationToken),
            Statement.Merge merge => _writes.MergeAsync(merge, prepared, database, cancellationToken),
            Statement.Optimize optimize => _writes.MaintainAsync(optimize, optimize.Name, database, cancellationToken),
            Statement.Unload unload => _unloads.RunAsync(unload, prepared, database, cancellationToken),
            Statement.Prepare prepare => Task.FromResult(named.Run(prepare, prepared.WorkGroup)),
            Statement.Deallocate deallocate => Task.FromResult(named.Run(deallocate, prepared.WorkGroup)),
            Statement.Vacuum vacuum => _writes.MaintainAsync(vacuum, vacuum.Name, database, cancellationToken),
            Statement.ShowPartitions show => OnTableAsync(show.Name, database, _partitions.ShowAsync, show, cancellationToken),
            Statement.AddPartitions add => OnTableAsync(add.Name, database, _partitions.AddAsync, add, cancellationToken),
            Statement.DropPartitions drop => OnTableAsync(drop.Name, database, _partitions.DropAsync, drop, cancellationToken),
            Statement.RenamePartition rename => OnTableAsync(rename.Name, database, _partitions.RenameAsync, rename, cancellationToken),
            Statement.AlterPartition alter => OnTableAsync(alter.Name, database, _partitions.AlterAsync, alter, cancellationToken),
            Statement.RepairTable repair => OnTableAsync(repair.Name, database, _partitions.RepairAsync, repair, cancellationToken),
            var other => throw new InvalidOperationException($"{other.Substatement} has no implementation."),
        };

    async Task<LocalAthenaResult> SelectAsync(
        Query query,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken)
    {
        var (translated, tables) = await TranslateAsync(query, prepared, database, cancellationToken).ConfigureAwait(false);
        var rows = await duckDb.RunAsync(translated, tables, cancellationToken).ConfigureAwait(false);
        return new(
            prepared.Statement.TypeName,
            prepared.Statement.Substatement,
            [.. translated.Columns.Select((column, i) => LocalAthenaColumn.Of(column.Name ?? $"_col{Conversion.Number(i)}", column.Type))],
            rows.Rows)
        {
            DataScannedBytes = rows.ScannedBytes,
            Characters = rows.Characters,
        };
    }

    async Task<LocalAthenaResult> ExplainAsync(
        Statement.Explain explain,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken)
    {
        var (translated, tables) = await TranslateAsync(explain.Query, prepared, database, cancellationToken).ConfigureAwait(false);
        if (explain.Options.Type == ExplainType.Validate)
        {
            return new(explain.TypeName, explain.Substatement, [LocalAthenaColumn.Of("Valid", TrinoType.Boolean)], [["true"]]);
        }
        return new(
            explain.TypeName,
            explain.Substatement,
            [LocalAthenaColumn.Of("Query Plan", TrinoType.Varchar)],
            explain.Options.Type == ExplainType.Io
                ? PlanInputs.Lines(tables.Select(table => table.Item1.Table))
                : await duckDb.ExplainAsync(translated, tables, explain.Analyze, explain.Options.Format, cancellationToken)
                    .ConfigureAwait(false));
    }

    Task<(TranslatedQuery Query, IReadOnlyList<(TableScan, TableFiles Files)> Tables)> TranslateAsync(
        Query query,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken) =>
        _translator.TranslateAsync(
            SyntaxTree.TableNames(query),
            prepared,
            database,
            translator => translator.Translate(query),
            cancellationToken);

    async Task<LocalAthenaResult> CreateViewAsync(
        Statement.CreateView create,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken)
    {
        var (home, name) = CatalogSnapshot.Resolve(create.Name, database);
        if (await glue.FindDatabaseAsync(home, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new LocalAthenaQueryException(FailureCode.SchemaNotFound, $"Schema '{home}' does not exist", create.Name.Position);
        }
        if (SyntaxTree.TableNames(create.Query)
            .FirstOrDefault(table => CatalogSnapshot.Resolve(table, database ?? home) == (home, name)) is { } self
            && create.Query.With.All(with => with.Name.Folded != name))
        {
            throw new LocalAthenaQueryException(
                FailureCode.ViewIsRecursive,
                $"Statement would create a recursive view '{home}.{name}'",
                self.Position);
        }
        var (translated, _) = await TranslateAsync(create.Query, prepared, database ?? home, cancellationToken).ConfigureAwait(false);
        CheckViewColumns(create, translated.Columns);
        var view = StoredViewText.Write(name, database ?? home, SqlFormatter.Format(create.Query), translated.Columns);
        if (await glue.FindTableAsync(home, name, cancellationToken).ConfigureAwait(false) is not { } existing)
        {
            await glue.CreateTableAsync(home, view, cancellationToken).ConfigureAwait(false);
        }
        else if (!existing.Definition.IsView || !create.OrReplace)
        {
            throw new LocalAthenaQueryException(
                FailureCode.TableAlreadyExists,
                $"{(existing.Definition.IsView ? "View" : "Table")} already exists: '{CatalogSnapshot.DefaultCatalog}.{home}.{name}'",
                create.Name.Position);
        }
        else
        {
            await glue.UpdateTableAsync(home, view, existing.VersionId, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        return LocalAthenaResult.Done(create);
    }

    static void CheckViewColumns(Statement.CreateView create, IReadOnlyList<OutputColumn> columns)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name is not { } name)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.MissingColumnName,
                    $"Column name not specified at position {Conversion.Number(i + 1)}",
                    create.Query.Position);
            }
            if (!names.Add(name))
            {
                throw new LocalAthenaQueryException(
                    FailureCode.DuplicateColumnName,
                    $"Column name '{name}' specified more than once",
                    create.Query.Position);
            }
            if (columns[i].Type is TrinoType.UnknownType)
            {
                throw new LocalAthenaQueryException("COLUMN_TYPE_UNKNOWN", $"Column type is unknown: {name}", create.Query.Position);
            }
            if (columns[i].Type is TrinoType.UuidType)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    $"Column '{name}' is a uuid, which a view can't have. Cast it to varchar",
                    create.Query.Position);
            }
        }
    }

    async Task<LocalAthenaResult> DropAsync(
        Statement statement,
        QualifiedName name,
        string? database,
        bool ifExists,
        bool isView,
        CancellationToken cancellationToken)
    {
        var (home, table) = CatalogSnapshot.Resolve(name, database);
        var existing = await glue.FindTableAsync(home, table, cancellationToken).ConfigureAwait(false);
        if (existing is null && ifExists) { return LocalAthenaResult.Done(statement); }
        if (existing is null || existing.Definition.IsView != isView)
        {
            throw new LocalAthenaQueryException(
                FailureCode.TableNotFound,
                $"{(isView ? "View" : "Table")} '{CatalogSnapshot.DefaultCatalog}.{home}.{table}' does not exist",
                name.Position);
        }
        await DeleteTableAsync(home, table, cancellationToken).ConfigureAwait(false);
        return LocalAthenaResult.Done(statement);
    }

    /// <summary>Removes a table from the catalog, and its rows if a statement created it.</summary>
    internal async Task DeleteTableAsync(string database, string name, CancellationToken cancellationToken)
    {
        var existing = await glue.FindTableAsync(database, name, cancellationToken).ConfigureAwait(false);
        await glue.DeleteTableAsync(database, name, cancellationToken).ConfigureAwait(false);
        if (existing is not null && duckDb.Own.Find(existing) is { } own)
        {
            await _writes.DropAsync(own, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a database with its tables from the catalog, and the rows of those that statements created.</summary>
    internal Task DeleteDatabaseAsync(string name, CancellationToken cancellationToken) =>
        _databases.DeleteAsync(name, _writes.DropAsync, cancellationToken);

    async Task<LocalAthenaResult> ShowTablesAsync(Statement.ShowTables show, string? database, CancellationToken cancellationToken)
    {
        var home = show.Database
            ?? database
            ?? throw new LocalAthenaQueryException("MISSING_SCHEMA_NAME", "Schema must be specified when session schema is not set");
        List<IReadOnlyList<string?>> rows = [];
        await foreach (var table in glue.GetTablesAsync(home, cancellationToken).ConfigureAwait(false))
        {
            if ((!show.Views || table.Definition.IsView) && Matches(show, table.Name)) { rows.Add([table.Name]); }
        }
        return new(show.TypeName, show.Substatement, [LocalAthenaColumn.Of(show.Views ? "views" : "tab_name", TrinoType.Varchar)], rows);
    }

    static bool Matches(Statement.ShowTables show, string name) =>
        show is { IsLike: true, Pattern: { } pattern } ? HivePattern.IsLike(pattern, name) : HivePattern.IsMatch(show.Pattern, name);

    async Task<LocalAthenaResult> ShowColumnsAsync(Statement.ShowColumns show, string? database, CancellationToken cancellationToken)
    {
        var table = await GetAsync(show.Name, database, cancellationToken).ConfigureAwait(false);
        return new(
            show.TypeName,
            show.Substatement,
            [LocalAthenaColumn.Of("field", TrinoType.Varchar)],
            [
                .. table.Definition.Storage.Columns.Concat(table.Definition.PartitionKeys)
                    .Select(column => (IReadOnlyList<string?>)[column.Name])
            ]);
    }

    async Task<LocalAthenaResult> DescribeAsync(Statement.Describe describe, string? database, CancellationToken cancellationToken)
    {
        var table = await GetAsync(describe.Name, database, cancellationToken).ConfigureAwait(false);
        var storage = describe.Partition is { } partition
            ? (await _partitions.FindAsync(table, partition, describe.Name, cancellationToken).ConfigureAwait(false)).Storage
            : table.Definition.Storage;
        var lines = describe.Path.Count > 0
            ? [DescribeText.Column(DescribedPath.Find(table, storage, describe))]
            : DescribeText.Lines(table, storage, describe.Detail);
        return new(
            describe.TypeName,
            describe.Substatement,
            [
                LocalAthenaColumn.Of("col_name", TrinoType.Varchar),
                LocalAthenaColumn.Of("data_type", TrinoType.Varchar),
                LocalAthenaColumn.Of("comment", TrinoType.Varchar),
            ],
            [.. lines.Select(line => (IReadOnlyList<string?>)[line])]);
    }

    async Task<LocalAthenaResult> ShowCreateViewAsync(Statement.ShowCreateView show, string? database, CancellationToken cancellationToken)
    {
        var view = await GetAsync(show.Name, database, cancellationToken).ConfigureAwait(false);
        if (!view.Definition.IsView)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"Relation '{view.Database}.{view.Name}' is a table, not a view",
                show.Name.Position);
        }
        var lines = $"CREATE VIEW {SqlText.Name(view.Name)} AS \n{StoredViewText.Decode(view).Sql}".Split('\n');
        return new(
            show.TypeName,
            show.Substatement,
            [LocalAthenaColumn.Of("Create View", TrinoType.Varchar)],
            [.. lines.Select(line => (IReadOnlyList<string?>)[line])]);
    }

    async Task<LocalAthenaResult> ShowCreateTableAsync(
        Statement.ShowCreateTable show,
        string? database,
        CancellationToken cancellationToken)
    {
        var table = await GetTableAsync(show.Name, database, cancellationToken).ConfigureAwait(false);
        var lines = duckDb.Own.Find(table) is { Definition.IsIceberg: true } own
            ? TableText.CreateIceberg(own)
            : TableText.CreateTable(table);
        return new(
            show.TypeName,
            show.Substatement,
            [LocalAthenaColumn.Of("createtab_stmt", TrinoType.Varchar)],
            [.. lines.Select(line => (IReadOnlyList<string?>)[line])]);
    }

    async Task<LocalAthenaResult> ShowTablePropertiesAsync(
        Statement.ShowTableProperties show,
        string? database,
        CancellationToken cancellationToken)
    {
        var table = await GetTableAsync(show.Name, database, cancellationToken).ConfigureAwait(false);
        var rows = table.Definition.Parameters.Where(pair => show.Key is null || pair.Key == show.Key)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (IReadOnlyList<string?>)[show.Key is null ? $"{pair.Key}\t{pair.Value}" : pair.Value]);
        return new(show.TypeName, show.Substatement, [LocalAthenaColumn.Of("prpt_name", TrinoType.Varchar)], [.. rows]);
    }

    async Task<LocalAthenaResult> AlterTableAsync(Statement.AlterTable alter, string? database, CancellationToken cancellationToken)
    {
        var table = await GetTableAsync(alter.Name, database, cancellationToken).ConfigureAwait(false);
        if (duckDb.Own.Find(table) is { } own)
        {
            return await _writes.AlterAsync(alter, table, own, cancellationToken).ConfigureAwait(false);
        }
        if (alter.IsOnlyForIceberg)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"{alter.Substatement} is supported only for Iceberg tables",
                alter.Name.Position);
        }
        var changed = GlueTables.Changed(table.Definition, alter.Change);
        _ = CatalogLoader.ReadTable(table with { Definition = changed });
        await glue.UpdateTableAsync(table.Database, changed, table.VersionId, cancellationToken: cancellationToken).ConfigureAwait(false);
        return LocalAthenaResult.Done(alter);
    }

    async Task<GlueTable> GetTableAsync(QualifiedName name, string? database, CancellationToken cancellationToken)
    {
        var table = await GetAsync(name, database, cancellationToken).ConfigureAwait(false);
        return table.Definition.IsView
            ? throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"Relation '{table.Database}.{table.Name}' is a view, not a table",
                name.Position)
            : table;
    }

    async Task<LocalAthenaResult> CreateTableAsync(Statement.CreateTable create, string? database, CancellationToken cancellationToken)
    {
        var (home, _) = CatalogSnapshot.Resolve(create.Name, database);
        var table = GlueTables.Of(create.Table);
        _ = CatalogLoader.ReadTable(new GlueTable(home, table, null));
        try
        {
            await glue.CreateTableAsync(home, table, cancellationToken).ConfigureAwait(false);
        }
        catch (GlueAlreadyExistsException) when (create.IfNotExists)
        {
            // Ignored with IF NOT EXISTS.
        }
        return LocalAthenaResult.Done(create);
    }

    async Task<LocalAthenaResult> OnTableAsync<T>(
        QualifiedName name,
        string? database,
        Func<T, GlueTable, CancellationToken, Task<LocalAthenaResult>> run,
        T statement,
        CancellationToken cancellationToken) =>
        await run(statement, await GetTableAsync(name, database, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    async Task<GlueTable> GetAsync(QualifiedName name, string? database, CancellationToken cancellationToken)
    {
        var (home, table) = CatalogSnapshot.Resolve(name, database);
        return await glue.FindTableAsync(home, table, cancellationToken).ConfigureAwait(false)
            ?? throw new LocalAthenaQueryException(
                FailureCode.TableNotFound,
                $"Table '{CatalogSnapshot.DefaultCatalog}.{home}.{table}' does not exist",
                name.Position);
    }
}
