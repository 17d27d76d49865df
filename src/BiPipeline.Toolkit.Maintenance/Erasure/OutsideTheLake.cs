namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The places outside a lake that may have a key, each with the command that looks there or deletes it.</summary>
/// <param name="What">The place.</param>
/// <param name="Command">The command, with <c>…</c> where a value is missing.</param>
public sealed record OutsideTheLake(string What, string Command)
{
    const string S3Scheme = "s3://";

    /// <summary>Returns the places of some tables.</summary>
    /// <param name="schemas">The tables.</param>
    /// <param name="lake">The lake's location.</param>
    public static IReadOnlyList<OutsideTheLake> Of(IReadOnlyList<TableSchema> schemas, string lake)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        ArgumentNullException.ThrowIfNull(lake);
        List<OutsideTheLake> places = [];
        foreach (var schema in schemas)
        {
            var source = schema.Source?.Table ?? schema.Table;
            var where = string.Join(" AND ", schema.Keys.Select(key => $"{key} = …"));
            places.Add(new($"the item in DynamoDB ({source})", $"aws dynamodb delete-item --table-name {source} --key …"));
            var latest = $"{schema.Table}_latest";
            places.Add(new(
                $"snapshots of the latest table ({latest}), if there is one",
                $"DELETE FROM {latest} WHERE {where}; OPTIMIZE {latest} REWRITE DATA USING BIN_PACK; "
                    + $"ALTER TABLE {latest} SET TBLPROPERTIES ('vacuum_max_snapshot_age_seconds'='60'); VACUUM {latest}"));
            places.Add(new("backups and point-in-time recovery, up to 35 days", $"aws dynamodb list-backups --table-name {source}"));
            places.Add(new("exports outside of the lake", $"aws dynamodb list-exports --table-arn arn:aws:dynamodb:…:table/{source}"));
        }
        places.Add(new("recovery points of AWS Backup", "aws backup list-recovery-points-by-resource --resource-arn …"));
        places.Add(new("results of Athena queries", "aws s3 rm --recursive s3://…  # the workgroup's result location"));
        places.Add(new(
            "datasets in SPICE",
            "aws quicksight create-ingestion --ingestion-type FULL_REFRESH --data-set-id … --ingestion-id … --aws-account-id …"));
        places.Add(new("queues of failed messages", "aws sqs receive-message --queue-url …"));
        places.Add(new("logs of other programs, and data events in CloudTrail", "aws cloudtrail get-event-selectors --trail-name …"));
        if (lake.StartsWith(S3Scheme, StringComparison.Ordinal))
        {
            var bucket = lake[S3Scheme.Length..].Split('/')[0];
            places.Add(new("replicas of the bucket", $"aws s3api get-bucket-replication --bucket {bucket}"));
        }
        else { places.Add(new("backups and snapshots of this machine's disk", "the backup program")); }
        return places;
    }
}
