using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BiPipeline.Toolkit.Glue;
using OrdersPipeline.Aws;

namespace OrdersPipeline.Deploy;

/// <summary>Finds and removes everything that blocks the deletion of the stack.</summary>
sealed class Teardown(IAmazonDynamoDB dynamoDb, IGlueCatalog catalog, BucketEmptier buckets)
{
    internal async Task<TeardownPlan> PlanAsync(
        string table,
        string database,
        IReadOnlyList<LakeLocation> locations,
        CancellationToken cancellationToken)
    {
        List<BucketPlan> full = [];
        foreach (var location in locations)
        {
            var plan = await buckets.PlanAsync(
                location.Bucket,
                location.Prefix.Length > 0 ? location.Prefix + "/" : "",
                cancellationToken).ConfigureAwait(false);
            if (plan.Objects > 0) { full.Add(plan); }
        }
        return new TeardownPlan(
            database,
            await ViewsAsync(database, cancellationToken).ConfigureAwait(false),
            full,
            await IsProtectedAsync(table, cancellationToken).ConfigureAwait(false) ? table : null);
    }

    internal async Task ApplyAsync(TeardownPlan plan, CancellationToken cancellationToken)
    {
        foreach (var view in plan.Views) { await catalog.DeleteTableAsync(plan.Database, view, cancellationToken).ConfigureAwait(false); }
        foreach (var bucket in plan.Buckets) { await buckets.EmptyAsync(bucket, cancellationToken).ConfigureAwait(false); }
        if (plan.ProtectedTable is { } table)
        {
            await dynamoDb.UpdateTableAsync(
                new UpdateTableRequest { TableName = table, DeletionProtectionEnabled = false },
                cancellationToken).ConfigureAwait(false);
        }
    }

    async Task<IReadOnlyList<string>> ViewsAsync(string database, CancellationToken cancellationToken)
    {
        List<string> views = [];
        try
        {
            await foreach (var table in catalog.GetTablesAsync(database, cancellationToken).ConfigureAwait(false))
            {
                if (table.Definition.TableType == GlueTableInput.VirtualView) { views.Add(table.Name); }
            }
        }
        catch (GlueEntityNotFoundException)
        {
            return [];
        }
        return views;
    }

    async Task<bool> IsProtectedAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await dynamoDb.DescribeTableAsync(table, cancellationToken).ConfigureAwait(false);
            return answer.Table.DeletionProtectionEnabled == true;
        }
        catch (ResourceNotFoundException)
        {
            return false;
        }
    }
}
