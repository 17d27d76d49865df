using OrdersPipeline.Printing;

namespace OrdersPipeline.Tests.Printing;

public sealed class LakeSnapshotTests
{
    [Fact]
    public void Of_MissingFolder_IsEmpty() => LakeSnapshot.Of("/nowhere/at/all").Zones.ShouldBeEmpty();

    [Fact]
    public void NewAndChanged_AfterWrites_CountThem()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.Combine("raw", "orders"));
        File.WriteAllText(folder.Combine("raw", "orders", "a"), "1");
        File.WriteAllText(folder.Combine("raw", "orders", "b"), "1");
        var before = LakeSnapshot.Of(folder.FullPath);
        File.WriteAllText(folder.Combine("raw", "orders", "a"), "22");
        File.Delete(folder.Combine("raw", "orders", "b"));
        File.WriteAllText(folder.Combine("raw", "orders", "c"), "333");

        var after = LakeSnapshot.Of(folder.FullPath);

        after.NewSince(before).ShouldBe(1);
        after.ChangedSince(before).ShouldBe(2);
        after.Zones.ShouldBe([new ZoneFiles("raw", 2, 5)]);
    }
}
