using System.Text;

namespace BiPipeline.Toolkit.Lake.Tests.Stores;

public sealed class InMemoryObjectStoreTests
{
    readonly InMemoryObjectStore _store = new();

    static ObjectContent Content(string text) => ObjectContent.Of(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Put_KeyThatExists_DoesNotChangeIt()
    {
        (await _store.PutAsync("a/b", Content("first"))).ShouldBe(PutOutcome.Created);
        (await _store.PutAsync("a/b", Content("second"))).ShouldBe(PutOutcome.AlreadyExists);

        Encoding.UTF8.GetString(_store["a/b"].Span).ShouldBe("first");
    }

    [Fact]
    public async Task Put_BytesThatChangeAfterwards_KeepsTheOriginal()
    {
        byte[] bytes = [1, 2, 3];
        await _store.PutAsync("a", ObjectContent.Of(bytes));
        bytes[0] = 9;

        _store["a"].ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Put_OneKeyManyTimesAtOnce_IsCreatedOnce()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => _store.PutAsync($"{i % 2}", Content("same")))));

        outcomes.Count(outcome => outcome == PutOutcome.Created).ShouldBe(2);
        _store.Keys.ShouldBe(["0", "1"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("/a")]
    public async Task Put_KeyThatS3OrAFolderWouldRefuse_Throws(string key) =>
        await Should.ThrowAsync<ArgumentException>(() => _store.PutAsync(key, Content("x")));

    [Fact]
    public async Task List_KeysBelowAPrefix_AreInTheOrderOfTheirUtf8Bytes()
    {
        string[] keys = ["p/a", "p/a/b", "p/a-b", "p/é", "p/\ue000", "p/😀", "q"];
        foreach (var key in keys.Reverse()) { await _store.PutAsync(key, Content(key)); }

        List<StoredObject> listed = [];
        await foreach (var item in _store.ListAsync("p/")) { listed.Add(item); }

        listed.ShouldBe([new("p/a", 3), new("p/a-b", 5), new("p/a/b", 5), new("p/é", 4), new("p/\ue000", 5), new("p/😀", 6)]);
    }

    [Fact]
    public async Task List_WhileObjectsArePut_ShowsThoseOfTheCall()
    {
        await _store.PutAsync("a", Content("x"));
        await _store.PutAsync("c", Content("x"));

        List<string> listed = [];
        await foreach (var item in _store.ListAsync(""))
        {
            listed.Add(item.Key);
            await _store.PutAsync("b", Content("x"));
        }

        listed.ShouldBe(["a", "c"]);
        _store.Keys.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task OpenRead_MissingKey_Throws()
    {
        (await Should.ThrowAsync<FileNotFoundException>(() => _store.OpenReadAsync("a"))).Message.ShouldBe("Object 'a' does not exist below memory.");
        Should.Throw<FileNotFoundException>(() => _store["a"]);
    }

    [Fact]
    public async Task EveryMethod_CancelledToken_DoesNothing()
    {
        await _store.PutAsync("a", Content("x"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => _store.PutAsync("b", Content("x"), cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(() => _store.OpenReadAsync("a", cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => await _store.ListAsync("", cancelled.Token).GetAsyncEnumerator().MoveNextAsync());
        _store.Keys.ShouldBe(["a"]);
    }
}
