namespace BiPipeline.Toolkit.DynamoDb.Tests.Load;

public sealed class LoadJournalTests
{
    static readonly TableLoad Load = new([Dynamo.Of("1"), Dynamo.Of("2")], [ItemChange.Delete(Dynamo.Of("1"))]);

    [Fact]
    public void Open_AfterAnInterruption_HasTheCompletedPart()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Combine("sub", "load.journal");
        using (var journal = LoadJournal.Open(path, "orders", Load))
        {
            journal.IsNew.ShouldBeTrue();
            journal.AddItems([1]);
            journal.AddChange(0);
        }

        using var again = LoadJournal.Open(path, "orders", Load);

        (again.IsNew, again.HasItem(0), again.HasItem(1), again.HasChange(0)).ShouldBe((false, false, true, true));
    }

    [Fact]
    public void Open_IncompleteLine_IsDropped()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Combine("load.journal");
        using (var journal = LoadJournal.Open(path, "orders", Load)) { journal.AddItems([0]); }
        File.AppendAllText(path, "i 1");

        using (var again = LoadJournal.Open(path, "orders", Load))
        {
            (again.HasItem(0), again.HasItem(1)).ShouldBe((true, false));
            again.AddChange(0);
        }

        File.ReadAllLines(path).Skip(1).ShouldBe(["i 0", "c 0"]);
    }

    [Fact]
    public void Open_AnotherLoadsJournal_Throws()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Combine("load.journal");
        LoadJournal.Open(path, "orders", Load).Dispose();

        Should.Throw<InvalidDataException>(() => LoadJournal.Open(path, "other", Load)).Message.ShouldContain("another load");
        Should.Throw<InvalidDataException>(() => LoadJournal.Open(path, "orders", Load with { Changes = [] })).Message.ShouldContain("another load");
    }

    [Theory]
    [InlineData("hello\n", "not a load's journal")]
    [InlineData("HEADING\nx 1\n", "invalid line")]
    [InlineData("HEADING\ni one\n", "invalid line")]
    public void Open_AnotherFile_ThrowsAndKeepsIt(string text, string reason)
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Combine("load.journal");
        text = text.Replace("HEADING", $"bipipeline-load 2 orders {Load.Fingerprint}", StringComparison.Ordinal);
        File.WriteAllText(path, text);

        Should.Throw<InvalidDataException>(() => LoadJournal.Open(path, "orders", Load)).Message.ShouldContain(reason);
        File.ReadAllText(path).ShouldBe(text);
    }

    [Fact]
    public void Open_InUse_Throws()
    {
        using var folder = new TemporaryDirectory();
        using var journal = LoadJournal.Open(folder.Combine("load.journal"), "orders", Load);

        Should.Throw<IOException>(() => LoadJournal.Open(folder.Combine("load.journal"), "orders", Load));
    }
}
