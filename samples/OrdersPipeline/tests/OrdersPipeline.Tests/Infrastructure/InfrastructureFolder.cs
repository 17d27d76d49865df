namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The checked-in templates and policies.</summary>
static class InfrastructureFolder
{
    internal const string Path = "samples/OrdersPipeline/infrastructure/";

    internal const string Template = Path + "template.yaml";

    internal const string QuickSight = Path + "quicksight.yaml";

    /// <summary>What <c>dotnet new bipipeline</c> and <c>bipipeline init</c> copy.</summary>
    internal const string OfAProject = "src/BiPipeline.Toolkit.Templates/content/bipipeline/template.yaml";

    internal const string Policies = Path + "iam_policies.json";

    internal static string Read(string relativePath) => File.ReadAllText(Repository.PathOf(relativePath));
}
