namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The schemas that a lake's files were written with, from <c>schemas/&lt;table&gt;/</c>. A file names its schema in its footer by hash.
/// </summary>
sealed class LakeSchemas
{
    /// <summary>The footer's name of the table.</summary>
    internal const string TableName = "bipipeline.table";

    /// <summary>The footer's name of the schema's hash.</summary>
    internal const string HashName = "bipipeline.schema_sha256";

    /// <summary>The footer's name of the format's fingerprint.</summary>
    internal const string FormatName = "bipipeline.format";

    /// <summary>The footer's name that only rewritten objects have.</summary>
    internal const string RewriteName = "bipipeline.rewrite";

    readonly IReadOnlyDictionary<string, TableSchema> _schemas;

    LakeSchemas(IReadOnlyDictionary<string, TableSchema> schemas) => _schemas = schemas;

    /// <summary>Every schema, the versions of a table in ascending order.</summary>
    internal IEnumerable<TableSchema> All =>
        _schemas.Values.OrderBy(schema => schema.Table, StringComparer.Ordinal).ThenBy(schema => schema.Version);

    /// <summary>Reads the schemas of a lake.</summary>
    /// <exception cref="SchemaException">An object is not a schema that this version of the toolkit reads.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    internal static async Task<LakeSchemas> ReadAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        Dictionary<string, TableSchema> schemas = new(StringComparer.Ordinal);
        await foreach (var item in store.ListAsync(LakeLayout.SchemasPrefix, cancellationToken).ConfigureAwait(false))
        {
            // <version>-<hash>.json; <version>.json is a copy that claims the version.
            var name = Path.GetFileNameWithoutExtension(item.Key);
            if (name.IndexOf('-', StringComparison.Ordinal) is not (> 0 and var dash)) { continue; }
            schemas[name[(dash + 1)..]] = await SchemaObjects.ReadAsync(store, item.Key, cancellationToken).ConfigureAwait(false);
        }
        return new(schemas);
    }

    /// <summary>Returns the schema with a hash; null when the lake has none.</summary>
    internal TableSchema? Find(string hash) => _schemas.GetValueOrDefault(hash);

    /// <summary>Returns the table of a file: its schema's parent table or one of the children.</summary>
    /// <param name="key">The file's key, for messages.</param>
    /// <param name="metadata">The file's metadata.</param>
    /// <exception cref="InvalidDataException">The file names no schema of the lake, or a table that is not the schema's.</exception>
    internal LakeTable TableOf(string key, IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(HashName, out var hash) || !metadata.TryGetValue(TableName, out var name))
        {
            throw new InvalidDataException($"Object '{key}' does not name its table and schema; expected a file that this toolkit wrote.");
        }
        var schema = Find(hash) ?? throw new InvalidDataException(
            $"Object '{key}' has the schema {hash}, which is not below {LakeLayout.SchemasPrefix}; expected it there. "
                + "Restore the object, or run a writer with that schema file once.");
        return schema.GetTables().FirstOrDefault(table => table.Name == name) ?? throw new InvalidDataException(
            $"Object '{key}' is of table '{name}', which its schema of '{schema.Table}' lacks; expected one of its tables.");
    }
}
