using System.Text;

namespace BiPipeline.Toolkit.Lake.Tests.Stores;

public sealed class DirectoryObjectStoreTests : IDisposable
{
    const string Key = "processed/orders/dt=2026-11-22/1-2-2-abc.parquet";

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    string Root => _directory.Combine("lake");

    DirectoryObjectStore Store() => new(Root);

    static ObjectContent Content(string text) => ObjectContent.Of(Encoding.UTF8.GetBytes(text));

    Task<PutOutcome> PutAsync(string key, string text = "text") => Store().PutAsync(key, Content(text), CancellationToken.None);

    string[] Files() => [.. Directory.EnumerateFiles(_directory.FullPath, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Select(path => Path.GetRelativePath(_directory.FullPath, path)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Put_NewKey_CreatesOnlyAFileWithTheseBytes()
    {
        (await PutAsync(Key, "rows")).ShouldBe(PutOutcome.Created);

        Files().ShouldBe([Path.Combine("lake", Key)]);
        File.ReadAllText(Path.Combine(Root, Key)).ShouldBe("rows");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task Put_ContentOfAFileOrMemory_RoundTrips(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(_directory.Combine("source"), bytes);
        await Store().PutAsync("memory", ObjectContent.Of(bytes), CancellationToken.None);
        await Store().PutAsync("file", ObjectContent.OfFile(_directory.Combine("source")), CancellationToken.None);

        foreach (var key in new[] { "memory", "file" })
        {
            await using var stream = await Store().OpenReadAsync(key, CancellationToken.None);
            var read = new MemoryStream();
            await stream.CopyToAsync(read);
            read.ToArray().ShouldBe(bytes);
        }
    }

    [Fact]
    public async Task Put_ExistingKey_DoesNotChangeIt()
    {
        await PutAsync(Key, "first");

        (await PutAsync(Key, "second")).ShouldBe(PutOutcome.AlreadyExists);

        File.ReadAllText(Path.Combine(Root, Key)).ShouldBe("first");
        Files().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Put_OneKeyFromManyStoresAtOnce_IsCreatedOnce()
    {
        var puts = Enumerable.Range(0, 32).Select(_ => Task.Run(() => PutAsync(Key, "same")));

        (await Task.WhenAll(puts)).Count(outcome => outcome == PutOutcome.Created).ShouldBe(1);
        Files().ShouldBe([Path.Combine("lake", Key)]);
    }

    [Fact]
    public async Task Put_ManyKeysOfOneFolderFromManyStores_DoNotInterfere()
    {
        var keys = Enumerable.Range(0, 2_000).Select(i => $"raw/t/{i:D4}").ToArray();
        var puts = keys.Select(key => Task.Run(() =>
            new DirectoryObjectStore(Root, new() { Sync = false }).PutAsync(key, Content(key), CancellationToken.None)));

        (await Task.WhenAll(puts)).ShouldAllBe(outcome => outcome == PutOutcome.Created);
        Files().ShouldBe(keys.Select(key => Path.Combine("lake", key)));
    }

    [Fact]
    public async Task Put_WhileItIsWritten_ShowsNothing()
    {
        await PutAsync("raw/t/before");
        var content = new StubContent([1, 2], async _ =>
        {
            File.Exists(Path.Combine(Root, Key)).ShouldBeFalse();
            (await StoreContents.OfAsync(Store())).Keys.ShouldBe(["raw/t/before"]);
        }, [3]);

        await Store().PutAsync(Key, content, CancellationToken.None);

        File.ReadAllBytes(Path.Combine(Root, Key)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Put_CancelledInTheMiddle_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        var content = new StubContent([1, 2], _ => cancel.CancelAsync(), [3]);

        await Should.ThrowAsync<OperationCanceledException>(() => Store().PutAsync(Key, content, cancel.Token));

        Files().ShouldBeEmpty();
        (await PutAsync(Key)).ShouldBe(PutOutcome.Created);
    }

    [Fact]
    public async Task Put_CancelledBefore_LeavesNothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => Store().PutAsync(Key, Content("x"), new CancellationToken(canceled: true)));

        Directory.Exists(Root).ShouldBeFalse();
    }

    [Fact]
    public async Task Put_SourceThatFails_LeavesNothing()
    {
        var content = new StubContent([1, 2], _ => throw new IOException("gone"), [3]);

        await Should.ThrowAsync<IOException>(() => Store().PutAsync(Key, content, CancellationToken.None));

        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_AnotherWriterIsFirst_KeepsItsObject()
    {
        var content = new StubContent([1, 2], async _ => (await PutAsync(Key, "theirs")).ShouldBe(PutOutcome.Created), [3]);

        (await Store().PutAsync(Key, content, CancellationToken.None)).ShouldBe(PutOutcome.AlreadyExists);

        Files().ShouldBe([Path.Combine("lake", Key)]);
        File.ReadAllText(Path.Combine(Root, Key)).ShouldBe("theirs");
    }

    [Fact]
    public async Task Put_AfterAKilledProcess_SucceedsAndListsNoTemporaryFile()
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, Key))!;
        Directory.CreateDirectory(folder);
        for (var i = 1; i <= 3; i++) { File.WriteAllText(Path.Combine(folder, $".bipipeline-{i}"), "half an object"); }

        (await PutAsync(Key)).ShouldBe(PutOutcome.Created);

        (await StoreContents.OfAsync(Store())).Keys.ShouldBe([Key]);
        Files().Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../out")]
    [InlineData("a/../../out")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("/etc/out")]
    [InlineData("a/")]
    [InlineData("a\\..\\out")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("a\u007fb")]
    public async Task Put_KeyThatCouldLeaveTheRoot_Throws(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => PutAsync(key));
        await Should.ThrowAsync<ArgumentException>(() => Store().OpenReadAsync(key, CancellationToken.None));

        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_KeyOfMoreThan1024Bytes_Throws()
    {
        var longest = string.Join('/', Enumerable.Repeat(new string('a', 204), 5)); // 5 * 204 + 4 = 1,024

        (await PutAsync(longest)).ShouldBe(PutOutcome.Created);
        (await Should.ThrowAsync<ArgumentException>(() => PutAsync(longest + "a"))).Message.ShouldContain("1025 bytes");
    }

    [Fact]
    public Task Put_UnpairedSurrogate_Throws() => Should.ThrowAsync<ArgumentException>(() => PutAsync("a/\ud83d"));

    [Fact]
    public async Task Put_EveryUnicodeScalarInAPartition_CreatesItsOwnObject()
    {
        var scalars = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(code => new Rune(code).ToString()).ToArray();
        var keys = scalars.Where((_, index) => index % 997 == 0 || index < 0x300)
            .Select(text => $"processed/t/{LakeLayout.PartitionFolder("p", text)}/x")
            .ToArray();
        var store = new DirectoryObjectStore(Root, new() { Sync = false });
        foreach (var key in keys) { (await store.PutAsync(key, Content("x"), CancellationToken.None)).ShouldBe(PutOutcome.Created); }

        List<string> listed = [];
        await foreach (var item in store.ListAsync("", CancellationToken.None)) { listed.Add(item.Key); }

        listed.ShouldBe(keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Put_BehindALink_ThrowsAndCreatesNothing()
    {
        var outside = Directory.CreateDirectory(_directory.Combine("outside")).FullName;
        Directory.CreateDirectory(Root);
        Directory.CreateSymbolicLink(Path.Combine(Root, "processed"), outside);

        (await Should.ThrowAsync<IOException>(() => PutAsync(Key))).Message.ShouldContain("symbolic link");

        Directory.EnumerateFileSystemEntries(outside).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_LinkAtTheObjectsPath_ThrowsWithoutFollowingIt(bool exists)
    {
        var outside = _directory.Combine("outside");
        if (exists) { File.WriteAllText(outside, "secret"); }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, Key))!);
        File.CreateSymbolicLink(Path.Combine(Root, Key), outside);

        (await Should.ThrowAsync<IOException>(() => PutAsync(Key))).Message.ShouldContain("symbolic link");
        (await Should.ThrowAsync<IOException>(() => Store().OpenReadAsync(Key, CancellationToken.None))).Message.ShouldContain("symbolic link");

        File.Exists(outside).ShouldBe(exists);
    }

    [Fact]
    public async Task Put_FolderAtTheObjectsPath_Throws()
    {
        Directory.CreateDirectory(Path.Combine(Root, Key));

        (await Should.ThrowAsync<IOException>(() => PutAsync(Key))).Message.ShouldContain("is a folder");
    }

    [Fact]
    public async Task Put_FileInPlaceOfAFolder_Throws()
    {
        await PutAsync("processed/orders");

        await Should.ThrowAsync<IOException>(() => PutAsync(Key));
    }

    [Fact]
    public async Task Put_RootThatIsALink_IsFollowed()
    {
        var target = Directory.CreateDirectory(_directory.Combine("target")).FullName;
        Directory.CreateSymbolicLink(Root, target);

        await PutAsync(Key);

        File.Exists(Path.Combine(target, Key)).ShouldBeTrue();
        (await StoreContents.OfAsync(Store())).Keys.ShouldBe([Key]);
    }

    [Fact]
    public async Task List_Prefix_ReturnsItsKeysSortedByTheirBytes()
    {
        string[] keys = ["a/b", "a/b.c/x", "a/b/\ue000", "a/b/😀", "a/bc/x", "b"];
        foreach (var key in keys.Where(key => key != "a/b")) { await PutAsync(key); }

        (await ListAsync("")).ShouldBe(["a/b.c/x", "a/b/\ue000", "a/b/😀", "a/bc/x", "b"]);
        (await ListAsync("a/b")).ShouldBe(["a/b.c/x", "a/b/\ue000", "a/b/😀", "a/bc/x"]);
        (await ListAsync("a/b/")).ShouldBe(["a/b/\ue000", "a/b/😀"]);
        (await ListAsync("a/b/x")).ShouldBeEmpty();
        (await ListAsync("c/")).ShouldBeEmpty();
        (await ListAsync("../")).ShouldBeEmpty();
        (await ListAsync("a//")).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_Links_AreNotListed()
    {
        Directory.CreateDirectory(_directory.Combine("outside"));
        File.WriteAllText(_directory.Combine("outside", "secret"), "x");
        await PutAsync("a/b");
        Directory.CreateSymbolicLink(Path.Combine(Root, "a", "folder"), _directory.Combine("outside"));
        File.CreateSymbolicLink(Path.Combine(Root, "a", "file"), _directory.Combine("outside", "secret"));

        (await ListAsync("")).ShouldBe(["a/b"]);
        await Should.ThrowAsync<IOException>(() => ListAsync("a/folder/"));
    }

    [Fact]
    public async Task List_MissingRoot_IsEmpty() => (await ListAsync("")).ShouldBeEmpty();

    [Fact]
    public async Task OpenRead_MissingKey_NamesIt() =>
        (await Should.ThrowAsync<FileNotFoundException>(() => Store().OpenReadAsync("a/b", CancellationToken.None))).Message.ShouldBe($"Object 'a/b' does not exist below {Root}.");

    async Task<List<string>> ListAsync(string prefix)
    {
        List<string> keys = [];
        await foreach (var item in Store().ListAsync(prefix, CancellationToken.None)) { keys.Add(item.Key); }
        return keys;
    }
}
