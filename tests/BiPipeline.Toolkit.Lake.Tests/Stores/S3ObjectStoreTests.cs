using System.Text;
using Amazon.S3;

namespace BiPipeline.Toolkit.Lake.Tests.Stores;

[Trait("Category", "Slow")]
public sealed class S3ObjectStoreTests(MotoServer moto) : IClassFixture<MotoServer>
{
    const int MiB = 1024 * 1024;
    const string Key = "processed/orders/dt=2026-11-22/1-2-2-abc.parquet";

    static readonly S3StoreOptions Parts = new S3StoreOptions { MultipartAboveBytes = 5 * MiB, PartBytes = 5 * MiB, ConflictWait = TimeSpan.Zero };

    static ObjectContent Content(string text) => ObjectContent.Of(Encoding.UTF8.GetBytes(text));

    static byte[] Large()
    {
        var bytes = new byte[(5 * MiB) + 10];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    [RequiresFact(Need.Moto)]
    public async Task Put_NewAndExistingKey_ReturnDifferentOutcomes()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "put-twice");
        var store = bucket.Store("lake/x/");

        (await store.PutAsync(Key, Content("first"), CancellationToken.None)).ShouldBe(PutOutcome.Created);
        (await store.PutAsync(Key, Content("second"), CancellationToken.None)).ShouldBe(PutOutcome.AlreadyExists);

        store.Location.ShouldBe("s3://put-twice/lake/x");
        await using var read = await store.OpenReadAsync(Key, CancellationToken.None);
        (await new StreamReader(read).ReadToEndAsync()).ShouldBe("first");
        (await bucket.HeadAsync($"lake/x/{Key}")).ServerSideEncryptionMethod.ShouldBe(ServerSideEncryptionMethod.AES256);
    }

    [RequiresFact(Need.Moto)]
    public async Task Put_OneKeyManyTimesAtOnce_IsCreatedOnce()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "put-race");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bucket.Store().PutAsync(Key, Content("same"), CancellationToken.None)));

        outcomes.Count(outcome => outcome == PutOutcome.Created).ShouldBe(1);
    }

    [RequiresFact(Need.Moto)]
    public async Task Put_Requests_HaveConditionEncryptionChecksumAndOwner()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "put-headers");
        using var handler = new FaultyHandler((_, _) => HttpFault.None);
        using var client = bucket.Client(handler);
        var options = Parts with { ExpectedBucketOwner = "123456789012", KmsKeyId = "arn:aws:kms:us-east-1:123456789012:key/k" };
        var store = new S3ObjectStore(client, bucket.Name, "", options);
        await store.PutAsync("small", Content("x"), CancellationToken.None);
        await store.PutAsync("large", ObjectContent.Of(Large()), CancellationToken.None);

        handler.Sent[0].ShouldStartWith("PUT /put-headers/small");
        handler.Sent[0].ShouldContain(" If-None-Match=* x-amz-server-side-encryption=aws:kms x-amz-server-side-encryption-aws-kms-key-id=arn:aws:kms:us-east-1:123456789012:key/k x-amz-server-side-encryption-bucket-key-enabled=true x-amz-expected-bucket-owner=123456789012");
        handler.Sent[0].ToLowerInvariant().ShouldContain("crc32");
        handler.Sent.Count.ShouldBe(5);
        handler.Sent[1].ShouldContain("POST /put-headers/large?uploads");
        handler.Sent[1].ShouldContain("x-amz-server-side-encryption=aws:kms");
        handler.Sent[1].ShouldContain("x-amz-checksum-algorithm=CRC32");
        handler.Sent.Skip(2).Take(2).ShouldAllBe(request => request.StartsWith("PUT /put-headers/large?partNumber=") && request.Contains("crc32", StringComparison.OrdinalIgnoreCase));
        handler.Sent[4].ShouldContain("POST /put-headers/large?uploadId=");
        handler.Sent[4].ShouldContain(" If-None-Match=*");
        handler.Sent.ShouldAllBe(request => request.Contains("x-amz-expected-bucket-owner=123456789012"));
    }

    [RequiresFact(Need.Moto)]
    public async Task Put_LargeContent_IsCompleteAndLeavesNoUpload()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "parts");
        var store = bucket.Store(options: Parts);
        var bytes = Large();

        (await store.PutAsync(Key, ObjectContent.Of(bytes), CancellationToken.None)).ShouldBe(PutOutcome.Created);
        (await store.PutAsync(Key, ObjectContent.Of(bytes), CancellationToken.None)).ShouldBe(PutOutcome.AlreadyExists);

        await using var read = await store.OpenReadAsync(Key, CancellationToken.None);
        var copy = new MemoryStream();
        await read.CopyToAsync(copy);
        copy.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        (await bucket.OpenUploadsAsync()).ShouldBe(0);
    }

    public static TheoryData<HttpFault> Faults => [.. Enum.GetValues<HttpFault>().Where(fault => fault != HttpFault.None)];

    [RequiresTheory(Need.Moto)]
    [MemberData(nameof(Faults))]
    public async Task Put_AnyFailingRequestOfAMultipartUpload_LeavesNoPartAndARetrySucceeds(HttpFault fault)
    {
        using var bucket = await MotoBucket.CreateAsync(moto, $"parts-{fault.ToString().ToLowerInvariant()}");
        var bytes = Large();
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));
        for (var request = 1; request <= 4; request++)
        {
            var key = $"{request}";
            using var cancel = new CancellationTokenSource();
            using var handler = new FaultyHandler((number, _) => number == request ? fault : HttpFault.None, cancel);
            using var client = bucket.Client(handler);
            var store = new S3ObjectStore(client, bucket.Name, "", Parts);
            var outcome = await TryPutAsync(store, key, bytes, cancel.Token);

            var what = $"{fault} at request {request}";
            (await bucket.OpenUploadsAsync()).ShouldBe(0, what);
            if (outcome == PutOutcome.Created) { (await bucket.Store().OpenReadAsync(key, CancellationToken.None)).Dispose(); }

            await bucket.Store(options: Parts).PutAsync(key, ObjectContent.Of(bytes), CancellationToken.None);
            await using var read = await bucket.Store().OpenReadAsync(key, CancellationToken.None);
            Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(read)).ShouldBe(hash, what);
            (await bucket.OpenUploadsAsync()).ShouldBe(0, what);
        }
    }

    [RequiresTheory(Need.Moto)]
    [MemberData(nameof(Faults))]
    public async Task Put_FailingRequest_ThrowsAndARetrySucceeds(HttpFault fault)
    {
        using var bucket = await MotoBucket.CreateAsync(moto, $"whole-{fault.ToString().ToLowerInvariant()}");
        using var cancel = new CancellationTokenSource();
        using var handler = new FaultyHandler((number, _) => number == 1 ? fault : HttpFault.None, cancel);
        using var client = bucket.Client(handler);

        var outcome = await TryPutAsync(new S3ObjectStore(client, bucket.Name, "", Parts), Key, [1, 2, 3], cancel.Token);

        // The store retries 409 at once; 412 means that the object exists; the caller receives every other error.
        outcome.ShouldBe(fault switch
        {
            HttpFault.Conflict => PutOutcome.Created,
            HttpFault.PreconditionFailed => PutOutcome.AlreadyExists,
            _ => null,
        });
        await bucket.Store().PutAsync(Key, ObjectContent.Of(new byte[] { 1, 2, 3 }), CancellationToken.None);
        (await StoreContents.OfAsync(bucket.Store())).Keys.ShouldBe([Key]);
    }

    [RequiresFact(Need.Moto)]
    public async Task Put_LostAnswerThatTheSdkRetries_Succeeds()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "sdk-retries");
        using var handler = new FaultyHandler((number, _) => number == 1 ? HttpFault.LostAnswer : HttpFault.None);
        using var client = bucket.Client(handler, retries: 2);

        (await new S3ObjectStore(client, bucket.Name, "", Parts).PutAsync(Key, Content("x"), CancellationToken.None)).ShouldBe(PutOutcome.AlreadyExists);
    }

    [RequiresFact(Need.Moto)]
    public async Task Put_LostCompletionThatTheSdkRetries_Succeeds()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "sdk-completes");
        var completions = 0;
        using var handler = new FaultyHandler((_, request) => request.RequestUri!.Query.StartsWith("?uploadId", StringComparison.Ordinal) && request.Method == HttpMethod.Post && ++completions == 1 ? HttpFault.LostAnswer : HttpFault.None);
        using var client = bucket.Client(handler, retries: 2);

        await new S3ObjectStore(client, bucket.Name, "", Parts).PutAsync(Key, ObjectContent.Of(Large()), CancellationToken.None);

        (await StoreContents.OfAsync(bucket.Store())).Keys.ShouldBe([Key]);
        (await bucket.OpenUploadsAsync()).ShouldBe(0);
    }

    [RequiresFact(Need.Moto)]
    public async Task Put_EndlessConflicts_MakesTheAllowedAttemptsWithGrowingWaits()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "conflicts");
        using var handler = new FaultyHandler((_, _) => HttpFault.Conflict);
        using var client = bucket.Client(handler);
        var time = new InstantTime();
        var store = new S3ObjectStore(client, bucket.Name, "", new S3StoreOptions { ConflictRetries = 3, ConflictWait = TimeSpan.FromMilliseconds(50), TimeProvider = time });

        (await Should.ThrowAsync<AmazonS3Exception>(() => store.PutAsync(Key, Content("x"), CancellationToken.None))).ErrorCode.ShouldBe("ConditionalRequestConflict");

        handler.Sent.Count.ShouldBe(4);
        time.Waits.ShouldBe([TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)]);
    }

    [RequiresFact(Need.Moto)]
    public async Task Put_KeysOfAnyCharacters_AreListedAndReadUnchanged()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "characters");
        string[] values = ["a b", "50%", "a/b", "a=b", "a+b", "é", "😀", "\u0085", "\ue000", "&<>\"'", "~", "#?", "..", "..."];
        string[] keys = [.. values.Select(value => $"processed/t/{LakeLayout.PartitionFolder("p", value)}/x").OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal)];
        var store = bucket.Store("lake");
        foreach (var key in keys) { await store.PutAsync(key, Content(key), CancellationToken.None); }

        List<string> listed = [];
        await foreach (var item in store.ListAsync("processed/", CancellationToken.None))
        {
            listed.Add(item.Key);
            await using var read = await store.OpenReadAsync(item.Key, CancellationToken.None);
            (await new StreamReader(read).ReadToEndAsync()).ShouldBe(item.Key);
        }
        listed.ShouldBe(keys);
        (await store.OpenReadAsync(keys[0], CancellationToken.None)).Dispose();
    }

    [RequiresFact(Need.Moto)]
    public async Task OpenRead_MissingKeyOrBucket_ThrowsDifferentExceptions()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "reads");
        using var client = bucket.Client();

        (await Should.ThrowAsync<FileNotFoundException>(() => bucket.Store("p").OpenReadAsync("a", CancellationToken.None))).Message.ShouldBe("Object 'a' does not exist below s3://reads/p.");
        (await Should.ThrowAsync<IOException>(() => new S3ObjectStore(client, "no-such-bucket", "", Parts).OpenReadAsync("a", CancellationToken.None))).Message.ShouldBe("Bucket 'no-such-bucket' does not exist; expected an existing bucket. Create it, or correct its name.");
    }

    [RequiresFact(Need.Moto)]
    public async Task Open_LocalEndpoint_NeedsNothingElse()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "opened");
        var store = ObjectStores.Open("s3://opened/lake", new() { Client = AwsClientOptions.Local(bucket.Endpoint) });
        using var client = store as IDisposable;

        (await store.PutAsync(Key, Content("x"), CancellationToken.None)).ShouldBe(PutOutcome.Created);

        (await StoreContents.OfAsync(bucket.Store())).Keys.ShouldBe([$"lake/{Key}"]);
    }

    static async Task<PutOutcome?> TryPutAsync(S3ObjectStore store, string key, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutAsync(key, ObjectContent.Of(bytes), cancellationToken);
        }
        catch (Exception exception) when (exception is not ShouldAssertException)
        {
            return null;
        }
    }
}
