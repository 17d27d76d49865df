using System.Text.RegularExpressions;
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
sealed class StatementRunner(IGlueCatalog glue, TimeProvider time, DuckDbEngine duckDb, TableFileFinder files)
{
    readonly StatementTranslator _translator = new(glue, duckDb.Own, time, files);
    readonly WriteRunner _writes = new(glue, duckDb, new(glue, duckDb.Own, time, files));

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
            Statement.ShowColumns show => DescribeAsync(show, show.Name, database, cancellationToken),
            Statement.Describe describe => DescribeAsync(describe, describe.Name, database, cancellationToken),
            Statement.ShowCreateView show => ShowCreateViewAsync(show, database, cancellationToken),
            Statement.ShowPartitions show => ShowPartitionsAsync(show, database, cancellationToken),
            Statement.ShowCreateTable show => ShowCreateTableAsync(show, database, cancellationToken),
            Statement.ShowTableProperties show => ShowTablePropertiesAsync(show, database, cancellationToken),
            Statement.AlterTable alter => AlterTableAsync(alter, database, cancellationToken),
            Statement.CreateDatabase create => CreateDatabaseAsync(create, cancellationToken),
            Statement.CreateTable create => CreateTableAsync(create, database, cancellationToken),
            Statement.AddPartitions add => AddPartitionsAsync(add, database, cancellationToken),
            Statement.CreateTableAs create => _writes.CreateAsync(create, prepared, database, cancellationToken),
            Statement.CreateIcebergTable create => _writes.CreateAsync(create, database, cancellationToken),
            Statement.Insert insert => _writes.InsertAsync(insert, prepared, database, cancellationToken),
            Statement.Delete delete => _writes.DeleteAsync(delete, prepared, database, cancellationToken),
            Statement.Update update => _writes.UpdateAsync(update, prepared, database, cancellationToken),
            Statement.Merge merge => _writes.MergeAsync(merge, prepared, database, cancellationToken),
            Statement.Optimize optimize => _writes.MaintainAsync(optimize, optimize.Name, database, cancellationToken),
            Statement.Vacuum vacuum => _writes.MaintainAsync(vacuum, vacuum.Name, database, cancellationToken),
            var other => throw new InvalidOperationException($"{other.Substatement} has no implementation."),
        };

    async Task<LocalAthenaResult> SelectAsync(
        Query query,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken)
    {
        var (translated, tables) = await TranslateAsync(query, prepared, database, cancellationToken).ConfigureAwait(false);
        var (rows, characters) = await duckDb.RunAsync(translated, tables, cancellationToken).ConfigureAwait(false);
        return new(
            prepared.Statement.TypeName,
            prepared.Statement.Substatement,
            [.. translated.Columns.Select((column, i) => Column(column.Name ?? $"_col{Conversion.Number(i)}", column.Type))],
            rows)
        {
            DataScannedBytes = tables.Sum(table => table.Files.Files.Sum(file => file.Length)),
            Characters = characters,
        };
    }

    async Task<LocalAthenaResult> ExplainAsync(
        Statement.Explain explain,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken)
    {
        var (translated, tables) = await TranslateAsync(explain.Query, prepared, database, cancellationToken).ConfigureAwait(false);
        return new(
            explain.TypeName,
            explain.Substatement,
            [Column("Query Plan", TrinoType.Varchar)],
            await duckDb.ExplainAsync(translated, tables, explain.Analyze, cancellationToken).ConfigureAwait(false));
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
        return Done(create);
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
        if (existing is null && ifExists) { return Done(statement); }
        if (existing is null || existing.Definition.IsView != isView)
        {
            throw new LocalAthenaQueryException(
                FailureCode.TableNotFound,
                $"{(isView ? "View" : "Table")} '{CatalogSnapshot.DefaultCatalog}.{home}.{table}' does not exist",
                name.Position);
        }
        await glue.DeleteTableAsync(home, table, cancellationToken).ConfigureAwait(false);
        if (duckDb.Own.Find(existing) is { } own) { await _writes.DropAsync(own, cancellationToken).ConfigureAwait(false); }
        return Done(statement);
    }

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
        return new(show.TypeName, show.Substatement, [Column(show.Views ? "views" : "tab_name", TrinoType.Varchar)], rows);
    }

    // Hive's pattern: * matches anything, | separates alternatives.
    static bool Matches(Statement.ShowTables show, string name)
    {
        if (show.Pattern is not { } pattern) { return true; }
        var regex = show.IsLike
            ? Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)
            : pattern.Replace("*", ".*", StringComparison.Ordinal);
        return Regex.IsMatch(name, $"^(?:{regex})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
    }

    async Task<LocalAthenaResult> DescribeAsync(
        Statement statement,
        QualifiedName name,
        string? database,
        CancellationToken cancellationToken)
    {
        var table = await GetAsync(name, database, cancellationToken).ConfigureAwait(false);
        List<IReadOnlyList<string?>> rows = [];
        if (statement is Statement.ShowColumns)
        {
            rows.AddRange(
                table.Definition.Storage.Columns.Concat(table.Definition.PartitionKeys)
                    .Select(column => (IReadOnlyList<string?>)[column.Name]));
            return new(statement.TypeName, statement.Substatement, [Column("field", TrinoType.Varchar)], rows);
        }
        rows.AddRange(table.Definition.Storage.Columns.Concat(table.Definition.PartitionKeys).Select(Line));
        if (table.Definition.PartitionKeys.Count > 0)
        {
            rows.AddRange(
                [
                    ["\t \t "],
                    ["# Partition Information\t \t "],
                    ["# col_name            \tdata_type           \tcomment             "],
                    ["\t \t "],
                ]);
            rows.AddRange(table.Definition.PartitionKeys.Select(Line));
        }
        return new(
            statement.TypeName,
            statement.Substatement,
            [Column("col_name", TrinoType.Varchar), Column("data_type", TrinoType.Varchar), Column("comment", TrinoType.Varchar)],
            rows);

        // One text per row for any number of columns, padded like Hive's.
        static IReadOnlyList<string?> Line(GlueColumn column) => [$"{column.Name,-20}\t{column.Type,-20}\t{column.Comment,-20}"];
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
            [Column("Create View", TrinoType.Varchar)],
            [.. lines.Select(line => (IReadOnlyList<string?>)[line])]);
    }

    async Task<LocalAthenaResult> ShowPartitionsAsync(Statement.ShowPartitions show, string? database, CancellationToken cancellationToken)
    {
        var table = await GetAsync(show.Name, database, cancellationToken).ConfigureAwait(false);
        var keys = table.Definition.PartitionKeys;
        if (keys.Count == 0)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"Table {table.Name} is not a partitioned table",
                show.Name.Position);
        }
        List<IReadOnlyList<string?>> rows = [];
        await foreach (var partition in glue.GetPartitionsAsync(table.Database, table.Name, cancellationToken).ConfigureAwait(false))
        {
            rows.Add([string.Join('/', partition.Values.Select((value, i) => $"{keys[i].Name}={value}"))]);
        }
        return new(show.TypeName, show.Substatement, [Column("partition", TrinoType.Varchar)], rows);
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
            [Column("createtab_stmt", TrinoType.Varchar)],
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
        return new(show.TypeName, show.Substatement, [Column("prpt_name", TrinoType.Varchar)], [.. rows]);
    }

    async Task<LocalAthenaResult> AlterTableAsync(Statement.AlterTable alter, string? database, CancellationToken cancellationToken)
    {
        var table = await GetTableAsync(alter.Name, database, cancellationToken).ConfigureAwait(false);
        if (duckDb.Own.Find(table) is { } own)
        {
            return await _writes.AlterAsync(alter, table, own, cancellationToken).ConfigureAwait(false);
        }
        var changed = GlueTables.Changed(table.Definition, alter.Change);
        _ = CatalogLoader.ReadTable(table with { Definition = changed });
        await glue.UpdateTableAsync(table.Database, changed, table.VersionId, cancellationToken: cancellationToken).ConfigureAwait(false);
        return Done(alter);
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

    async Task<LocalAthenaResult> CreateDatabaseAsync(Statement.CreateDatabase create, CancellationToken cancellationToken)
    {
        try
        {
            await glue.CreateDatabaseAsync(GlueTables.Of(create.Database), cancellationToken).ConfigureAwait(false);
        }
        catch (GlueAlreadyExistsException) when (create.IfNotExists)
        {
            // Ignored with IF NOT EXISTS.
        }
        return Done(create);
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
        return Done(create);
    }

    async Task<LocalAthenaResult> AddPartitionsAsync(Statement.AddPartitions add, string? database, CancellationToken cancellationToken)
    {
        var table = await GetAsync(add.Name, database, cancellationToken).ConfigureAwait(false);
        var keys = table.Definition.PartitionKeys;
        var partitions = add.Partitions.Select(partition =>
        {
            var values = keys.Select(
                key =>
                    partition.Values.GetValueOrDefault(key.Name.ToLowerInvariant())
                        ?? throw new LocalAthenaQueryException(
                            FailureCode.SyntaxError,
                            $"The partition has no value for {key.Name}",
                            add.Name.Position))
                .ToArray();
            var location = partition.Location
                ?? $"{table.Definition.Storage.Location?.TrimEnd('/')}/"
                + $"{string.Join('/', keys.Select((key, i) => $"{key.Name}={values[i]}"))}/";
            return new GluePartition(values, table.Definition.Storage with { Location = location });
        }).ToArray();
        var errors = await glue.CreatePartitionsAsync(table.Database, table.Name, partitions, cancellationToken).ConfigureAwait(false);
        return errors.FirstOrDefault(error => !add.IfNotExists || !error.IsAlreadyExists) is { } failed
            ? throw new LocalAthenaQueryException(FailureCode.HiveMetastoreError, failed.Message ?? failed.ErrorCode)
            : Done(add);
    }

    async Task<GlueTable> GetAsync(QualifiedName name, string? database, CancellationToken cancellationToken)
    {
        var (home, table) = CatalogSnapshot.Resolve(name, database);
        return await glue.FindTableAsync(home, table, cancellationToken).ConfigureAwait(false)
            ?? throw new LocalAthenaQueryException(
                FailureCode.TableNotFound,
                $"Table '{CatalogSnapshot.DefaultCatalog}.{home}.{table}' does not exist",
                name.Position);
    }

    static LocalAthenaResult Done(Statement statement) => new(statement.TypeName, statement.Substatement, [], []);

    static LocalAthenaColumn Column(string name, TrinoType type) =>
        new(name, type.ToString(), type.ResultName, type.ResultSize.Precision, type.ResultSize.Scale);
}
