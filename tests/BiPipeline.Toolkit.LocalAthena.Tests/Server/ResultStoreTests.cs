using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Server;

public sealed class ResultStoreTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_MoreBytesThanTheLimit_RemovesTheOldest(bool inFolder)
    {
        var store = Store(inFolder);

        for (var i = 0; i < 5; i++) { await PutAsync(store, $"a/{i}", 400_000); }

        store.List("bucket", "").Select(found => found.Key).ShouldBe(["a/3", "a/4"]);
        if (inFolder) { Files().ShouldBe(["bucket/a/3", "bucket/a/4"]); }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_MoreObjectsThanTheLimit_RemovesTheOldest(bool inFolder)
    {
        var store = Store(inFolder);

        for (var i = 0; i < 25; i++) { await PutAsync(store, $"{i:D2}", 1); }

        store.List("bucket", "").Select(found => found.Key).ShouldBe(Enumerable.Range(15, 10).Select(i => $"{i:D2}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_AnObjectAboveTheLimit_ThrowsAndKeepsNothingOfIt(bool inFolder)
    {
        var store = Store(inFolder);

        var failure = await Should.ThrowAsync<ResultStoreException>(() => PutAsync(store, "big", 1_000_001));

        failure.Code.ShouldBe("EntityTooLarge");
        store.Find("bucket", "big").ShouldBeNull();
        if (inFolder) { Files().ShouldBeEmpty(); }
        await PutAsync(store, "small", 1_000_000);
        store.Find("bucket", "small")!.Length.ShouldBe(1_000_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_CancelledWhileWriting_LeavesTheOldObject(bool inFolder)
    {
        var store = Store(inFolder);
        await PutAsync(store, "k", 3);
        using var cancel = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => store.PutAsync(new("bucket", "k"), "text/plain", async (stream, token) =>
        {
            await stream.WriteAsync(new byte[10], token);
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
        }, false, cancel.Token));

        store.Find("bucket", "k")!.Length.ShouldBe(3);
        await PutAsync(store, "k", 1_000_000);
    }

    [Fact]
    public async Task Put_Replaced_ReadsTheNewBytesAndCountsThemOnce()
    {
        var store = Store(false);

        for (var i = 0; i < 1000; i++) { await PutAsync(store, "same", 900_000); }

        store.List("bucket", "").ShouldHaveSingleItem().Length.ShouldBe(900_000);
    }

    [Theory]
    [InlineData("bucket", "../../etc/passwd")]
    [InlineData("bucket", "a/../../b")]
    [InlineData("bucket", "/absolute")]
    [InlineData("bucket", "a//b")]
    [InlineData("bucket", "a\\b")]
    [InlineData("bucket", "")]
    [InlineData("..", "a")]
    [InlineData("a/b", "a")]
    [InlineData(".uploads", "a")]
    public async Task Put_ANameThatLeavesTheFolder_Throws(string bucket, string key)
    {
        await Should.ThrowAsync<ResultStoreException>(() => Store(true).PutAsync(new(bucket, key), "text/plain", (_, _) => Task.CompletedTask, false, CancellationToken.None));

        Directory.EnumerateFiles(_folder.FullPath, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_AFolderOfAnEarlierRun_HasItsObjects()
    {
        await PutAsync(Store(true), "a/b.csv", 5);
        Directory.CreateDirectory(_folder.Combine("results", ".uploads"));
        await File.WriteAllTextAsync(_folder.Combine("results", ".uploads", "left"), "x");

        var again = Store(true);

        again.Buckets.ShouldBe(["bucket"]);
        var found = again.List("bucket", "").ShouldHaveSingleItem();
        found.Key.ShouldBe("a/b.csv");
        await using var stream = found.OpenRead(2);
        stream.Length.ShouldBe(5);
        stream.ReadByte().ShouldBe('x');
        File.Exists(_folder.Combine("results", ".uploads", "left")).ShouldBeFalse();
    }

    [Fact]
    public void Open_ResultsInsideTheLake_Throws()
    {
        var problem = Should.Throw<ToolkitOptionsException>(() =>
            LocalAthenaEngine.Open(new InMemoryGlueCatalog(), _folder.FullPath, new() { ResultsFolder = _folder.Combine("results") }));

        problem.Message.ShouldContain("overlaps the lake's folder");
    }

    static Task<Results.StoredResult> PutAsync(ResultStore store, string key, int bytes) => store.PutAsync(
        new("bucket", key),
        "text/plain",
        (stream, token) => stream.WriteAsync(Enumerable.Repeat((byte)'x', bytes).ToArray(), token).AsTask(),
        false,
        CancellationToken.None);

    ResultStore Store(bool inFolder) =>
        new(new() { MaxResultStoreBytes = 1_000_000, MaxResultObjects = 10, ResultsFolder = inFolder ? _folder.Combine("results") : null });

    IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.Combine("results"), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_folder.Combine("results"), path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}
