using System.Text.Json;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;
using BenchmarkDotNet.Attributes;
using BiPipeline.Toolkit.Benchmarks.Peers;
using BiPipeline.Toolkit.Benchmarks.Records;
using BiPipeline.Toolkit.Benchmarks.Throughput;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Benchmarks.Flattening;

/// <summary>
/// From a Lambda event to typed rows, on one thread. Some peers do less, as their docs say: they only read the tokens, or start with
/// attribute maps that are already built.
/// </summary>
public class FlatteningBenchmarks : IThroughput
{
    byte[] _payload = [];
    TableSchema _schema = null!;
    RecordFlattener _flattener = null!;
    RecordFlattener _keeping = null!;
    List<Dictionary<string, AttributeValue>> _maps = [];

    [ParamsAllValues]
    public RecordShape Shape { get; set; }

    public ThroughputSize Size
    {
        get
        {
            var payload = Payload.Of(Shape);
            return new(payload.Bytes.Length, payload.Records);
        }
    }

    [GlobalSetup]
    public void Setup()
    {
        var payload = Payload.Of(Shape);
        (_payload, _schema) = (payload.Bytes, payload.Schema);
        _flattener = new RecordFlattener(_schema, new FlattenOptions { KeepRecords = false });
        _keeping = new RecordFlattener(_schema);
        var objects = JsonSerializer.Deserialize(_payload, LambdaJson.Default.LambdaEvent)!;
        _maps = objects.Records.ConvertAll(record => SdkAttributes.Of((record.Change!.NewImage ?? record.Change.OldImage)!));
        if (Flatten() != payload.Records || RowDictionaries().Count != payload.Records || _flattener.Batches[0].Quarantine.Count > 0)
        {
            throw new InvalidOperationException("The peers don't do the same work.");
        }
    }

    /// <summary>Ours: typed columns, envelope columns, rescued values.</summary>
    [Benchmark(Baseline = true)]
    public int Flatten() => Flatten(_flattener);

    /// <summary>Ours, with each record's bytes kept for the raw zone.</summary>
    [Benchmark]
    public int FlattenKeepingRecords() => Flatten(_keeping);

    /// <summary>The common handler: System.Text.Json to event objects, then one dictionary of typed values per row.</summary>
    [Benchmark]
    public List<Dictionary<string, object?>> RowDictionaries() =>
        Peers.RowDictionaries.Of(JsonSerializer.Deserialize(_payload, LambdaJson.Default.LambdaEvent)!, _schema);

    /// <summary>The AWS SDK's conversion to plain JSON, without parsing and building the maps.</summary>
    [Benchmark]
    public int SdkDocumentsToJson()
    {
        var characters = 0;
        foreach (var map in _maps) { characters += Document.FromAttributeMap(map).ToJson().Length; }
        return characters;
    }

    /// <summary>A lower bound: .NET's own reader over the tokens, without keeping anything.</summary>
    [Benchmark]
    public int Utf8JsonReaderTokens()
    {
        var reader = new Utf8JsonReader(_payload);
        var tokens = 0;
        while (reader.Read()) { tokens++; }
        return tokens;
    }

    int Flatten(RecordFlattener flattener)
    {
        flattener.Clear();
        flattener.Flatten(_payload);
        return flattener.RecordCount;
    }
}
