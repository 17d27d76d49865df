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
    [InlineData("POST", "bucket/key?uploads", HttpStatusCode.NotImplemented, "NotImplemented")]
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
