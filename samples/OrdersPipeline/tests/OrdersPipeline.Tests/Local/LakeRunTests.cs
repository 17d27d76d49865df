using System.Security.Cryptography;

namespace OrdersPipeline.Tests.Local;

[Collection(nameof(WrittenLake))]
[Trait("Category", "Slow")]
public sealed class LakeRunTests(WrittenLake lake)
{
    [Fact]
    public async Task RunAsync_Twice_TheSecondRunChangesNothing()
    {
        var first = await lake.FirstRun;
        var folder = await lake.FolderAsync();
        var hash = Hash(folder);

        var second = await WrittenLake.RunAsync(folder);

        (first.Records, first.Payloads, first.Quarantined).ShouldBe((2802L, 29, 0L));
        first.NewFiles.ShouldBe(first.Zones.Sum(zone => zone.Files));
        (second.NewFiles, second.ChangedFiles).ShouldBe((0, 0));
        Hash(folder).ShouldBe(hash);
    }

    [Fact]
    public async Task RunAsync_TwoLakes_HaveTheSameBytes()
    {
        using var other = new TemporaryDirectory();

        await WrittenLake.RunAsync(other.FullPath);

        Hash(other.FullPath).ShouldBe(Hash(await lake.FolderAsync()));
    }

    [Fact]
    public async Task RunAsync_LakeWithAMissingFile_RestoresIt()
    {
        var folder = await lake.FolderAsync();
        var hash = Hash(folder);
        File.Delete(Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First());

        var again = await WrittenLake.RunAsync(folder);

        (again.NewFiles, again.ChangedFiles).ShouldBe((1, 0));
        Hash(folder).ShouldBe(hash);
    }

    [Fact]
    public async Task RunAsync_RootIsAFile_ReportsTheFailure()
    {
        using var folder = new TemporaryDirectory();
        var file = folder.Combine("lake");
        File.WriteAllText(file, "");

        await Should.ThrowAsync<IOException>(() => WrittenLake.RunAsync(file));
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
