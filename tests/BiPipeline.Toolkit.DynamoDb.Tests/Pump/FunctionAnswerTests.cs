using System.Text;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Pump;

/// <summary>The Lambda developer guide's tables of success and failure ("Configuring partial batch response with DynamoDB and Lambda").</summary>
public sealed class FunctionAnswerTests
{
    // "9" before "10": numbers of different lengths, in the shard's order.
    static readonly StreamRecord[] Batch = [.. new[] { "9", "10", "11" }.Select(sequence => new StreamRecord(default, sequence, null))];

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"batchItemFailures":[]}""")]
    [InlineData("""{"batchItemFailures":null}""")]
    [InlineData("""{"BatchItemFailures":[{"itemIdentifier":"9"}]}""")]
    public void Read_NoFailures_Succeeds(string answer) => Read(answer).ShouldBe(FunctionAnswer.Success);

    [Theory]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"11"}]}""", 2)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"11"},{"itemIdentifier":"9"},{"itemIdentifier":"10"}]}""", 0)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"11"},{"itemIdentifier":"10"}],"other":1}""", 1)]
    public void Read_Identifiers_TheLowestCounts(string answer, int index) => Read(answer).ShouldBe(new FunctionAnswer(IsSuccess: false, index));

    [Theory]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""")]
    [InlineData("""{"batchItemFailures":[{"ItemIdentifier":"9"}]}""")]
    [InlineData("""{"batchItemFailures":[{}]}""")]
    [InlineData("""{"batchItemFailures":["9"]}""")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"10"},{"itemIdentifier":"12"}]}""")]
    [InlineData("""{"batchItemFailures":{"itemIdentifier":"9"}}""")]
    [InlineData("[]")]
    [InlineData("\"done\"")]
    [InlineData("oops")]
    public void Read_UnknownIdentifier_FailsTheWholeBatch(string answer) => Read(answer).ShouldBe(FunctionAnswer.WholeBatchFailed);

    static FunctionAnswer Read(string answer) => FunctionAnswer.Read(Encoding.UTF8.GetBytes(answer), Batch);
}
