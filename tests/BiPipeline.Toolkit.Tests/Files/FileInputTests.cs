using System.IO.Compression;
using System.Text;
using BiPipeline.Toolkit.Tests.Data;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Tests.Files;

public sealed class FileInputTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    string Write(string name, string text = "{}\n")
    {
        var path = _folder.Combine(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    async Task<string[]> FindAsync(params string[] places) =>
        [.. (await FileInput.FindAsync(places.Select(place => place.Length == 0 ? _folder.FullPath : _folder.Combine(place)))).Select(input => Path.GetRelativePath(_folder.FullPath, input.Name).Replace('\\', '/'))];

    [Fact]
    public async Task Find_FilesFoldersAndPatterns_AreSortedWithinEachAndTakenOnce()
    {
        string[] names = ["b/2.json", "b/10.json.gz", "b/c/1.json", "b-1/x.json", "é.json", "\ue000.json", "😀.json", "a.txt", ".DS_Store", "b/_SUCCESS", "b/_temporary/0/part.json", "b/.part"];
        foreach (var name in names) { Write(name); }

        // As S3 lists: by UTF-8 bytes, so that U+1F600 is behind U+E000, and b-1/ before b/.
        (await FindAsync("")).ShouldBe(["a.txt", "b-1/x.json", "b/10.json.gz", "b/2.json", "b/c/1.json", "é.json", "\ue000.json", "😀.json"]);
        (await FindAsync("b/2.json", "b", "a.txt")).ShouldBe(["b/2.json", "b/10.json.gz", "b/c/1.json", "a.txt"]);
        (await FindAsync("b/")).ShouldBe(["b/10.json.gz", "b/2.json", "b/c/1.json"]);
        (await FindAsync("*.json")).ShouldBe(["é.json", "\ue000.json", "😀.json"]);
        (await FindAsync("**/*.json")).ShouldBe(["b-1/x.json", "b/2.json", "b/c/1.json", "é.json", "\ue000.json", "😀.json"]);
        (await FindAsync("b*/[0-9]*.json*")).ShouldBe(["b/10.json.gz", "b/2.json"]);
        (await FindAsync("b/?.json")).ShouldBe(["b/2.json"]);
        (await FindAsync("b/[!2]*")).ShouldBe(["b/10.json.gz"]);
    }

    [Fact]
    public async Task Find_NameWithSpecialCharacters_IsThatFile()
    {
        Write("a[1]*.json");
        Write("a1.json");

        (await FindAsync("a[1]*.json")).ShouldBe(["a[1]*.json"]);
    }

    [Theory]
    [InlineData("none.json", "Input '{0}' does not exist.")]
    [InlineData("*.json", "Input '{0}' matches no file.")]
    [InlineData("empty", "Input '{0}' is a folder without files.")]
    public async Task Find_Nothing_SaysWhatWasLookedFor(string place, string message)
    {
        Directory.CreateDirectory(_folder.Combine("empty"));
        var path = _folder.Combine(place);

        (await Should.ThrowAsync<FileNotFoundException>(() => FileInput.FindAsync([path]))).Message.ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, path));
    }

    [Theory]
    [InlineData("s3:/bucket/x", "Input 's3:/bucket/x' is not a place of inputs; expected a file, a folder, a pattern or s3://bucket/key.")]
    [InlineData("https://x/y.json", "Input 'https://x/y.json' is not a place of inputs; expected a file, a folder, a pattern or s3://bucket/key.")]
    [InlineData("s3://", "Input 's3://' is not a lake; expected a folder or s3://bucket/prefix.")]
    [InlineData("s3://b//x", "Input 's3://b//x' has an empty, '.' or '..' segment; expected s3://bucket/prefix with single slashes.")]
    public async Task Find_OtherSchemes_AreRefused(string place, string message) =>
        (await Should.ThrowAsync<ArgumentException>(() => FileInput.FindAsync([place]))).Message.ShouldStartWith(message);

    [Fact]
    public async Task Find_FullExport_IsWhatItsManifestNames()
    {
        Export("backup/AWSDynamoDB/01-a/", "prefix/AWSDynamoDB/01-a/data/", "b.json.gz", "a.json.gz");
        Write("backup/AWSDynamoDB/01-a/data/stray.json.gz");
        Write("backup/AWSDynamoDB/01-a/_started", "");
        Write("other.json");
        string[] data = ["backup/AWSDynamoDB/01-a/data/a.json.gz", "backup/AWSDynamoDB/01-a/data/b.json.gz"];

        (await FindAsync("backup/AWSDynamoDB/01-a")).ShouldBe(data);
        (await FindAsync("backup")).ShouldBe(data);
        (await FindAsync("")).ShouldBe([.. data, "other.json"]);
        (await FindAsync("backup/AWSDynamoDB/01-a/manifest-files.json")).ShouldBe(["backup/AWSDynamoDB/01-a/data/b.json.gz", "backup/AWSDynamoDB/01-a/data/a.json.gz"]);
    }

    [Fact]
    public async Task Find_IncrementalExports_ShareADataFolder()
    {
        Export("AWSDynamoDB/01-a/", "AWSDynamoDB/data/", "a.json.gz");
        Export("AWSDynamoDB/02-b/", "AWSDynamoDB/data/", "b.json.gz");
        Write("AWSDynamoDB/data/stray.json.gz");

        (await FindAsync("AWSDynamoDB/02-b")).ShouldBe(["AWSDynamoDB/data/b.json.gz"]);
        (await FindAsync("AWSDynamoDB")).ShouldBe(["AWSDynamoDB/data/a.json.gz", "AWSDynamoDB/data/b.json.gz"]);
    }

    [Fact]
    public async Task Find_ExportThatLacksAFile_IsAnError()
    {
        Export("e/", "AWSDynamoDB/e/data/", "a.json.gz");
        File.Delete(_folder.Combine("e/data/a.json.gz"));

        (await Should.ThrowAsync<FileNotFoundException>(() => FindAsync("e"))).Message.ShouldEndWith("lacks 'AWSDynamoDB/e/data/a.json.gz', which its manifest-files.json names. Copy the export again, whole.");
    }

    [Theory]
    [InlineData("""{"exportTime":"2026-11-03T04:05:06.789Z","exportType":"FULL_EXPORT"}""", "2026-11-03T04:05:06.7890000+00:00")]
    [InlineData("""{"exportFromTime":"2026-11-01T00:00:00Z","exportToTime":"2026-11-03T00:00:00Z","outputView":"NEW_AND_OLD_IMAGES","exportType":"INCREMENTAL_EXPORT"}""", null)]
    public async Task Find_Export_HasTheTimeOfItsManifest(string summary, string? expected)
    {
        Export("e/", "AWSDynamoDB/e/data/", "a.json.gz", "b.json.gz");
        Write("e/manifest-summary.json", summary);
        Write("other.json");

        foreach (var place in new[] { "e", "e/manifest-files.json", "" })
        {
            (await FileInput.FindAsync([_folder.Combine(place)])).Where(input => input.Name.EndsWith(".gz", StringComparison.Ordinal))
                .Select(input => input.AsOf?.ToString("O")).ShouldBe([expected, expected]);
        }
        (await FileInput.FindAsync([_folder.Combine("e/data")])).ShouldAllBe(input => input.AsOf == null);
        (await FileInput.FindAsync([_folder.Combine("other.json")])).ShouldAllBe(input => input.AsOf == null);
    }

    [Fact]
    public async Task Find_ExportWithoutASummary_HasNoTime()
    {
        Export("e/", "AWSDynamoDB/e/data/", "a.json.gz");
        File.Delete(_folder.Combine("e/manifest-summary.json"));

        (await FileInput.FindAsync([_folder.Combine("e")])).Single().AsOf.ShouldBeNull();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"exportTime":5}""")]
    [InlineData("""{"exportTime":"yesterday"}""")]
    public async Task Find_SummaryThatIsNotOne_IsAnError(string summary)
    {
        Export("e/", "AWSDynamoDB/e/data/", "a.json.gz");
        Write("e/manifest-summary.json", summary);

        (await Should.ThrowAsync<InvalidDataException>(() => FindAsync("e"))).Message.ShouldContain("manifest-summary.json is not the summary of an export");
    }

    [Fact]
    public async Task Run_Export_DatesItsItems_AndNotByTheOption()
    {
        Export("e/", "AWSDynamoDB/e/data/", "a.json");
        Write("e/manifest-summary.json", """{"exportTime":"2026-11-03T04:05:06.789Z"}""");
        Write("e/data/a.json", """{"Item":{"id":{"S":"a"}}}""");
        var store = new InMemoryObjectStore();
        var options = new FilePipelineOptions { Schemas = [Orders.Schema], AsOf = new(2026, 11, 4, 0, 0, 0, TimeSpan.Zero), TimeProvider = new FakeTimeProvider(new(2026, 11, 5, 0, 0, 0, TimeSpan.Zero)) };

        await new FilePipeline(store, options).RunAsync(await FileInput.FindAsync([_folder.Combine("e")]));

        LakeContents.Unzip(store[store.Keys.Single(key => key.StartsWith("raw/", StringComparison.Ordinal))]).ShouldBe("""{"asOf":"2026-11-03T04:05:06.789Z","Item":{"id":{"S":"a"}}}""" + "\n");
        var early = options with { AsOf = null, TimeProvider = new FakeTimeProvider(new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero)) };
        (await Should.ThrowAsync<InvalidDataException>(async () => await new FilePipeline(store, early).RunAsync(await FileInput.FindAsync([_folder.Combine("e")]))))
            .Message.ShouldContain("which is in the future");
    }

    [Theory]
    [InlineData("NEW_IMAGE", "attribute", true)]
    [InlineData("NEW_IMAGE", "key", false)]
    [InlineData("NEW_IMAGE", "", false)]
    [InlineData("NEW_AND_OLD_IMAGES", "attribute", false)]
    public async Task Run_IncrementalExportWithoutOldImages_IsRefusedForEntitiesOfAnAttribute(string view, string entity, bool refused)
    {
        Export("AWSDynamoDB/e/", "AWSDynamoDB/data/", "a.json");
        Write("AWSDynamoDB/e/manifest-summary.json", $$"""{"exportFromTime":"2026-11-01T00:00:00Z","exportToTime":"2026-11-03T00:00:00Z","outputView":"{{view}}"}""");
        Write("AWSDynamoDB/data/a.json", """{"Metadata":{"WriteTimestampMicros":"1680109764000001"},"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"text":{"S":"x"}}}""");
        var filter = entity switch { "attribute" => EntityFilter.AttributeEquals("text", "x"), "key" => EntityFilter.KeyPrefix("id", "a"), _ => null };
        var pipeline = new FilePipeline(new InMemoryObjectStore(), new() { Schemas = [Orders.Schema with { Entity = filter }] });
        var inputs = await FileInput.FindAsync([_folder.Combine("AWSDynamoDB/e")]);

        if (refused) { (await Should.ThrowAsync<InvalidDataException>(() => pipeline.RunAsync(inputs))).Message.ShouldContain("NEW_AND_OLD_IMAGES"); }
        else { (await pipeline.RunAsync(inputs)).Rows.ShouldBe(1); }
        if (filter is null) { return; }
        var inference = new FileSchemaInference(new() { From = Orders.Schema with { Entity = filter } });
        if (refused) { (await Should.ThrowAsync<InvalidDataException>(() => inference.RunAsync(inputs))).Message.ShouldContain("NEW_AND_OLD_IMAGES"); }
        else { (await inference.RunAsync(inputs)).Records.ShouldBe(1); }
    }

    [Theory]
    [InlineData("e/manifest-summary.json")]
    [InlineData("e/copy-of-manifest-files.json")]
    public async Task Run_Manifest_NamesTheFolderAndTheCommand(string file)
    {
        Export("e/", "AWSDynamoDB/e/data/", "a.json");
        Write("e/copy-of-manifest-files.json", """{"itemCount":1,"dataFileS3Key":"x"}""" + "\n");
        Write("e/manifest-summary.json", """{"version":"2020-06-30","manifestFilesS3Key":"AWSDynamoDB/e/manifest-files.json"}""");
        var path = _folder.Combine(file);
        var folder = path[..path.LastIndexOf('/')];
        var schema = TableSchema.Parse("""{"table":"a","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"}]}""");
        var store = new InMemoryObjectStore();

        (await Should.ThrowAsync<InvalidDataException>(() => new FilePipeline(store, new() { Schemas = [schema] }).RunAsync([path]))).Message
            .ShouldBe($"{path} is the manifest of an export, not records; expected the export's folder. Run 'bipipeline lake backfill {folder}', or pass the folder '{folder}'.");
        (await Should.ThrowAsync<InvalidDataException>(() => new FileSchemaInference().RunAsync([path]))).Message.ShouldContain($"'bipipeline lake backfill {folder}'");
        store.Keys.ShouldBeEmpty();
    }

    // The manifest's keys are those of the bucket that the export was made in.
    void Export(string folder, string keys, params string[] files)
    {
        Write(folder + "manifest-summary.json", """{"version":"2020-06-30","outputFormat":"DYNAMODB_JSON"}""");
        Write(folder + "manifest-summary.md5", "x");
        Write(folder + "manifest-files.md5", "x");
        Write(folder + "manifest-files.json", string.Concat(files.Select(file => $$"""{"itemCount":1,"md5Checksum":"x","etag":"y","dataFileS3Key":"{{keys}}{{file}}"}""" + "\n")));
        foreach (var file in files) { Write((keys.EndsWith("AWSDynamoDB/data/", StringComparison.Ordinal) ? keys : folder + "data/") + file); }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OpenPlain_InputThatShrank_IsAnError(bool isGzip)
    {
        var path = Write("in.jsonl", new string('x', 5_000));
        if (isGzip)
        {
            using var gzip = new GZipStream(File.Create(path), CompressionLevel.NoCompression);
            gzip.Write(Encoding.UTF8.GetBytes(new string('x', 5_000)));
        }
        var input = FileInput.Open(path);
        using (var file = File.OpenWrite(path)) { file.SetLength(1_000); }

        using var stream = input.OpenPlain();
        Should.Throw<IOException>(() => stream.CopyTo(Stream.Null)).Message.ShouldBe($"{path} ends at byte 1000; expected {input.Length} bytes, as it had before. Leave it alone, and run again.");
    }

    [Fact]
    public void OpenPlain_InputThatGrew_IsReadToItsEnd()
    {
        var path = Write("in.jsonl", "a\n");
        var input = FileInput.Open(path);
        File.AppendAllText(path, "b\n");

        using var reader = new StreamReader(input.OpenPlain());
        reader.ReadToEnd().ShouldBe("a\nb\n");
    }
}
