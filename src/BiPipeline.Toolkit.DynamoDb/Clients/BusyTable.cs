using Amazon.DynamoDBv2;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The refusals of a table that is too busy; the same request succeeds later.</summary>
static class BusyTable
{
    internal static bool IsBusy(AmazonDynamoDBException exception) =>
        exception.ErrorCode is "ProvisionedThroughputExceededException" or "ThrottlingException" or "RequestLimitExceeded";
}
