using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Loads everything from the catalog that a statement can reach, also through views.</summary>
static class CatalogLoader
{
    internal static async Task<CatalogSnapshot> LoadAsync(
        IGlueCatalog catalog,
        OwnTables own,
        IEnumerable<QualifiedName> names,
        string? database,
        CancellationToken cancellationToken)
    {
        var snapshot = new CatalogSnapshot();
        var open = new Queue<(QualifiedName Name, string? Database)>(names.Select(name => (name, database)));
        while (open.TryDequeue(out var next))
        {
            // Also looks up the names of WITH queries. A name without a database fails where it is used.
            if ((next.Name.Parts.Count == 1 && next.Database is null)
                || (next.Name.Parts.Count == 3 && next.Name.Parts[0].Folded != CatalogSnapshot.DefaultCatalog))
            {
                continue;
            }
            var (home, name) = CatalogSnapshot.Resolve(next.Name, next.Database);
            if (snapshot.Knows(home, name)) { continue; }
            if (home == InformationSchema.Name)
            {
                snapshot.Add(home, name, await InformationSchema.FindAsync(catalog, name, cancellationToken).ConfigureAwait(false));
                snapshot.AddDatabase(home, true);
                continue;
            }
            if (await catalog.FindTableAsync(home, name, cancellationToken).ConfigureAwait(false) is not { } table)
            {
                snapshot.Add(home, name, null);
                snapshot.AddDatabase(home, await catalog.FindDatabaseAsync(home, cancellationToken).ConfigureAwait(false) is not null);
                continue;
            }
            var entry = own.Find(table) ?? Read(table);
            snapshot.Add(home, name, entry);
            if (entry is CatalogView view)
            {
                foreach (var inner in SyntaxTree.TableNames(view.Query)) { open.Enqueue((inner, view.DefaultDatabase ?? home)); }
            }
        }
        return snapshot;
    }

    /// <summary>Returns the table or view, or the error for its users.</summary>
    static object Read(GlueTable table)
    {
        try
        {
            return table.Definition.IsView ? StoredViewText.Read(table) : ReadTable(table);
        }
        catch (LocalAthenaQueryException exception)
        {
            return exception;
        }
    }

    internal static LakeTableDefinition ReadTable(GlueTable table)
    {
        List<CatalogColumn> columns = [];
        foreach (var (column, isPartition) in table.Definition.Storage.Columns.Select(column => (column, false))
            .Concat(table.Definition.PartitionKeys.Select(key => (key, true))))
        {
            var name = column.Name.ToLowerInvariant();
            if (columns.Exists(one => one.Name == name))
            {
                throw new LocalAthenaQueryException(
                    FailureCode.HiveInvalidMetadata,
                    $"Hive metadata for table {table.Name} is invalid: Table descriptor contains duplicate columns");
            }
            columns.Add(new(name, ReadType(table, column), isPartition));
        }
        return new(table, columns);
    }

    static TrinoType ReadType(GlueTable table, GlueColumn column)
    {
        try
        {
            return TypeParser.ParseHive(column.Type ?? "");
        }
        catch (LocalAthenaQueryException)
        {
            throw new LocalAthenaQueryException(
                FailureCode.HiveInvalidMetadata,
                $"Column '{column.Name}' of table {table.Database}.{table.Name} has the type '{column.Type}', which Athena does not have");
        }
    }
}
