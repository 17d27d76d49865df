using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Examples of each command, for its help.</summary>
static class HelpExamples
{
    static readonly string[] Root =
    [
        "bipipeline init orders-lake --table prod-orders records.jsonl",
        "bipipeline schema infer records.jsonl --table orders --out orders.schema.json",
        "bipipeline flatten records.jsonl --schema orders.schema.json --lake out/lake",
        """bipipeline query "SELECT * FROM orders_current LIMIT 10" --schema orders.schema.json --lake out/lake""",
    ];

    static readonly Dictionary<string, string[]> ByCommand = new(StringComparer.Ordinal)
    {
        ["bipipeline init"] =
        [
            "bipipeline init orders-lake --table prod-orders records.jsonl",
            "bipipeline init orders-lake --table prod-orders --keys customerId,orderId --region eu-west-1",
        ],
        ["bipipeline schema infer"] =
        [
            "bipipeline schema infer records.jsonl --table orders --out orders.schema.json",
            "bipipeline schema infer s3://my-bucket/AWSDynamoDB/0123-abcd/ --table orders --keys pk,sk --out orders.schema.json",
            "aws dynamodbstreams get-records … | bipipeline schema infer - --table orders",
        ],
        ["bipipeline schema check"] = ["bipipeline schema check schemas/*.schema.json"],
        ["bipipeline flatten"] =
        [
            "bipipeline flatten records.jsonl --schema orders.schema.json --lake out/lake",
            "bipipeline flatten 's3://my-lake/aws/lambda/**' --schema orders.schema.json --lake s3://my-lake/orders",
            "bipipeline flatten scan.json --as-of 2026-11-03T00:00:00Z --schema orders.schema.json --lake out/lake",
            "bipipeline flatten exports/ more.jsonl.gz --schema orders.schema.json --schema customers.schema.json --lake out/lake --json",
        ],
        ["bipipeline lake backfill"] =
        [
            "bipipeline lake backfill s3://my-exports/AWSDynamoDB/0123-abcd/ --schema orders.schema.json --lake s3://my-lake/orders",
            "bipipeline lake backfill scan.json --as-of 2026-11-03T00:00:00Z --complete --schema orders.schema.json --lake out/lake",
            "bipipeline lake backfill --scan prod-orders --segments 8 --rcu 500 --schema orders.schema.json --lake s3://my-lake/orders",
            "bipipeline lake backfill --retract 2026-11-03T00:00:00Z --schema orders.schema.json --lake out/lake",
        ],
        ["bipipeline lake export"] =
        [
            "bipipeline lake export prod-orders --to s3://my-exports",
            "bipipeline lake export prod-orders --to s3://my-exports --incremental --from 2026-11-03T00:00Z --until 2026-11-03T06:00Z",
        ],
        ["bipipeline lake status"] =
        [
            "bipipeline lake status --lake s3://my-lake/orders",
            "bipipeline lake status --lake out/lake --remove-leftovers",
        ],
        ["bipipeline lake verify"] =
        [
            "bipipeline lake verify --schema orders.schema.json --lake s3://my-lake/orders --certificate certificate.json",
            "bipipeline lake verify --schema orders.schema.json --lake out/lake --settled 0",
            "bipipeline lake verify --schema orders.schema.json --lake s3://my-lake/orders "
                + "--against s3://my-exports/AWSDynamoDB/0123-abcd/",
        ],
        ["bipipeline lake rebuild"] =
        [
            "bipipeline lake rebuild --schema orders.schema.json --lake s3://my-lake/orders --dry-run",
            "bipipeline lake rebuild --schema orders.schema.json --lake s3://my-lake/orders --from 2026-11-01 --count-older",
            "bipipeline lake rebuild --schema orders.schema.json --lake out/lake --table orders_2",
        ],
        ["bipipeline lake compact"] =
        [
            "bipipeline lake compact --schema orders.schema.json --lake s3://my-lake/orders --dry-run",
            "bipipeline lake compact --schema orders.schema.json --lake s3://my-lake/orders --small 32 --age 7",
        ],
        ["bipipeline lake erase"] =
        [
            "bipipeline lake erase --key order_id=ORD-100001 --schema orders.schema.json --lake s3://my-lake/orders",
            "bipipeline lake erase --keys keys.jsonl --schema orders.schema.json --lake s3://my-lake/orders --yes",
        ],
        ["bipipeline glue ddl"] = ["bipipeline glue ddl --schema orders.schema.json --location s3://my-lake/orders --format cfn-yaml"],
        ["bipipeline glue plan"] =
            ["bipipeline glue plan --schema orders.schema.json --database analytics --location s3://my-lake/orders"],
        ["bipipeline glue apply"] =
            ["bipipeline glue apply --schema orders.schema.json --database analytics --location s3://my-lake/orders --profile prod"],
        ["bipipeline views ddl"] =
        [
            "bipipeline views ddl --schema orders.schema.json",
            "bipipeline views ddl --schema orders.schema.json --dbt --database analytics",
        ],
        ["bipipeline views plan"] = ["bipipeline views plan --schema orders.schema.json --views sql/ --database analytics"],
        ["bipipeline views apply"] =
            ["bipipeline views apply --schema orders.schema.json --views sql/ --database analytics --workgroup bi --checks checks/"],
        ["bipipeline views check"] = ["bipipeline views check checks/ --schema orders.schema.json --views sql/ --lake out/lake"],
        ["bipipeline latest refresh"] =
        [
            "bipipeline latest refresh --schema orders.schema.json --database analytics --workgroup upkeep",
            "bipipeline latest refresh --schema orders.schema.json --database analytics --workgroup upkeep --dry-run",
        ],
        ["bipipeline latest optimize"] =
            ["bipipeline latest optimize --schema orders.schema.json --database analytics --workgroup upkeep"],
        ["bipipeline latest status"] = ["bipipeline latest status --schema orders.schema.json --database analytics --every 15"],
        ["bipipeline query"] =
        [
            """bipipeline query "SELECT * FROM orders_current LIMIT 10" --schema orders.schema.json --lake out/lake""",
            """bipipeline query "DESCRIBE orders" --schema orders.schema.json --lake out/lake --format csv""",
        ],
        ["bipipeline athena serve"] = ["bipipeline athena serve --schema orders.schema.json --lake out/lake --port 8123"],
        ["bipipeline completion"] =
        [
            """source <(bipipeline completion bash)        # in ~/.bashrc""",
            """source <(bipipeline completion zsh)         # in ~/.zshrc""",
            """bipipeline completion pwsh | Out-String | Invoke-Expression   # in $PROFILE""",
        ],
    };

    /// <summary>Returns the examples of a command; for a group, those of its commands.</summary>
    internal static IReadOnlyList<string> Of(Command command) => command switch
    {
        RootCommand => Root,
        { Subcommands.Count: > 0 } => [.. command.Subcommands.SelectMany(Of)],
        _ => ByCommand.GetValueOrDefault(CommandPath.Of(command)) ?? [],
    };
}
