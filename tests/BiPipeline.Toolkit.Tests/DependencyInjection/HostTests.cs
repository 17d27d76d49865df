using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Parquet;
using BiPipeline.Toolkit.Tests.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BiPipeline.Toolkit.Tests.DependencyInjection;

/// <summary>Tests a host that binds pipelines from its appsettings.json, and does not start with a wrong one.</summary>
public sealed class HostTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public HostTests() => File.WriteAllText(_folder.Combine("orders.schema.json"), """
        { "table": "orders", "keys": ["id"], "columns": [ { "name": "id", "path": "id", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ] }
        """);

    public void Dispose() => _folder.Dispose();

    string Schema => _folder.Combine("orders.schema.json").Replace('\\', '/');

    string Lake(string name) => _folder.Combine(name).Replace('\\', '/');

    // The content root belongs to the test, so that only its files are read.
    IHost Host(string settings, Action<HostApplicationBuilder> add)
    {
        File.WriteAllText(_folder.Combine("appsettings.json"), settings);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.FullPath, DisableDefaults = true });
        builder.Configuration.AddJsonFile(_folder.Combine("appsettings.json"));
        add(builder);
        return builder.Build();
    }

    [Fact]
    public async Task Start_SectionOfAppSettings_HandlesAnEvent()
    {
        using var host = Host(
            $$"""
            { "BiPipeline": {
                "Lake": "{{Lake("lake")}}", "Schemas": [ "{{Schema}}" ], "AnswerTime": "00:00:05", "ConcurrentBatches": 2,
                "Writer": { "PutGrace": "00:00:03", "ParallelPuts": 4 }, "Parquet": { "Codec": "gzip" },
                "Store": { "Directory": { "Sync": false }, "S3": { "AbortTime": "00:00:02" } } } }
            """,
            builder => builder.Services.AddBiPipeline(builder.Configuration.GetSection("BiPipeline")));
        await host.StartAsync();

        var answer = await host.Services.GetRequiredService<StreamPipeline>().HandleAsync(Change.Event(new Change("a", "1")), DateTimeOffset.MaxValue);

        (await Answer.FailuresAsync(answer)).ShouldBeEmpty();
        Directory.EnumerateFiles(_folder.Combine("lake"), "*.parquet", SearchOption.AllDirectories).Count().ShouldBe(1);
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_WrongValues_StopsWithEveryProblem()
    {
        using var host = Host(
            $$"""
            { "BiPipeline": {
                "Lake": "https://lake", "Schemas": [ "{{Schema}}", "missing.json" ], "AnswerTime": "soon", "ConcurrentBatchs": 2, "MaxPayloadBytes": 1,
                "MetricsNamespace": "AWS/x", "Writer": { "PutGrace": "00:00:02", "ParallelPuts": 0 }, "Parquet": { "Codec": "lzo" }, "Store": { "Client": { "Endpoint": "nowhere" } } } }
            """,
            builder => builder.Services.AddBiPipeline(builder.Configuration.GetSection("BiPipeline")));

        var failures = (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Failures.ToArray();

        string[] expected =
        [
            "Store.Client.Endpoint is 'nowhere'; expected an absolute URI.", "AnswerTime is 'soon'; expected a time", "ConcurrentBatchs is not an option.",
            "MaxPayloadBytes is 1; expected 64 KiB to 64 MiB.", "MetricsNamespace: ", "Writer.ParallelPuts is 0; expected 1 to 64.",
            "Writer.PutGrace is 00:00:02; expected less than AnswerTime", "Parquet.Codec: ", "Schemas: missing.json: ", "Store: Location 'https://lake'",
        ];
        expected.Where(start => !failures.Any(failure => failure.StartsWith(start, StringComparison.Ordinal))).ShouldBeEmpty(string.Join('\n', failures));
        failures.Length.ShouldBe(expected.Length, string.Join('\n', failures));
    }

    // Options that text cannot express, or that have another name in a section.
    static readonly string[] NotText = ["TimeProvider", "MessageHandler", "EmbeddedMetrics", "Format", "Client", "S3", "Directory", "Flatten", "Writer"];

    public static TheoryData<string, object> Sections => new()
    {
        { "", new StreamPipelineOptions() }, { "Flatten:", new FlattenOptions() }, { "Writer:", new LakeWriterOptions() },
        { "Parquet:", new ParquetOptions() }, { "Store:", new ObjectStoreOptions() }, { "Store:Client:", new AwsClientOptions() },
        { "Store:S3:", new S3StoreOptions() }, { "Store:Directory:", new DirectoryStoreOptions() },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task Start_AnyOptionInASection_IsKnown(string section, object options)
    {
        var names = options.GetType().GetProperties().Where(property => property.SetMethod is not null && !NotText.Contains(property.Name))
            .Select(property => property.Name).ToArray();
        var values = names.Select(name => KeyValuePair.Create($"{section}{name}", (string?)"?"));
        using var host = Host("{}", builder => builder.Services.AddBiPipeline(new ConfigurationBuilder().AddInMemoryCollection(values).Build()));

        var failures = (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Failures.ToArray();

        failures.ShouldNotContain(failure => failure.Contains("is not an option"));
    }

    [Theory]
    [InlineData("SmallestSize", "4096", 0)]
    [InlineData("smallestsize", "1", 1)]
    [InlineData("2", "x", 2)]
    public async Task Start_LinesAndIdleRecords_AreReadOrRefused(string compression, string idle, int problems)
    {
        using var host = Host(
            $$"""
            { "Lakes": { "Lake": "{{Lake("lake")}}", "Schemas": "{{Schema}}", "Writer": { "LineCompression": "{{compression}}", "IdleRecords": "{{idle}}" } } }
            """,
            builder => builder.Services.AddBiPipeline(builder.Configuration.GetSection("Lakes")));

        var failures = problems == 0 ? [] : (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Failures.ToArray();

        if (problems == 0) { await host.StartAsync(); }
        string[][] expected =
        [
            [], ["Writer.IdleRecords is 1; expected 4,096 or more."],
            ["Writer.IdleRecords is 'x'; expected an integer.", "Writer.LineCompression is '2'; expected one of Optimal, Fastest, NoCompression, SmallestSize."],
        ];
        failures.ShouldBe(expected[problems], ignoreOrder: true);
    }

    [Fact]
    public async Task Start_IgnoredEntities_AreReadOrRefused()
    {
        using var host = Host(
            $$"""
            { "Lakes": { "Lake": "{{Lake("lake")}}", "Schemas": "{{Schema}}", "Flatten": { "Ignored": [
                { "attribute": "type", "equals": "AUDIT" }, { "key": "id", "prefix": "LOG#" }, { "attribute": "type" } ] } } }
            """,
            builder => builder.Services.AddBiPipeline(builder.Configuration.GetSection("Lakes")));

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Failures
            .ShouldBe(["Flatten.Ignored.2 is incomplete; expected attribute and equals, or key and prefix."]);
    }

    [Fact]
    public async Task Start_EmptySection_ReportsMissingOptions()
    {
        using var host = Host("{}", builder => builder.Services.AddBiPipeline(builder.Configuration.GetSection("BiPipeline")));

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Failures.ShouldBe(
            ["Lake is not set; expected s3://bucket/prefix or a folder.", "Schemas is empty; expected at least one schema."]);
    }

    [Fact]
    public async Task Start_TimesThatDoNotFit_StopTheHost()
    {
        using var host = Host(
            $$"""{ "BiPipeline": { "Lake": "s3://lake", "Schemas": "{{Schema}}", "Store": { "Client": { "Region": "eu-west-1" }, "S3": { "AbortTime": "00:00:09" } } } }""",
            builder => builder.Services.AddBiPipeline(builder.Configuration.GetSection("BiPipeline")));

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Failures.ShouldHaveSingleItem().ShouldStartWith("S3StoreOptions.AbortTime is 00:00:09; expected less than Writer.PutGrace");
    }

    [Fact]
    public async Task Start_SeveralNames_CreateSeveralPipelines()
    {
        using var host = Host(
            $$"""
            { "Pipelines": { "orders": { "Lake": "{{Lake("one")}}", "Schemas": [ "{{Schema}}" ] }, "copies": { "Lake": "{{Lake("two")}}", "Schemas": [ "{{Schema}}" ] } } }
            """,
            builder =>
            {
                foreach (var name in new[] { "orders", "copies" })
                {
                    builder.Services.AddBiPipeline(name, builder.Configuration.GetSection($"Pipelines:{name}"), options => options with { Schemas = [options.Schemas[0] with { Table = name }] });
                }
                builder.Services.AddSingleton<Consumer>();
            });
        await host.StartAsync();

        var consumer = host.Services.GetRequiredService<Consumer>();
        consumer.Orders.ShouldNotBeSameAs(consumer.Copies);
        await consumer.Orders.ProcessAsync(Change.Event(new Change("a", "1")));
        Directory.Exists(_folder.Combine("one", "processed", "orders")).ShouldBeTrue();
        Directory.Exists(_folder.Combine("two")).ShouldBeFalse();
        host.Services.GetRequiredKeyedService<IObjectStore>("copies").Location.ShouldEndWith("two");
    }

    [Fact]
    public async Task Start_OneOfSeveralIsWrong_StopsAll()
    {
        using var host = Host(
            $$"""{ "orders": { "Lake": "{{Lake("one")}}", "Schemas": [ "{{Schema}}" ] } }""",
            builder => builder.Services.AddBiPipeline("orders", builder.Configuration.GetSection("orders")).AddBiPipeline("copies", builder.Configuration.GetSection("copies")));

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).OptionsName.ShouldBe("copies");
    }

    sealed record Consumer([FromKeyedServices("orders")] StreamPipeline Orders, [FromKeyedServices("copies")] StreamPipeline Copies);
}
