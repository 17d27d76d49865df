using System.IO.Compression;
using System.Net;
using System.Text;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Files;

/// <summary>Inputs in S3, as moto plays it.</summary>
[Trait("Category", "Slow")]
public sealed class S3InputTests(MotoServer moto) : IClassFixture<MotoServer>
{
    static FilePipelineOptions Options => new() { Schemas = [Orders.Schema] };

    static readonly int Files = TestVolume.Of(usual: 100, full: 500);

    // Files in 10 folders, every third compressed, in no order; one of them has lines that are not records.
    static IEnumerable<(string Name, byte[] Bytes)> Objects()
    {
        foreach (var (index, part) in Orders.Some(10 * Files, days: 9).Chunk(10).Index())
        {
            var lines = Change.LinesOf(part);
            if (index == Files / 2) { lines = [.. lines, .. "{broken\n\u0001\u0002\n"u8, .. lines.AsSpan(0, 40)]; }
            yield return index % 3 == 0 ? ($"{index % 10}/part-{index * 7919 % Files:000}.json.gz", Gzip(lines)) : ($"{index % 10}/part-{index * 7919 % Files:000}.json", lines);
        }
    }

    static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) { gzip.Write(bytes); }
        return compressed.ToArray();
    }

    static async Task<(InMemoryObjectStore Store, FileOutcome Outcome)> RunAsync(IReadOnlyList<FileInput> inputs, int threads = 2)
    {
        var store = new InMemoryObjectStore();
        return (store, await new FilePipeline(store, Options with { Threads = threads }).RunAsync(inputs));
    }

    [RequiresFact(Need.Moto)]
    public async Task Run_PrefixOfManyObjectsOneBrokenOneCut_IsTheLakeOfTheFolder()
    {
        using var folder = new TemporaryDirectory();
        using var bucket = await MotoBucket.CreateAsync(moto, "inputs");
        foreach (var (name, bytes) in Objects())
        {
            var path = folder.Combine(name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, bytes);
            await bucket.Store("records").PutAsync(name, ObjectContent.Of(bytes));
        }
        using var handler = new CuttingHandler(cutAt: 900);

        var fromFolder = await RunAsync(await FileInput.FindAsync([folder.FullPath]));
        var inputs = await FileInput.FindAsync(["s3://inputs/records"], AwsClientOptions.Local(bucket.Endpoint) with { MessageHandler = handler });
        List<FileProgress> progress = [];
        var store = new InMemoryObjectStore();
        var outcome = await new FilePipeline(store, Options).RunAsync(inputs, new Told(progress), CancellationToken.None);

        inputs.Count.ShouldBe(Files);
        handler.Cuts.ShouldBe(1);
        store.Keys.ShouldBe(fromFolder.Store.Keys);
        store.Keys.Where(key => !store[key].Span.SequenceEqual(fromFolder.Store[key].Span)).ShouldBeEmpty();
        (outcome.Records, outcome.Quarantined, outcome.BytesIn).ShouldBe((fromFolder.Outcome.Records, fromFolder.Outcome.Quarantined, fromFolder.Outcome.BytesIn));
        outcome.Quarantined.ShouldBeGreaterThan(2);
        (progress[^1].InputNumber, progress[^1].InputCount, progress[^1].StoredBytes, progress[^1].TotalBytes).ShouldBe((Files, Files, inputs.Sum(input => input.Length), inputs.Sum(input => input.Length)));
    }

    [RequiresFact(Need.Moto)]
    public async Task Find_KeysPrefixesAndPatterns_AreWhatTheyAreInAFolder()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "places");
        foreach (var key in (string[])["a/1.json", "a/b/2.json", "a.json", "ab/3.json", "a/_SUCCESS"]) { await bucket.Store().PutAsync(key, ObjectContent.Of("{}\n"u8.ToArray())); }
        var client = AwsClientOptions.Local(bucket.Endpoint);

        (await FindAsync("s3://places/a.json")).ShouldBe(["s3://places/a.json"]);
        (await FindAsync("s3://places/a")).ShouldBe(["s3://places/a/1.json", "s3://places/a/b/2.json"]);
        (await FindAsync("s3://places/a/")).ShouldBe(["s3://places/a/1.json", "s3://places/a/b/2.json"]);
        (await FindAsync("s3://places")).ShouldBe(["s3://places/a.json", "s3://places/a/1.json", "s3://places/a/b/2.json", "s3://places/ab/3.json"]);
        (await FindAsync("s3://places/a*/?.json")).ShouldBe(["s3://places/a/1.json", "s3://places/ab/3.json"]);
        (await Should.ThrowAsync<FileNotFoundException>(() => FindAsync("s3://places/none"))).Message.ShouldBe("Input 's3://places/none' does not exist.");
        (await Should.ThrowAsync<IOException>(() => FindAsync("s3://no-such-bucket/x"))).Message.ShouldBe("Bucket 'no-such-bucket' does not exist; expected an existing bucket. Create it, or correct its name.");

        async Task<string[]> FindAsync(string place) => [.. (await FileInput.FindAsync([place], client)).Select(input => input.Name)];
    }

    [RequiresFact(Need.Moto)]
    public async Task Run_ObjectThatChangedSinceItWasFound_IsAnError()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "changing");
        using var client = bucket.Client();
        await bucket.Store().PutAsync("a.json", ObjectContent.Of(Change.LinesOf([new("a", "1")])));
        var inputs = await FileInput.FindAsync(["s3://changing/a.json"], AwsClientOptions.Local(bucket.Endpoint));
        await client.PutObjectAsync(new() { BucketName = "changing", Key = "a.json", ContentBody = Encoding.UTF8.GetString(Change.LinesOf([new("b", "2")])) });

        (await Should.ThrowAsync<IOException>(() => RunAsync(inputs))).Message.ShouldBe("s3://changing/a.json changed while it was read; expected one version. Run again.");

        await client.DeleteObjectAsync("changing", "a.json");
        (await Should.ThrowAsync<IOException>(() => RunAsync(inputs))).Message.ShouldBe("s3://changing/a.json changed while it was read; expected one version. Run again.");
    }

    [RequiresFact(Need.Moto)]
    public async Task Read_RangesCutAgainAndAgain_AreEveryByteOnce()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "ranges");
        var bytes = new byte[1_000_003];
        new Random(1).NextBytes(bytes);
        await bucket.Store().PutAsync("large", ObjectContent.Of(bytes));
        using var handler = new CuttingHandler(cutAt: 20_000, always: true);
        using var client = bucket.Client(handler);
        var tag = (await bucket.HeadAsync("large")).ETag;

        using var stream = new S3InputStream(client, "ranges", new("large", bytes.Length, tag), new InstantTime(), rangeBytes: 100_000);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);

        read.ToArray().ShouldBe(bytes);
        handler.Cuts.ShouldBeGreaterThan(40);
        handler.Ranges.ShouldAllBe(range => range.Length <= 100_000);
    }

    [RequiresFact(Need.Moto)]
    public async Task Read_ConnectionThatGivesNothing_EndsWithAnError()
    {
        using var bucket = await MotoBucket.CreateAsync(moto, "silent");
        await bucket.Store().PutAsync("large", ObjectContent.Of(new byte[10_000]));
        using var handler = new CuttingHandler(cutAt: 0, always: true);
        using var client = bucket.Client(handler);
        var time = new InstantTime();
        using var stream = new S3InputStream(client, "silent", new("large", 10_000, (await bucket.HeadAsync("large")).ETag), time);

        (await Should.ThrowAsync<IOException>(() => stream.CopyToAsync(Stream.Null))).Message.ShouldStartWith("s3://silent/large ");
        handler.Cuts.ShouldBe(6);
    }

    sealed class Told(List<FileProgress> all) : IProgress<FileProgress>
    {
        public void Report(FileProgress value) => all.Add(value);
    }

    /// <summary>Ends the body of a GET of an object before its length, once or always.</summary>
    sealed class CuttingHandler(int cutAt, bool always = false) : DelegatingHandler(new HttpClientHandler())
    {
        internal int Cuts { get; private set; }

        internal List<(long From, long Length)> Ranges { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Method != HttpMethod.Get || response.StatusCode != HttpStatusCode.PartialContent) { return response; }
            Ranges.Add((request.Headers.Range!.Ranges.Single().From!.Value, request.Headers.Range.Ranges.Single().To!.Value - request.Headers.Range.Ranges.Single().From!.Value + 1));
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (body.Length <= cutAt || (Cuts > 0 && !always)) { return response; }
            Cuts++;
            var headers = response.Content.Headers;
            response.Content = new StreamContent(new CutStream(body.AsMemory(0, cutAt)));
            foreach (var (name, values) in headers) { response.Content.Headers.TryAddWithoutValidation(name, values); }
            return response;
        }
    }

    sealed class CutStream(ReadOnlyMemory<byte> bytes) : MemoryStream(bytes.ToArray(), writable: false)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var length and > 0 ? length : throw new IOException("The connection was reset.");
    }
}
