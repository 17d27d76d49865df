namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The current description of a stream.</summary>
/// <param name="Arn">The stream's ARN.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Status">ENABLING, ENABLED, DISABLING or DISABLED; a disabled stream can be read for 24 hours.</param>
/// <param name="ViewType">The content of records: NEW_AND_OLD_IMAGES, NEW_IMAGE, OLD_IMAGE or KEYS_ONLY.</param>
/// <param name="Shards">The shards that still have records, and open ones.</param>
public sealed record StreamDescription(string Arn, string Table, string Status, string ViewType, IReadOnlyList<StreamShard> Shards)
{
    /// <summary>Whether no further shard can follow.</summary>
    public bool IsDisabled => Status is "DISABLED";
}
