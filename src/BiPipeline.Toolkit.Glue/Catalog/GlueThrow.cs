namespace BiPipeline.Toolkit.Glue;

/// <summary>The errors of a catalog.</summary>
static class GlueThrow
{
    [DoesNotReturn]
    internal static void DatabaseExists(string database) =>
        throw new GlueAlreadyExistsException($"Database '{database}' already exists.");

    [DoesNotReturn]
    internal static void TableExists(string database, string table) =>
        throw new GlueAlreadyExistsException($"Table '{database}.{table}' already exists.");

    [DoesNotReturn]
    internal static T NoDatabase<T>(string database) =>
        throw new GlueEntityNotFoundException($"Database '{database}' not found.");

    [DoesNotReturn]
    internal static T NoTable<T>(string database, string table) =>
        throw new GlueEntityNotFoundException($"Table '{database}.{table}' not found.");

    [DoesNotReturn]
    internal static void OtherVersion(GlueTable current, string versionId) => throw new GlueConcurrentModificationException(
        $"Table '{current.Database}.{current.Name}' is at version {current.VersionId}; "
        + $"expected version {versionId}. Read the table again.");

    [DoesNotReturn]
    internal static void NoPartition(GlueTable table) =>
        throw new GlueEntityNotFoundException($"Partition of table '{table.Database}.{table.Name}' not found.");

    [DoesNotReturn]
    internal static void PartitionExists(GlueTable table) =>
        throw new GlueAlreadyExistsException($"Partition of table '{table.Database}.{table.Name}' already exists.");
}
