using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The identity of the schemas of a run.</summary>
static class SchemaSet
{
    /// <summary>
    /// Returns 32 lower-case hex digits that identify a set of schemas in any order. Receipts are below it, so an interrupted run never
    /// continues with rows of another version.
    /// </summary>
    internal static string HashOf(IReadOnlyList<TableSchema> schemas)
    {
        var texts = schemas.Select(schema => $"{schema.Table} {schema.ComputeHash()}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))))[..LakeLayout.HashDigits];
    }
}
