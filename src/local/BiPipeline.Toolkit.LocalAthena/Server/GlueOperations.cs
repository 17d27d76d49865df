using System.Collections.Frozen;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>The operations of the Glue Data Catalog, over the catalog of the queries.</summary>
static class GlueOperations
{
    internal static FrozenDictionary<string, Func<JsonCall, Task>> All { get; } =
        new Dictionary<string, Func<JsonCall, Task>>(StringComparer.Ordinal)
        {
            ["BatchCreatePartition"] = GluePartitionOperations.BatchCreateAsync,
            ["BatchDeletePartition"] = GluePartitionOperations.BatchDeleteAsync,
            ["BatchDeleteTable"] = GlueTableOperations.BatchDeleteAsync,
            ["CreateDatabase"] = GlueDatabaseOperations.CreateAsync,
            ["CreatePartition"] = GluePartitionOperations.CreateAsync,
            ["CreateTable"] = GlueTableOperations.CreateAsync,
            ["DeleteDatabase"] = GlueDatabaseOperations.DeleteAsync,
            ["DeletePartition"] = GluePartitionOperations.DeleteAsync,
            ["DeleteTable"] = GlueTableOperations.DeleteAsync,
            ["GetDatabase"] = GlueDatabaseOperations.GetAsync,
            ["GetDatabases"] = GlueDatabaseOperations.ListAsync,
            ["GetPartition"] = GluePartitionOperations.GetAsync,
            ["GetPartitions"] = GluePartitionOperations.ListAsync,
            ["GetTable"] = GlueTableOperations.GetAsync,
            ["GetTableVersions"] = GlueTableOperations.ListVersionsAsync,
            ["GetTables"] = GlueTableOperations.ListAsync,
            ["UpdateDatabase"] = GlueDatabaseOperations.UpdateAsync,
            ["UpdatePartition"] = GluePartitionOperations.UpdateAsync,
            ["UpdateTable"] = GlueTableOperations.UpdateAsync,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Returns a text of the request.</summary>
    /// <exception cref="Glue.GlueException">It is missing.</exception>
    internal static string Required(JsonCall call, string name) =>
        call.Text(name) is { Length: > 0 } text ? text : throw Invalid($"{name} is missing");

    /// <summary>Writes why one entry of a batch failed.</summary>
    internal static void WriteErrorDetail(Utf8JsonWriter json, string? code, string? message)
    {
        json.WriteStartObject("ErrorDetail");
        json.WriteString("ErrorCode", code);
        json.WriteString("ErrorMessage", message);
        json.WriteEndObject();
    }

    internal static Glue.GlueException Invalid(string message) => new(Glue.GlueErrorCodes.InvalidInput, message);
}
