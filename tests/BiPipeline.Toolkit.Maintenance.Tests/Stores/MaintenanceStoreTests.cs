using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace BiPipeline.Toolkit.Maintenance.Tests.Stores;

/// <summary>What the upkeep of a lake asks of its storage: a folder, a bucket as moto plays it, and the store of the tests.</summary>
public sealed class MaintenanceStoreTests(MotoServer moto) : IClassFixture<MotoServer>, IDisposable
{
    const string LockedBucket = "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>";
    const string Retained = "<Retention><Mode>COMPLIANCE</Mode><RetainUntilDate>2050-01-01T00:00:00.000Z</RetainUntilDate></Retention>";
    const string Held = "<LegalHold><Status>ON</Status></LegalHold>";
    const string NoLock = "<Error><Code>NoSuchObjectLockConfiguration</Code></Error>";

    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("folder")]
    [InlineData("memory")]
    public Task ListAndDelete_ObjectsWithTimes_LocalStores(string kind) => ListsAndDeletesAsync(Open(kind));

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task ListAndDelete_ObjectsWithTimes_Bucket()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "plain");
        var store = Open(bucket);
        using var client = (IDisposable)store;

        await ListsAndDeletesAsync(store);
        // Without versioning nothing stays.
        (await bucket.Client().ListVersionsAsync(new ListVersionsRequest { BucketName = bucket.Name })).Versions.ShouldHaveSingleItem().Key.ShouldBe("lake/raw/b/2");
    }

    [Fact]
    public Task Versions_OfTheTestsStore_AreThoseOfABucket() => KeepsVersionsAsync(new InMemoryMaintenanceStore(isVersioned: true));

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Versions_AreListedAndDeletedForEver()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "versioned");
        await bucket.Client().PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = bucket.Name, VersioningConfig = new() { Status = VersionStatus.Enabled } });
        var store = Open(bucket);
        using var client = (IDisposable)store;

        await KeepsVersionsAsync(store);
        ((await bucket.Client().ListVersionsAsync(new ListVersionsRequest { BucketName = bucket.Name })).Versions ?? []).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListVersions_Folder_AreItsObjects()
    {
        var store = Open("folder");
        await PutAsync(store, "raw/a/1", "one");

        var version = (await ListAsync(store.ListVersionsAsync(""))).ShouldHaveSingleItem();
        (version.Key, version.VersionId, version.Bytes, version.IsCurrent, version.IsDeleteMarker).ShouldBe(("raw/a/1", null, 3, true, false));
        (await store.FindLockAsync(version)).ShouldBeNull();
        await store.DeleteVersionsAsync([version]);
        (await ListAsync(store.ListVersionsAsync(""))).ShouldBeEmpty();
    }

    // moto has no GetObjectRetention; the answers are those of the S3 API reference.
    [Theory]
    [InlineData(LockedBucket, Retained, NoLock, "2050-01-01T00:00:00Z", false)]
    [InlineData(LockedBucket, NoLock, Held, null, true)]
    [InlineData(LockedBucket, Retained, Held, "2050-01-01T00:00:00Z", true)]
    [InlineData(LockedBucket, NoLock, "<LegalHold><Status>OFF</Status></LegalHold>", null, false)]
    [InlineData(LockedBucket, NoLock, NoLock, null, false)]
    [InlineData("<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>", null, null, null, false)]
    public async Task FindLock_RetentionAndLegalHold_AreThoseOfTheVersion(string bucket, string? retention, string? hold, string? until, bool isHeld)
    {
        using var answers = new ScriptedAnswers(query => query switch
        {
            "?object-lock" => bucket,
            "?retention&versionId=v1" => retention,
            "?legal-hold&versionId=v1" => hold,
            _ => null,
        });
        using var store = answers.Open();

        var found = await store.FindLockAsync(new("raw/a/1", "v1", 1, default, IsCurrent: true, IsDeleteMarker: false));

        found.ShouldBe(until is null && !isHeld ? null : new ObjectLock(until is null ? null : DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture), isHeld));
        (await store.FindLockAsync(new("raw/a/1", "v2", 0, default, IsCurrent: true, IsDeleteMarker: true))).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(-1, false, false)]
    [InlineData(0, false, false)]
    [InlineData(1, false, true)]
    [InlineData(null, true, true)]
    [InlineData(-1, true, true)]
    public void HoldsAt_RetentionEndsAndLegalHoldDoesNot(int? hours, bool hold, bool holds)
    {
        var now = new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

        new ObjectLock(hours is { } left ? now.AddHours(left) : null, hold).HoldsAt(now).ShouldBe(holds);
    }

    [Fact]
    public async Task LeftOvers_Folder_AreTemporaryFilesOfEveryDepth()
    {
        var store = Open("folder");
        await PutAsync(store, "raw/a/1", "one");
        foreach (var path in (string[])[".bipipeline-top", "raw/a/.bipipeline-in", ".other", "raw/a/bipipeline-not"]) { await File.WriteAllTextAsync(_folder.Combine(path), "half"); }
        File.SetLastWriteTimeUtc(_folder.Combine(".bipipeline-top"), new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc));

        var found = (await ListAsync(store.ListLeftOversAsync())).OrderBy(leftOver => leftOver.Key, StringComparer.Ordinal).ToArray();
        found.Select(leftOver => (leftOver.Key, leftOver.Bytes)).ShouldBe([(".bipipeline-top", 4), ("raw/a/.bipipeline-in", 4)]);
        found[0].LastModified.ShouldBe(new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        await store.DeleteLeftOversAsync(found);
        await store.DeleteLeftOversAsync(found);

        Directory.EnumerateFiles(_folder.FullPath, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder.FullPath, path)).Order(StringComparer.Ordinal)
            .ShouldBe([".other", "raw/a/1", "raw/a/bipipeline-not"]);
        await Should.ThrowAsync<ArgumentException>(() => store.DeleteLeftOversAsync([new("raw/a/1", UploadId: null, 3, default)]));
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task LeftOvers_Bucket_AreUnfinishedUploadsBelowThePrefix()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "uploads");
        var s3 = bucket.Client();
        foreach (var key in (string[])["lake/raw/a/1", "lake/raw/a/2", "other/raw/a/1"])
        {
            var id = (await s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket.Name, Key = key })).UploadId;
            if (key.EndsWith('2')) { continue; }
            for (var part = 1; part <= 2; part++)
            {
                await s3.UploadPartAsync(new UploadPartRequest { BucketName = bucket.Name, Key = key, UploadId = id, PartNumber = part, InputStream = new MemoryStream(new byte[5 * 1024 * 1024]) });
            }
        }
        var store = Open(bucket);
        using var client = (IDisposable)store;

        var found = await ListAsync(store.ListLeftOversAsync());
        found.Select(leftOver => (leftOver.Key, leftOver.Bytes)).ShouldBe([("raw/a/1", 10 * 1024 * 1024), ("raw/a/2", 0)], ignoreOrder: true);
        // The time that moto gives to every upload.
        found.ShouldAllBe(leftOver => leftOver.LastModified == new DateTimeOffset(2010, 11, 10, 20, 48, 33, TimeSpan.Zero));
        await store.DeleteLeftOversAsync(found);
        await store.DeleteLeftOversAsync(found);

        (await ListAsync(store.ListLeftOversAsync())).ShouldBeEmpty();
        (await bucket.OpenUploadsAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("list", "s3:ListBucket")]
    [InlineData("delete", "s3:DeleteObject")]
    [InlineData("versions", "s3:ListBucketVersions")]
    [InlineData("read version", "s3:GetObjectVersion")]
    [InlineData("delete versions", "s3:DeleteObjectVersion")]
    [InlineData("lock", "s3:GetBucketObjectLockConfiguration")]
    [InlineData("left-overs", "s3:ListBucketMultipartUploads")]
    [InlineData("delete left-overs", "s3:AbortMultipartUpload")]
    public async Task EachRequest_Denied_NamesThePermission(string request, string permission)
    {
        using var answers = new ScriptedAnswers(_ => null);
        using var store = answers.Open();
        var version = new ObjectVersion("raw/a/1", "v1", 1, default, IsCurrent: true, IsDeleteMarker: false);
        Func<Task> send = request switch
        {
            "list" => () => ListAsync(store.ListObjectsAsync("")),
            "delete" => () => store.DeleteAsync(["raw/a/1"]),
            "versions" => () => ListAsync(store.ListVersionsAsync("")),
            "read version" => () => store.OpenVersionAsync(version),
            "delete versions" => () => store.DeleteVersionsAsync([version]),
            "lock" => () => store.FindLockAsync(version),
            "left-overs" => () => ListAsync(store.ListLeftOversAsync()),
            _ => () => store.DeleteLeftOversAsync([new("raw/a/1", "u1", 0, default)]),
        };

        (await Should.ThrowAsync<IOException>(send)).Message.ShouldContain($"expected {permission}. Grant it");
    }

    [Fact]
    public async Task DeleteAsync_PathThroughALinkOrOutOfTheRoot_IsRefused()
    {
        var store = Open("folder");
        using var outside = new TemporaryDirectory();
        await File.WriteAllTextAsync(outside.Combine("file"), "keep");
        Directory.CreateSymbolicLink(_folder.Combine("link"), outside.FullPath);

        await Should.ThrowAsync<IOException>(() => store.DeleteAsync(["link/file"]));
        await Should.ThrowAsync<ArgumentException>(() => store.DeleteAsync(["../file"]));
        File.Exists(outside.Combine("file")).ShouldBeTrue();
    }

    static async Task ListsAndDeletesAsync(IMaintenanceStore store)
    {
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        foreach (var key in (string[])["raw/b/2", "raw/a/2", "raw/a/1", "processed/a/1"]) { await PutAsync(store, key, key); }

        var found = await ListAsync(store.ListObjectsAsync("raw/"));
        found.Select(item => (item.Key, item.Bytes)).ShouldBe([("raw/a/1", 7), ("raw/a/2", 7), ("raw/b/2", 7)]);
        found.ShouldAllBe(item => item.LastModified > before && item.LastModified < DateTimeOffset.UtcNow.AddMinutes(1) && item.LastModified.Offset == TimeSpan.Zero);

        await store.DeleteAsync(["raw/a/1", "raw/a/2", "raw/never"]);
        await store.DeleteAsync(["raw/a/1", "processed/a/1"]);
        await store.DeleteAsync([]);
        (await ListAsync(store.ListObjectsAsync(""))).Select(item => item.Key).ShouldBe(["raw/b/2"]);
        (await PutAsync(store, "raw/a/1", "again")).ShouldBe(PutOutcome.Created);
        await store.DeleteAsync(["raw/a/1"]);
    }

    static async Task KeepsVersionsAsync(IMaintenanceStore store)
    {
        await PutAsync(store, "a", "1");
        await store.DeleteAsync(["a"]);
        await PutAsync(store, "a", "22");
        await PutAsync(store, "b", "333");
        await store.DeleteAsync(["b"]);

        var versions = await ListAsync(store.ListVersionsAsync(""));
        versions.Where(version => version.Key == "a").Select(version => (version.Bytes, version.IsCurrent, version.IsDeleteMarker)).ShouldBe([(2, true, false), (0, false, true), (1, false, false)], ignoreOrder: true);
        foreach (var (bytes, text) in ((long, string)[])[(2, "22"), (1, "1"), (3, "333")])
        {
            using var reader = new StreamReader(await store.OpenVersionAsync(versions.Single(version => version.Bytes == bytes)));
            (await reader.ReadToEndAsync()).ShouldBe(text);
        }
        await Should.ThrowAsync<FileNotFoundException>(() => store.OpenVersionAsync(versions[0] with { Key = "never" }));
        versions.Where(version => version.Key == "b").Select(version => (version.Bytes, version.IsCurrent, version.IsDeleteMarker)).ShouldBe([(0, true, true), (3, false, false)], ignoreOrder: true);
        (await ListAsync(store.ListObjectsAsync(""))).Select(item => item.Key).ShouldBe(["a"]);

        await store.DeleteVersionsAsync([.. versions.Where(version => !version.IsCurrent)]);
        (await ListAsync(store.ListVersionsAsync(""))).Count.ShouldBe(2);
        await store.DeleteVersionsAsync(versions);
        (await ListAsync(store.ListVersionsAsync(""))).ShouldBeEmpty();
    }

    IMaintenanceStore Open(string kind) => kind == "folder" ? MaintenanceStores.Open(_folder.FullPath) : new InMemoryMaintenanceStore();

    static IMaintenanceStore Open(MotoBucket bucket) =>
        MaintenanceStores.Open($"s3://{bucket.Name}/lake", new() { Client = AwsClientOptions.Local(bucket.Endpoint) });

    static Task<PutOutcome> PutAsync(IObjectStore store, string key, string text) => store.PutAsync(key, ObjectContent.Of(Encoding.UTF8.GetBytes(text)));

    static async Task<IReadOnlyList<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items) { list.Add(item); }
        return list;
    }

    /// <summary>Answers each request by its query; null denies it, an error is 404.</summary>
    sealed class ScriptedAnswers(Func<string, string?> answer) : Amazon.Runtime.HttpClientFactory, IDisposable
    {
        readonly Handler _handler = new(answer);

        internal S3MaintenanceStore Open()
        {
            var s3 = new AmazonS3Client("local", "local", new AmazonS3Config { ServiceURL = "http://127.0.0.1:1/", ForcePathStyle = true, MaxErrorRetry = 0, HttpClientFactory = this });
            return new(new S3ObjectStore(s3, "bucket", "lake"), s3, "bucket", "lake");
        }

        public override HttpClient CreateHttpClient(Amazon.Runtime.IClientConfig clientConfig) => new(_handler, disposeHandler: false);

        public void Dispose() => _handler.Dispose();

        sealed class Handler(Func<string, string?> answer) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var text = answer(request.RequestUri!.Query);
                var status = text is null ? HttpStatusCode.Forbidden : text.StartsWith("<Error>", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK;
                return Task.FromResult(new HttpResponseMessage(status)
                {
                    Content = new StringContent("<?xml version=\"1.0\"?>" + (text ?? "<Error><Code>AccessDenied</Code><Message>no</Message></Error>"), Encoding.UTF8, "application/xml"),
                });
            }
        }
    }
}
