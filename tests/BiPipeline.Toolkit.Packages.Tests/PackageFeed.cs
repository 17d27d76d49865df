using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace BiPipeline.Toolkit.Packages.Tests;

/// <summary>The packages in their published form in a folder that NuGet uses as a feed, and folders outside the repository for their users.</summary>
public sealed class PackageFeed : IAsyncLifetime, IDisposable
{
    // A name that no repository has: what the packages name is what the build was given.
    internal const string RepositoryUrl = "https://git.example/owner/toolkit";

    readonly TemporaryDirectory _folder = new();
    readonly Lazy<Task<CommandRun>> _template;

    public PackageFeed() => _template = new(() => CommandRun.RunAsync(_folder.FullPath, Packages, "", "dotnet", "new", "install", Files["BiPipeline.Toolkit.Templates"], "--debug:custom-hive", Hive));

    internal static string Version { get; } = Setting("PackageVersion");

    // dotnet new keeps what is installed there, apart from the machine's.
    string Hive => _folder.Combine("hive");

    internal string Folder => _folder.Combine("feed");

    /// <summary>Packages that this test restores, separate from the machine's cache, where a package of the same version may be another's.</summary>
    internal string Packages => _folder.Combine("packages");

    /// <summary>The packages by id.</summary>
    internal Dictionary<string, string> Files => Directory.EnumerateFiles(Folder, "*.nupkg").ToDictionary(path => Path.GetFileName(path)[..^$".{Version}.nupkg".Length], StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Packages);
        // The build that runs these tests has built them.
        var run = await CommandRun.RunAsync(Repository.Root, Setting("NuGetPackageRoot"), "", "dotnet", "pack", "--no-build", "--configuration", Setting("Configuration"), "--output", Folder, "-nodeReuse:false", $"-p:MinVerVersionOverride={Version}", $"-p:RepositoryUrl={RepositoryUrl}");
        run.Succeeded();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>Returns an empty folder whose restores use the feed in addition to the machine's sources.</summary>
    internal string NewFolder(string name)
    {
        var folder = Directory.CreateDirectory(_folder.Combine(name)).FullName;
        var settings = new XDocument(new XElement("configuration",
            new XElement("packageSources", new XElement("add", new XAttribute("key", "toolkit"), new XAttribute("value", Folder))),
            new XElement("fallbackPackageFolders", new XElement("add", new XAttribute("key", "machine"), new XAttribute("value", Setting("NuGetPackageRoot"))))));
        settings.Save(Path.Combine(folder, "nuget.config"));
        return folder;
    }

    /// <summary>Makes a project by <c>dotnet new bipipeline</c> in a folder whose restores see the feed.</summary>
    internal async Task<string> NewProjectAsync(string folder, params string[] arguments)
    {
        (await _template.Value).Succeeded();
        (await CommandRun.RunAsync(folder, Packages, "", "dotnet", ["new", "bipipeline", "--debug:custom-hive", Hive, "--output", "project", .. arguments])).Succeeded();
        return Path.Combine(folder, "project");
    }

    internal static XElement Metadata(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        using var nuspec = zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }

    internal static string[] Entries(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    static string Setting(string key) => typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
