using OrdersPipeline.Data;
using OrdersPipeline.Events;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>Events as the function gets them.</summary>
static class Payloads
{
    /// <summary>A record whose key is of another type than the schema's, which no row can be made of.</summary>
    internal const string Poison = """{"Records":[{"eventID":"1","eventName":"INSERT","dynamodb":{"Keys":{"orderId":{"N":"x"}},"SequenceNumber":"1"}}]}""";

    /// <summary>The sample's first batch.</summary>
    internal static ReadOnlyMemory<byte> First { get; } = StreamEvents.Payloads(new OrderTable().Play(OrderScript.Load(SampleFolder.Data)), StreamIdentity.Sample).First();
}
