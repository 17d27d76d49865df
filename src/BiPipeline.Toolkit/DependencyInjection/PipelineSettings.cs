using Amazon.Runtime;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Parquet;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace BiPipeline.Toolkit;

/// <summary>The pipeline of a configuration section, and every problem of the section.</summary>
sealed class PipelineSettings
{
    readonly List<string> _problems = [];
    string _lake = "";
    ObjectStoreOptions _store = new();

    internal StreamPipelineOptions Pipeline { get; private set; } = new();

    internal IObjectStore OpenStore() => ObjectStores.Open(_lake, _store);

    internal void Read(IConfiguration section, Func<StreamPipelineOptions, StreamPipelineOptions>? configure)
    {
        var reader = new SectionReader(section, "", _problems);
        _lake = reader.Text("Lake") ?? "";
        _store = Store(reader.Part("Store"));
        Pipeline = PipelineOf(reader);
        reader.RefuseOthers();
        if (configure is not null) { Pipeline = configure(Pipeline); }
        Check();
    }

    StreamPipelineOptions PipelineOf(SectionReader reader)
    {
        var defaults = new StreamPipelineOptions();
        return defaults with
        {
            Schemas = [.. reader.Texts(nameof(defaults.Schemas)).Select(Schema).OfType<TableSchema>()],
            Flatten = Flatten(reader.Part(nameof(defaults.Flatten))),
            Writer = Writer(reader.Part(nameof(defaults.Writer))),
            Format = Format(reader.Part("Parquet"), defaults.Format),
            AnswerTime = reader.Value(nameof(defaults.AnswerTime), defaults.AnswerTime),
            MaxPayloadBytes = reader.Value(nameof(defaults.MaxPayloadBytes), defaults.MaxPayloadBytes),
            ConcurrentBatches = reader.Value(nameof(defaults.ConcurrentBatches), defaults.ConcurrentBatches),
            EmbeddedMetrics = Metrics(reader.Text("MetricsNamespace")),
        };
    }

    EmbeddedMetrics? Metrics(string? name) => name is null ? null : Try("MetricsNamespace", () => EmbeddedMetrics.ToConsole(name));

    static FlattenOptions Flatten(SectionReader reader)
    {
        var defaults = new FlattenOptions();
        var options = defaults with
        {
            MaxRecordBytes = reader.Value(nameof(defaults.MaxRecordBytes), defaults.MaxRecordBytes),
            MaxDepth = reader.Value(nameof(defaults.MaxDepth), defaults.MaxDepth),
            KeepRecords = reader.Value(nameof(defaults.KeepRecords), defaults.KeepRecords),
            HashKey = Encoding.UTF8.GetBytes(reader.Text(nameof(defaults.HashKey)) ?? ""),
            Ignored = [.. reader.Parts(nameof(defaults.Ignored)).Select(Entity).OfType<EntityFilter>()],
        };
        reader.RefuseOthers();
        return options;
    }

    // The names are those of the schema file.
    static EntityFilter? Entity(SectionReader reader)
    {
        var (attribute, value, key, prefix) = (reader.Text("attribute"), reader.Text("equals"), reader.Text("key"), reader.Text("prefix"));
        reader.RefuseOthers();
        switch (attribute, value, key, prefix)
        {
            case ({ } name, { } text, null, null): return EntityFilter.AttributeEquals(name, text);
            case (null, null, { } name, { } text): return EntityFilter.KeyPrefix(name, text);
            default:
                reader.Refuse("attribute and equals, or key and prefix");
                return null;
        }
    }

    static LakeWriterOptions Writer(SectionReader reader)
    {
        var defaults = new LakeWriterOptions();
        var options = defaults with
        {
            RowGroupRows = reader.Value(nameof(defaults.RowGroupRows), defaults.RowGroupRows),
            RowGroupBytes = reader.Value(nameof(defaults.RowGroupBytes), defaults.RowGroupBytes),
            BufferedBytes = reader.Value(nameof(defaults.BufferedBytes), defaults.BufferedBytes),
            ObjectBytes = reader.Value(nameof(defaults.ObjectBytes), defaults.ObjectBytes),
            MemoryBytes = reader.Value(nameof(defaults.MemoryBytes), defaults.MemoryBytes),
            OpenObjects = reader.Value(nameof(defaults.OpenObjects), defaults.OpenObjects),
            IdleRecords = reader.Optional<long>(nameof(defaults.IdleRecords)),
            LineCompression = reader.Choice(nameof(defaults.LineCompression), defaults.LineCompression),
            ParallelPuts = reader.Value(nameof(defaults.ParallelPuts), defaults.ParallelPuts),
            PutGrace = reader.Value(nameof(defaults.PutGrace), defaults.PutGrace),
        };
        reader.RefuseOthers();
        return options;
    }

    ILakeFormat Format(SectionReader reader, ILakeFormat format)
    {
        var defaults = new ParquetOptions();
        var codec = reader.Text(nameof(defaults.Codec));
        var options = defaults with
        {
            Codec = codec is null ? defaults.Codec : Try("Parquet.Codec", () => ParquetCodec.Parse(codec)) ?? defaults.Codec,
            PageBytes = reader.Value(nameof(defaults.PageBytes), defaults.PageBytes),
            PageRows = reader.Value(nameof(defaults.PageRows), defaults.PageRows),
            DictionaryBytes = reader.Value(nameof(defaults.DictionaryBytes), defaults.DictionaryBytes),
            DeltaIntegers = reader.Value(nameof(defaults.DeltaIntegers), defaults.DeltaIntegers),
            DeltaDatesAndDecimals = reader.Value(nameof(defaults.DeltaDatesAndDecimals), defaults.DeltaDatesAndDecimals),
            StatisticsBytes = reader.Value(nameof(defaults.StatisticsBytes), defaults.StatisticsBytes),
        };
        reader.RefuseOthers();
        return Try("Parquet", () => new ParquetFormat(options)) ?? format;
    }

    static ObjectStoreOptions Store(SectionReader reader)
    {
        var defaults = new ObjectStoreOptions();
        var (client, s3, directory) = (reader.Part("Client"), reader.Part("S3"), reader.Part("Directory"));
        var options = defaults with
        {
            Client = defaults.Client with
            {
                Region = client.Text(nameof(defaults.Client.Region)),
                Profile = client.Text(nameof(defaults.Client.Profile)),
                Endpoint = client.Uri(nameof(defaults.Client.Endpoint)),
                Timeout = client.Value(nameof(defaults.Client.Timeout), defaults.Client.Timeout),
                MaxRetries = client.Value(nameof(defaults.Client.MaxRetries), defaults.Client.MaxRetries),
                UseLocalCredentials = client.Value(nameof(defaults.Client.UseLocalCredentials), defaults.Client.UseLocalCredentials),
            },
            S3 = defaults.S3 with
            {
                MultipartAboveBytes = s3.Value(nameof(defaults.S3.MultipartAboveBytes), defaults.S3.MultipartAboveBytes),
                PartBytes = s3.Value(nameof(defaults.S3.PartBytes), defaults.S3.PartBytes),
                KmsKeyId = s3.Text(nameof(defaults.S3.KmsKeyId)),
                ExpectedBucketOwner = s3.Text(nameof(defaults.S3.ExpectedBucketOwner)),
                ConflictRetries = s3.Value(nameof(defaults.S3.ConflictRetries), defaults.S3.ConflictRetries),
                ConflictWait = s3.Value(nameof(defaults.S3.ConflictWait), defaults.S3.ConflictWait),
                AbortTime = s3.Value(nameof(defaults.S3.AbortTime), defaults.S3.AbortTime),
            },
            Directory = defaults.Directory with { Sync = directory.Value(nameof(defaults.Directory.Sync), defaults.Directory.Sync) },
        };
        foreach (var part in new[] { client, s3, directory, reader }) { part.RefuseOthers(); }
        return options;
    }

    TableSchema? Schema(string file) => Try($"Schemas: {file}", () => TableSchema.Load(Path.Combine(AppContext.BaseDirectory, file)));

    // Opens and closes the store, to check that it can be opened; sends nothing.
    void Check()
    {
        if (_lake.Length == 0) { _problems.Add("Lake is not set; expected s3://bucket/prefix or a folder."); }
        var store = _lake.Length == 0 ? null : Try("Store", OpenStore);
        using var client = store as IDisposable;
        Try<object>("", () =>
        {
            if (store is null) { Pipeline.Validate(); }
            else { Pipeline.Validate(store); }
            return null;
        });
    }

    T? Try<T>(string what, Func<T?> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is ToolkitOptionsException or SchemaException)
        {
            var problems = exception is SchemaException schema ? schema.Problems : ((ToolkitOptionsException)exception).Problems;
            _problems.AddRange(problems.Select(problem => what.Length == 0 ? problem : $"{what}: {problem}"));
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or AmazonClientException)
        {
            _problems.Add($"{what}: {exception.Message}");
        }
        return null;
    }

    /// <summary>Fails with every problem of a section.</summary>
    internal sealed class Validator : IValidateOptions<PipelineSettings>
    {
        public ValidateOptionsResult Validate(string? name, PipelineSettings options) =>
            options._problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(options._problems);
    }
}
