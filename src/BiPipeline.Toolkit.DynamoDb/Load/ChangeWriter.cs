using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Makes one change under a condition, which detects a change that was made before.</summary>
sealed class ChangeWriter(IAmazonDynamoDB client, TableLoaderOptions options)
{
    internal async Task<ChangeResult> WriteAsync(ItemChange change)
    {
        try
        {
            Task written = change.Kind switch
            {
                ItemChange.Write.Put => PutAsync(change),
                ItemChange.Write.Delete => DeleteAsync(change),
                _ => UpdateAsync(change),
            };
            await written.ConfigureAwait(false);
            return ChangeResult.Made;
        }
        catch (ConditionalCheckFailedException exception)
        {
            return change.Kind == ItemChange.Write.Update && exception.Item is not { Count: > 0 }
                ? ChangeResult.NotFound
                : ChangeResult.AlreadyMade;
        }
    }

    Task<PutItemResponse> PutAsync(ItemChange change) => client.PutItemAsync(
        new PutItemRequest
        {
            TableName = options.Table,
            Item = DynamoDbJson.ReadItem(change.Item),
            ConditionExpression = "attribute_not_exists(#key)",
            ExpressionAttributeNames = KeyName(),
        });

    Task<DeleteItemResponse> DeleteAsync(ItemChange change) => client.DeleteItemAsync(
        new DeleteItemRequest
        {
            TableName = options.Table,
            Key = DynamoDbJson.ReadItem(change.Key),
            ConditionExpression = "attribute_exists(#key)",
            ExpressionAttributeNames = KeyName(),
        });

    Task<UpdateItemResponse> UpdateAsync(ItemChange change)
    {
        var names = KeyName();
        Dictionary<string, AttributeValue> values = new(StringComparer.Ordinal);
        List<string> set = [];
        List<string> remove = [];
        var condition = "attribute_exists(#key)";
        foreach (var (name, value) in change.Set)
        {
            var number = set.Count.ToString(CultureInfo.InvariantCulture);
            names.Add($"#s{number}", name);
            values.Add($":s{number}", DynamoDbJson.ReadValue(value));
            set.Add($"#s{number} = :s{number}");
            if (name == options.VersionAttribute) { condition += $" AND (attribute_not_exists(#s{number}) OR #s{number} < :s{number})"; }
        }
        foreach (var name in change.Remove)
        {
            var placeholder = string.Create(CultureInfo.InvariantCulture, $"#r{remove.Count}");
            names.Add(placeholder, name);
            remove.Add(placeholder);
        }
        var request = new UpdateItemRequest
        {
            TableName = options.Table,
            Key = DynamoDbJson.ReadItem(change.Key),
            UpdateExpression = $"{Clause("SET", set)} {Clause("REMOVE", remove)}".Trim(),
            ConditionExpression = condition,
            ExpressionAttributeNames = names,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        // Sends an empty map as such, which DynamoDB refuses.
        if (values.Count > 0) { request.ExpressionAttributeValues = values; }
        return client.UpdateItemAsync(request);
    }

    static string Clause(string keyword, List<string> parts) => parts.Count > 0 ? $"{keyword} {string.Join(", ", parts)}" : "";

    Dictionary<string, string> KeyName() => new(StringComparer.Ordinal) { ["#key"] = options.KeyAttributes[0] };
}
