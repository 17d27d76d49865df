using System.Text;
using BiPipeline.Toolkit.AthenaSql.Functions;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>Writes LocalAthena's function table.</summary>
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
}
