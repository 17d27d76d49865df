using System.Text;
using BiPipeline.Toolkit.AthenaSql.Functions;
using BiPipeline.Toolkit.LocalAthena.S3;
using BiPipeline.Toolkit.LocalAthena.Server;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>Writes the tables of LocalAthena's operations, of its functions, and of those it refuses.</summary>
static class LocalAthenaPage
{
    internal static string Functions()
    {
        var page = new StringBuilder("| kind | count | functions |\n|---|---|---|\n");
        foreach (var kind in FunctionTable.Known.GroupBy(function => function.Kind).OrderBy(kind => kind.Key))
        {
            string[] names = [.. kind.Select(function => function.Name).Order(StringComparer.Ordinal)];
            page.Append("| ").Append(kind.Key.ToString().ToLowerInvariant()).Append(" | ").Append(names.Length).Append(" | `").AppendJoin("` `", names).Append("` |\n");
        }
        return page.ToString();
    }

    internal static string Operations()
    {
        var page = new StringBuilder("| service | operations |\n|---|---|\n");
        Append("Athena", AthenaOperations.All.Keys);
        Append("Glue", GlueOperations.All.Keys);
        Append("S3", S3Service.Operations);
        Append("STS", [StsService.Operation]);
        return page.ToString();

        void Append(string service, IEnumerable<string> names) =>
            page.Append("| ").Append(service).Append(" | `").AppendJoin("` `", names.Order(StringComparer.Ordinal)).Append("` |\n");
    }

    internal static string Missing()
    {
        var page = new StringBuilder("| reason | functions |\n|---|---|\n");
        foreach (var (reason, names) in MissingFunctions.ByReason)
        {
            page.Append("| ").Append(reason).Append(" | `").AppendJoin("` `", names.Order(StringComparer.Ordinal)).Append("` |\n");
        }
        return page.ToString();
    }
}
