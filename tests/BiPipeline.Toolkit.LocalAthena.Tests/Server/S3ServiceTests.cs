using System.Net;
using System.Text;
using System.Xml.Linq;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.LocalAthena.Tests.Server;

public sealed class S3ServiceTests : IAsyncLifetime, IDisposable
{
    readonly LakeFixture _lake = new();
    readonly HttpClient _http = new();
    LocalAthenaServer? _server;

    public async Task InitializeAsync()
    {
        _server = await LocalAthenaServer.StartAsync(_lake.Engine);
        _http.BaseAddress = _server.Endpoint;
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _lake.Dispose();
    }

    [Theory]
    [InlineData("bytes=0-1", "ab", "bytes 0-1/5")]
    [InlineData("bytes=3-", "de", "bytes 3-4/5")]
    [InlineData("bytes=-2", "de", "bytes 3-4/5")]
    [InlineData("bytes=-9", "abcde", "bytes 0-4/5")]
    [InlineData("bytes=2-99", "cde", "bytes 2-4/5")]
    [InlineData("bytes=3-1", "abcde", null)]
    [InlineData("lines=1-2", "abcde", null)]
    public async Task Get_Range_ReturnsThesePartOfTheObject(string range, string expected, string? contentRange)
    {
        await PutAsync("bucket/k", "abcde");

        using var request = new HttpRequestMessage(HttpMethod.Get, "bucket/k");
        request.Headers.TryAddWithoutValidation("Range", range);
        using var answer = await _http.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe(expected);
        answer.StatusCode.ShouldBe(contentRange is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent);
        answer.Content.Headers.ContentRange?.ToString().ShouldBe(contentRange);
    }

    [Theory]
    [InlineData("bytes=5-")]
    [InlineData("bytes=-0")]
    public async Task Get_RangeOutsideTheObject_IsRefused(string range)
    {
        await PutAsync("bucket/k", "abcde");

        using var request = new HttpRequestMessage(HttpMethod.Get, "bucket/k");
        request.Headers.TryAddWithoutValidation("Range", range);
        using var answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        (await CodeAsync(answer)).ShouldBe("InvalidRange");
    }

    [Fact]
    public async Task List_DelimiterAndPages_HasEachNameOnce()
    {
        foreach (var key in new[] { "a/1", "a/2", "b", "c/1", "c/2/3", "d", "é&<" }) { await PutAsync($"bucket/{Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal)}", "x"); }
        List<string> names = [];
        var token = "";
        do
        {
            var page = await XmlAsync($"bucket?list-type=2&delimiter=%2F&max-keys=2{(token.Length > 0 ? $"&continuation-token={Uri.EscapeDataString(token)}" : "")}");
            names.AddRange(page.Descendants().Where(element => element.Name.LocalName is "Key" || element is { Name.LocalName: "Prefix", Parent.Name.LocalName: "CommonPrefixes" }).Select(element => element.Value));
            token = page.Descendants().FirstOrDefault(element => element.Name.LocalName == "NextContinuationToken")?.Value ?? "";
        } while (token.Length > 0);

        names.Order(StringComparer.Ordinal).ShouldBe(["a/", "b", "c/", "d", "é&<"]);
        var encoded = await XmlAsync("bucket?prefix=%C3%A9&encoding-type=url");
        encoded.Descendants().Single(element => element.Name.LocalName == "Key").Value.ShouldBe("%C3%A9%26%3C");
        (await XmlAsync("other?list-type=2")).Descendants().ShouldNotContain(element => element.Name.LocalName == "Contents");
    }

    [Fact]
    public async Task OwnStore_OverTheServer_PutsListsAndReads()
    {
        var options = new ObjectStoreOptions { Client = AwsClientOptions.Local(_server!.Endpoint) };
        var store = ObjectStores.Open("s3://bucket/prefix", options);
        using var disposing = (IDisposable)store;
        var bytes = Enumerable.Range(0, 200_000).Select(i => (byte)i).ToArray();

        (await store.PutAsync("a/b c=1.bin", ObjectContent.Of(bytes))).ShouldBe(PutOutcome.Created);
        (await store.PutAsync("a/b c=1.bin", ObjectContent.Of(new byte[1]))).ShouldBe(PutOutcome.AlreadyExists);

        List<StoredObject> found = [];
        await foreach (var item in store.ListAsync("a/")) { found.Add(item); }
        found.ShouldHaveSingleItem().ShouldBe(new("a/b c=1.bin", bytes.Length));
        await using var stream = await store.OpenReadAsync("a/b c=1.bin");
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        copy.ToArray().ShouldBe(bytes);
        await Should.ThrowAsync<FileNotFoundException>(() => store.OpenReadAsync("missing"));
    }

    [Theory]
    [InlineData("GET", "bucket/missing", HttpStatusCode.NotFound, "NoSuchKey")]
    [InlineData("GET", "UPPER/key", HttpStatusCode.BadRequest, "InvalidBucketName")]
    [InlineData("GET", "bucket?versions", HttpStatusCode.NotImplemented, "NotImplemented")]
    [InlineData("PUT", "bucket/key?partNumber=1&uploadId=none", HttpStatusCode.NotFound, "NoSuchUpload")]
    [InlineData("DELETE", "bucket/key?uploadId=none", HttpStatusCode.NotFound, "NoSuchUpload")]
    [InlineData("GET", "bucket/key?uploadId=none", HttpStatusCode.NotImplemented, "NotImplemented")]
    [InlineData("POST", "bucket/a%2F..%2Fb?uploads", HttpStatusCode.BadRequest, "InvalidArgument")]
    [InlineData("PUT", "bucket/a%2F..%2F..%2Fb", HttpStatusCode.BadRequest, "InvalidArgument")]
    [InlineData("PUT", "bucket/%2e%2e/x", HttpStatusCode.BadRequest, "InvalidArgument")]
    [InlineData("PATCH", "bucket/key", HttpStatusCode.NotImplemented, "NotImplemented")]
    [InlineData("GET", "bucket?list-type=2&max-keys=x", HttpStatusCode.BadRequest, "InvalidArgument")]
    [InlineData("GET", "bucket?list-type=2&continuation-token=!", HttpStatusCode.BadRequest, "InvalidArgument")]
    public async Task Send_WhatIsNotThere_IsRefusedInXml(string method, string path, HttpStatusCode status, string code)
    {
        using var answer = await RawAsync(method, path);

        answer.StatusCode.ShouldBe(status);
        (await CodeAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task DeleteObjects_XmlWithEntities_IsRefused()
    {
        using var content = new StringContent("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&x;</Key></Object></Delete>");
        using var answer = await _http.PostAsync("bucket?delete", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodeAsync(answer)).ShouldBe("MalformedXML");
    }

    [Theory]
    [InlineData("GET", "Origin", "https://example.com")]
    [InlineData("HEAD", "Origin", "null")]
    [InlineData("PUT", "Origin", "https://example.com")]
    [InlineData("OPTIONS", "Origin", "https://example.com")]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site")]
    [InlineData("GET", "Host", "evil.example")]
    [InlineData("DELETE", "Host", "evil.example:80")]
    public async Task Send_FromABrowser_IsRefusedAndChangesNothing(string method, string header, string value)
    {
        await PutAsync("bucket/k", "abcde");
        using var request = new HttpRequestMessage(new HttpMethod(method), "bucket/k");
        request.Headers.TryAddWithoutValidation(header, value);
        if (method == "PUT") { request.Content = new StringContent("other"); }

        using var answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.ShouldNotContain(sent => sent.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        (await _http.GetStringAsync("bucket/k")).ShouldBe("abcde");
    }

    [Fact]
    public async Task Upload_InParts_IsOneObjectWhenItIsCompleted()
    {
        var big = new string('a', 5 * 1024 * 1024);
        var id = await BeginAsync("bucket/k");
        var second = await PartAsync($"bucket/k?partNumber=2&uploadId={id}", "end");
        await PartAsync($"bucket/k?partNumber=1&uploadId={id}", "older");
        var first = await PartAsync($"bucket/k?partNumber=1&uploadId={id}", big);

        (await _http.GetAsync("bucket/k")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CompleteAsync($"bucket/k?uploadId={id}", (2, second), (1, first))).ShouldBe("InvalidPartOrder");
        (await CompleteAsync($"bucket/k?uploadId={id}", (1, "\"0\""), (2, second))).ShouldBe("InvalidPart");
        (await CompleteAsync($"bucket/other?uploadId={id}", (1, first))).ShouldBe("NoSuchUpload");
        (await CompleteAsync($"bucket/k?uploadId={id}", (1, first), (2, second))).ShouldBe("");

        (await _http.GetStringAsync("bucket/k")).ShouldBe(big + "end");
        (await CompleteAsync($"bucket/k?uploadId={id}", (1, first), (2, second))).ShouldBe("NoSuchUpload");
    }

    [Fact]
    public async Task Upload_SmallPartsOrAnAbortedOne_MakeNoObject()
    {
        var small = await BeginAsync("bucket/k");
        var parts = new[] { await PartAsync($"bucket/k?partNumber=1&uploadId={small}", "a"), await PartAsync($"bucket/k?partNumber=2&uploadId={small}", "b") };
        (await CompleteAsync($"bucket/k?uploadId={small}", (1, parts[0]), (2, parts[1]))).ShouldBe("EntityTooSmall");
        (await _http.DeleteAsync($"bucket/k?uploadId={small}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await CompleteAsync($"bucket/k?uploadId={small}", (1, parts[0]))).ShouldBe("NoSuchUpload");
        (await _http.GetAsync("bucket/k")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Upload_PartsBeyondTheStoresLimit_AreRefusedUntilOneIsAborted()
    {
        using var engine = _lake.Open(options => options with { MaxResultStoreBytes = 1_048_576 });
        await using var server = await LocalAthenaServer.StartAsync(engine);
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        async Task<string> Begin() => XElement.Parse(await (await http.PostAsync("bucket/k?uploads", null)).Content.ReadAsStringAsync()).Elements().Single(element => element.Name.LocalName == "UploadId").Value;
        async Task<HttpStatusCode> Put(string id) => (await http.PutAsync($"bucket/k?partNumber=1&uploadId={id}", new ByteArrayContent(new byte[700_000]))).StatusCode;
        var (one, other) = (await Begin(), await Begin());

        (await Put(one)).ShouldBe(HttpStatusCode.OK);
        (await Put(other)).ShouldBe(HttpStatusCode.BadRequest);
        (await http.DeleteAsync($"bucket/k?uploadId={one}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Put(other)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/bucket/a%20b", HttpStatusCode.OK, "abcde")]
    [InlineData("bucket/a b", HttpStatusCode.OK, "abcde")]
    [InlineData("bucket/missing", HttpStatusCode.NotFound, "NoSuchKey")]
    [InlineData("bucket/a%20b?versionId=1", HttpStatusCode.NotImplemented, "NotImplemented")]
    public async Task Copy_AnObject_IsTheSameObject(string source, HttpStatusCode status, string expected)
    {
        await PutAsync("bucket/a%20b", "abcde");
        using var request = new HttpRequestMessage(HttpMethod.Put, "other/copy");
        request.Headers.TryAddWithoutValidation("x-amz-copy-source", source);

        using var answer = await _http.SendAsync(request);

        answer.StatusCode.ShouldBe(status);
        (status == HttpStatusCode.OK ? await _http.GetStringAsync("other/copy") : await CodeAsync(answer)).ShouldBe(expected);
    }

    [Fact]
    public async Task Copy_ARangeToAPart_HasItsBytes()
    {
        await PutAsync("bucket/a", "abcde");
        var id = await BeginAsync("bucket/k");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"bucket/k?partNumber=1&uploadId={id}");
        request.Headers.TryAddWithoutValidation("x-amz-copy-source", "bucket/a");
        request.Headers.TryAddWithoutValidation("x-amz-copy-source-range", "bytes=1-3");

        using var answer = await _http.SendAsync(request);
        var tag = XElement.Parse(await answer.Content.ReadAsStringAsync()).Elements().Single(element => element.Name.LocalName == "ETag").Value;

        (await CompleteAsync($"bucket/k?uploadId={id}", (1, tag))).ShouldBe("");
        (await _http.GetStringAsync("bucket/k")).ShouldBe("bcd");
    }

    async Task<string> BeginAsync(string path)
    {
        using var answer = await _http.PostAsync($"{path}?uploads", null);
        return XElement.Parse(await answer.Content.ReadAsStringAsync()).Elements().Single(element => element.Name.LocalName == "UploadId").Value;
    }

    async Task<string> PartAsync(string path, string text)
    {
        using var answer = await _http.PutAsync(path, new StringContent(text));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return answer.Headers.ETag!.Tag;
    }

    // Returns the error's code; nothing for none.
    async Task<string> CompleteAsync(string path, params (int Number, string Tag)[] parts)
    {
        var list = new XElement("CompleteMultipartUpload", parts.Select(part => new XElement("Part", new XElement("PartNumber", part.Number), new XElement("ETag", part.Tag))));
        using var answer = await _http.PostAsync(path, new StringContent(list.ToString()));
        return answer.IsSuccessStatusCode ? "" : await CodeAsync(answer);
    }

    [Fact]
    public async Task Put_AwsChunks_StoresTheirDataOnly()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "bucket/k")
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes("3;chunk-signature=0\r\nabc\r\n2;chunk-signature=0\r\nde\r\n0;chunk-signature=0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")),
        };
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");

        (await _http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await _http.GetStringAsync("bucket/k")).ShouldBe("abcde");
    }

    async Task PutAsync(string path, string text) => (await _http.PutAsync(path, new StringContent(text))).StatusCode.ShouldBe(HttpStatusCode.OK);

    async Task<XElement> XmlAsync(string path) => XElement.Parse(await _http.GetStringAsync(path));

    static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        XElement.Parse(await answer.Content.ReadAsStringAsync()).Elements().Single(element => element.Name.LocalName == "Code").Value;

    // A URI of .NET would normalize the path.
    async Task<HttpResponseMessage> RawAsync(string method, string path)
    {
        var uri = new Uri($"{_server!.Endpoint.GetLeftPart(UriPartial.Authority)}/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        return await _http.SendAsync(request);
    }
}
