using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Catalog;

/// <summary>The tables and views that one statement can reach, loaded once before its translation.</summary>
sealed class CatalogSnapshot
{
    internal const string DefaultCatalog = "awsdatacatalog";

    readonly Dictionary<(string Database, string Name), object?> _entries = [];
    readonly Dictionary<string, bool> _databases = new(StringComparer.Ordinal);

    internal bool Knows(string database, string name) => _entries.ContainsKey((database, name));

    internal void Add(string database, string name, object? entry) => _entries[(database, name)] = entry;

    internal void AddDatabase(string name, bool exists) => _databases[name] = exists;

    internal bool DatabaseExists(string name) => !_databases.TryGetValue(name, out var exists) || exists;

    /// <summary>Returns a <see cref="CatalogTable"/> or a <see cref="CatalogView"/>.</summary>
    /// <exception cref="LocalAthenaQueryException">The name does not exist.</exception>
    internal object Get(QualifiedName name, string? defaultDatabase)
    {
        var (database, table) = Resolve(name, defaultDatabase);
        return Find(database, table) switch
        {
            LocalAthenaQueryException failure => throw new LocalAthenaQueryException(failure.Code, failure.Message, name.Position),
            { } entry => entry,
            null when !DatabaseExists(database) =>
                throw new LocalAthenaQueryException(FailureCode.SchemaNotFound, $"Schema '{database}' does not exist", name.Position),
            null =>
                throw new LocalAthenaQueryException(
                    FailureCode.TableNotFound,
                    $"Table '{DefaultCatalog}.{database}.{table}' does not exist",
                    name.Position),
        };
    }

    internal object? Find(string database, string name) => _entries.GetValueOrDefault((database, name));

    /// <summary>Returns the database and the table of a name.</summary>
    internal static (string Database, string Table) Resolve(QualifiedName name, string? defaultDatabase)
    {
        if (name.Parts.Count == 3 && name.Parts[0].Folded != DefaultCatalog)
        {
            throw new LocalAthenaQueryException(
                FailureCode.CatalogNotFound,
                $"Catalog '{name.Parts[0].Folded}' does not exist; LocalAthena has {DefaultCatalog}",
                name.Position);
        }
        var database = name.Parts.Count > 1 ? name.Parts[^2].Folded : defaultDatabase;
        return database is null
            ? throw new LocalAthenaQueryException(
                "MISSING_SCHEMA_NAME",
                "Schema must be specified when session schema is not set",
                name.Position)
            : (database, name.Last.Folded);
    }
}
