namespace BiPipeline.Toolkit.Lake.Tests.Stores;

public sealed class ObjectStoresTests
{
    static readonly ObjectStoreOptions Local = new() { Client = AwsClientOptions.Local(new Uri("http://127.0.0.1:9/")) };

    [Theory]
    [InlineData("s3://bucket", "s3://bucket")]
    [InlineData("s3://bucket/", "s3://bucket")]
    [InlineData("s3://bucket/lake/orders", "s3://bucket/lake/orders")]
    [InlineData("s3://bucket/lake/orders/", "s3://bucket/lake/orders")]
    public void Open_Bucket_ReturnsAStoreWithASeparateClient(string location, string expected)
    {
        var store = ObjectStores.Open(location, Local);
        using var client = store.ShouldBeAssignableTo<IDisposable>();

        store.ShouldBeOfType<S3ObjectStore>().Location.ShouldBe(expected);
    }

    [Theory]
    [InlineData("lake")]
    [InlineData("./s3:/lake")]
    [InlineData("/data/lake")]
    [InlineData("../lake")]
    [InlineData("a b/50%")]
    [InlineData(@"C:\lake")]
    [InlineData("d:/lake")]
    public void Open_Folder_ReturnsADirectoryStoreAndCreatesNothing(string location)
    {
        ObjectStores.Open(location).ShouldBeOfType<DirectoryObjectStore>().Location.ShouldBe(Path.GetFullPath(location));

        Directory.Exists(location).ShouldBeFalse();
    }

    [Theory]
    [InlineData("s3:/my-lake")]
    [InlineData("s3:my-lake")]
    [InlineData("s3://")]
    [InlineData("s3:///prefix")]
    [InlineData("S3://bucket")]
    [InlineData("s3a://bucket")]
    [InlineData(" s3://bucket")]
    [InlineData("https://bucket.s3.amazonaws.com/lake")]
    [InlineData("file:///lake")]
    [InlineData("arn:aws:s3:::bucket")]
    public void Open_OtherText_ThrowsWithOneLine(string location) =>
        Should.Throw<ArgumentException>(() => ObjectStores.Open(location)).Message.ShouldBe($"Location '{location}' is not a lake; expected a folder or s3://bucket/prefix. (Parameter 'location')");

    [Theory]
    [InlineData("", "The location is empty; expected a folder or s3://bucket/prefix.")]
    [InlineData(" ", "The location is empty; expected a folder or s3://bucket/prefix.")]
    [InlineData("s3://b//x", "Location 's3://b//x' has an empty, '.' or '..' segment; expected s3://bucket/prefix with single slashes.")]
    [InlineData("s3://b/x//y", "Location 's3://b/x//y' has an empty, '.' or '..' segment; expected s3://bucket/prefix with single slashes.")]
    [InlineData("s3://b/x//", "Location 's3://b/x//' has an empty, '.' or '..' segment; expected s3://bucket/prefix with single slashes.")]
    [InlineData("s3://b/../x", "Location 's3://b/../x' has an empty, '.' or '..' segment; expected s3://bucket/prefix with single slashes.")]
    public void Open_EmptyOrDoubledSlash_IsRefused(string location, string problem) =>
        Should.Throw<ArgumentException>(() => ObjectStores.Open(location)).Message.ShouldBe($"{problem} (Parameter 'location')");

    [Fact]
    public void Open_File_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Combine("records.jsonl");
        File.WriteAllText(path, "");

        Should.Throw<ArgumentException>(() => ObjectStores.Open(path)).Message.ShouldBe($"Location '{path}' is a file; expected a folder or s3://bucket/prefix. (Parameter 'location')");
    }

    [Fact]
    public void Open_OptionsOutOfRange_ReportsAllWithTheirPart() => Should.Throw<ToolkitOptionsException>(() => ObjectStores.Open("lake", new()
    {
        Client = new() { Timeout = TimeSpan.Zero },
        S3 = new() { PartBytes = 1 },
    })).Problems.Select(problem => problem.Split(' ')[0]).ShouldBe(["Client.Timeout", "S3.PartBytes"]);

    [Fact]
    public async Task FindBaseline_Markers_ReturnsTheNewestBaselineOfTheTable()
    {
        var store = new InMemoryObjectStore();
        (await ObjectStores.FindBaselineAsync(store, "orders")).ShouldBeNull();
        var hash = new string('a', 32);
        foreach (var key in new[]
        {
            $"baselines/orders/20261120T000000001Z-{hash}.json",
            $"baselines/orders/20261113T000000000Z-{hash}.json",
            // The window of an incremental export, other tables, and other objects.
            $"baselines/orders/20261120T000000001Z-20261121T000000000Z-{hash}.json",
            $"baselines/orders_old/20261122T000000000Z-{hash}.json",
            "baselines/orders/20261123.json",
        })
        {
            await store.PutAsync(key, ObjectContent.Of("{}"u8.ToArray()));
        }

        (await ObjectStores.FindBaselineAsync(store, "orders")).ShouldBe(new DateTimeOffset(2026, 11, 20, 0, 0, 0, 1, TimeSpan.Zero));
    }
}
