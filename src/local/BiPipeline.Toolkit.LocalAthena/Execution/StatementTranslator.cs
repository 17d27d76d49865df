using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Functions;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Translates a statement with what the catalog has of its tables, and finds their files.</summary>
sealed class StatementTranslator(IGlueCatalog glue, OwnTables own, TimeProvider time, TableFileFinder files)
{
    internal async Task<(TranslatedQuery Query, IReadOnlyList<(TableScan, TableFiles Files)> Tables)> TranslateAsync(
        IEnumerable<QualifiedName> names,
        PreparedStatement prepared,
        string? database,
        Func<QueryTranslator, TranslatedQuery> translate,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var catalog = await CatalogLoader.LoadAsync(glue, own, names, database, cancellationToken).ConfigureAwait(false);
        var session = new Session(catalog, FunctionTable.Catalog, database, now) { Parameters = prepared.Parameters };
        var translator = new QueryTranslator(session);
        var translated = translate(translator);
        List<(TableScan, TableFiles)> tables = [];
        foreach (var scan in translator.Scans)
        {
            var found = scan.Table is LakeTableDefinition table
                ? await files.FindAsync(table, now, cancellationToken).ConfigureAwait(false)
                : TableFiles.None;
            tables.Add((scan, found));
        }
        return (translated, tables);
    }
}
