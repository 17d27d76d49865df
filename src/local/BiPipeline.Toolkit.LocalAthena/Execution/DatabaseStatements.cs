using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Statements about databases.</summary>
sealed class DatabaseStatements(IGlueCatalog glue, OwnTables own)
{
    internal async Task<LocalAthenaResult> CreateAsync(Statement.CreateDatabase create, CancellationToken cancellationToken)
    {
        try
        {
            await glue.CreateDatabaseAsync(GlueTables.Of(create.Database), cancellationToken).ConfigureAwait(false);
        }
        catch (GlueAlreadyExistsException) when (create.IfNotExists)
        {
            // Ignored with IF NOT EXISTS.
        }
        return LocalAthenaResult.Done(create);
    }

    internal async Task<LocalAthenaResult> DropAsync(
        Statement.DropDatabase drop,
        Func<OwnTable, CancellationToken, Task> dropRows,
        CancellationToken cancellationToken)
    {
        var name = drop.Name.Folded;
        if (await glue.FindDatabaseAsync(name, cancellationToken).ConfigureAwait(false) is null)
        {
            return drop.IfExists ? LocalAthenaResult.Done(drop) : throw NotFound(drop.Name);
        }
        if (!drop.Cascade && (await TablesAsync(name, cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            throw new LocalAthenaQueryException(
                "SCHEMA_NOT_EMPTY",
                $"Database {name} is not empty. One or more tables exist. Drop them first, or add CASCADE",
                drop.Name.Position);
        }
        await DeleteAsync(name, dropRows, cancellationToken).ConfigureAwait(false);
        return LocalAthenaResult.Done(drop);
    }

    internal async Task DeleteAsync(string name, Func<OwnTable, CancellationToken, Task> dropRows, CancellationToken cancellationToken)
    {
        var tables = await glue.FindDatabaseAsync(name, cancellationToken).ConfigureAwait(false) is null
            ? []
            : await TablesAsync(name, cancellationToken).ConfigureAwait(false);
        await glue.DeleteDatabaseAsync(name, cancellationToken).ConfigureAwait(false);
        foreach (var table in tables.Select(own.Find).OfType<OwnTable>())
        {
            await dropRows(table, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<List<GlueTable>> TablesAsync(string database, CancellationToken cancellationToken)
    {
        List<GlueTable> tables = [];
        await foreach (var table in glue.GetTablesAsync(database, cancellationToken).ConfigureAwait(false)) { tables.Add(table); }
        return tables;
    }

    internal async Task<LocalAthenaResult> AlterAsync(Statement.AlterDatabase alter, CancellationToken cancellationToken)
    {
        var database = await glue.FindDatabaseAsync(alter.Name.Folded, cancellationToken).ConfigureAwait(false)
            ?? throw NotFound(alter.Name);
        Dictionary<string, string> parameters = new(database.Parameters, StringComparer.Ordinal);
        foreach (var (key, value) in alter.Properties) { parameters[key] = value; }
        await glue.UpdateDatabaseAsync(database with { Parameters = parameters }, cancellationToken).ConfigureAwait(false);
        return LocalAthenaResult.Done(alter);
    }

    internal async Task<LocalAthenaResult> ShowAsync(Statement.ShowDatabases show, CancellationToken cancellationToken)
    {
        List<IReadOnlyList<string?>> rows = [];
        await foreach (var database in glue.GetDatabasesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (HivePattern.IsMatch(show.Pattern, database.Name)) { rows.Add([database.Name]); }
        }
        return new(show.TypeName, show.Substatement, [LocalAthenaColumn.Of("database_name", TrinoType.Varchar)], rows);
    }

    static LocalAthenaQueryException NotFound(SqlName name) =>
        new(FailureCode.SchemaNotFound, $"Schema '{name.Folded}' does not exist", name.Position);
}
