using System.Security.Cryptography;
using BiPipeline.Toolkit;
using OrdersPipeline.Data;
using OrdersPipeline.Local;

namespace OrdersPipeline.Tests.Local;

[Trait("Category", "Slow")]
public sealed class LakeRunTests
{
    static readonly TableSchema Schema = TableSchema.Load(SampleFolder.Schema);

    static readonly OrderScript Script = OrderScript.Load(SampleFolder.Data);

    [Fact]
    public async Task RunAsync_Twice_TheSecondRunChangesNothing()
    {
        using var folder = new TemporaryDirectory();

        var first = await LakeRun.RunAsync(Schema, Script, folder.FullPath, TimeProvider.System, CancellationToken.None);
        var hash = Hash(folder.FullPath);
        var second = await LakeRun.RunAsync(Schema, Script, folder.FullPath, TimeProvider.System, CancellationToken.None);

        (first.Records, first.Payloads, first.Quarantined).ShouldBe((2802L, 29, 0L));
        first.NewFiles.ShouldBe(first.Zones.Sum(zone => zone.Files));
        (second.NewFiles, second.ChangedFiles).ShouldBe((0, 0));
        Hash(folder.FullPath).ShouldBe(hash);
    }

    [Fact]
    public async Task RunAsync_TwoLakes_HoldTheSameBytes()
    {
        using var one = new TemporaryDirectory();
        using var other = new TemporaryDirectory();

        await LakeRun.RunAsync(Schema, Script, one.FullPath, TimeProvider.System, CancellationToken.None);
        await LakeRun.RunAsync(Schema, Script, other.FullPath, TimeProvider.System, CancellationToken.None);

        Hash(other.FullPath).ShouldBe(Hash(one.FullPath));
    }

    [Fact]
    public async Task RunAsync_LakeWithAMissingFile_PutsItBack()
    {
        using var folder = new TemporaryDirectory();
        await LakeRun.RunAsync(Schema, Script, folder.FullPath, TimeProvider.System, CancellationToken.None);
        var hash = Hash(folder.FullPath);
        File.Delete(Directory.EnumerateFiles(folder.FullPath, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First());

        var again = await LakeRun.RunAsync(Schema, Script, folder.FullPath, TimeProvider.System, CancellationToken.None);

        (again.NewFiles, again.ChangedFiles).ShouldBe((1, 0));
        Hash(folder.FullPath).ShouldBe(hash);
    }

    [Fact]
    public async Task RunAsync_RootThatIsAFile_SaysWhatCouldNotBeStored()
    {
        using var folder = new TemporaryDirectory();
        var file = folder.Combine("lake");
        File.WriteAllText(file, "");

        await Should.ThrowAsync<IOException>(() => LakeRun.RunAsync(Schema, Script, file, TimeProvider.System, CancellationToken.None));
    }

    static string Hash(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, path)));
            hash.AppendData(File.ReadAllBytes(path));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
