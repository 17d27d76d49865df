using System.Text.Json.Nodes;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>What iam_policies.json lets each actor do, and nothing else.</summary>
[Collection(nameof(Templates))]
public sealed class IamPoliciesTests(Templates templates)
{
    // What a request may tell in favour of a policy: Athena and S3 call others on their caller's behalf.
    static readonly Dictionary<string, string[]> Favourable = new() { ["kms:ViaService"] = ["s3.eu-west-1.amazonaws.com"], ["aws:CalledVia"] = ["athena.amazonaws.com"], ["aws:SecureTransport"] = ["true"] };

    static readonly Dictionary<string, string> Probes = new()
    {
        ["*"] = "*",
        ["lake"] = "arn:aws:s3:::lake",
        ["processed"] = "arn:aws:s3:::lake/processed/orders/dt=2026-11-26/a.parquet",
        ["raw"] = "arn:aws:s3:::lake/raw/orders/dt=2026-11-26/a.json.gz",
        ["quarantine"] = "arn:aws:s3:::lake/quarantine/orders/dt=2026-11-26/a.json.gz",
        ["schema"] = "arn:aws:s3:::lake/schemas/orders/1-a.json",
        ["failed batch"] = "arn:aws:s3:::lake/aws/lambda/id/shard/2026/11/26/a",
        ["beside processed"] = "arn:aws:s3:::lake/processed.bak/a",
        ["beside raw"] = "arn:aws:s3:::lake/raw2/a",
        ["beside quarantine"] = "arn:aws:s3:::lake/quarantine2/a",
        ["beside schemas"] = "arn:aws:s3:::lake/schemas2/a",
        ["beside failed batches"] = "arn:aws:s3:::lake/aws/lambda2/a",
        ["results"] = "arn:aws:s3:::results",
        ["result"] = "arn:aws:s3:::results/athena/a.csv",
        ["result elsewhere"] = "arn:aws:s3:::results/athena2/a.csv",
        ["other bucket"] = "arn:aws:s3:::lake2",
        ["object of other bucket"] = "arn:aws:s3:::lake2/processed/a.parquet",
        ["table"] = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
        ["index"] = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/by-customer",
        ["stream"] = PolicyValues.Stream,
        ["old stream"] = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-10-01T00:00:00.000",
        ["other table"] = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders2",
        ["catalog"] = "arn:aws:glue:eu-west-1:123456789012:catalog",
        ["database"] = "arn:aws:glue:eu-west-1:123456789012:database/orders_lake",
        ["default database"] = "arn:aws:glue:eu-west-1:123456789012:database/default",
        ["other database"] = "arn:aws:glue:eu-west-1:123456789012:database/finance",
        ["base table"] = "arn:aws:glue:eu-west-1:123456789012:table/orders_lake/orders",
        ["view"] = "arn:aws:glue:eu-west-1:123456789012:table/orders_lake/daily_kpis",
        ["view elsewhere"] = "arn:aws:glue:eu-west-1:123456789012:table/finance/daily_kpis",
        ["workgroup"] = "arn:aws:athena:eu-west-1:123456789012:workgroup/orders-pipeline",
        ["other workgroup"] = "arn:aws:athena:eu-west-1:123456789012:workgroup/primary",
        ["data catalog"] = "arn:aws:athena:eu-west-1:123456789012:datacatalog/AwsDataCatalog",
        ["other data catalog"] = "arn:aws:athena:eu-west-1:123456789012:datacatalog/hive",
        ["log stream"] = "arn:aws:logs:eu-west-1:123456789012:log-group:orders-log:log-stream:a",
        ["other log stream"] = "arn:aws:logs:eu-west-1:123456789012:log-group:orders-log2:log-stream:a",
        ["key"] = PolicyValues.Key,
        ["other key"] = "arn:aws:kms:eu-west-1:123456789012:key/other",
        ["function"] = "arn:aws:lambda:eu-west-1:123456789012:function:orders",
        ["role"] = "arn:aws:iam::123456789012:role/orders",
    };

    // Everything that each actor may do to the probes; whatever isn't here, of all actions there are, is refused.
    static readonly Dictionary<string, Dictionary<string, string>> Grants = new()
    {
        ["streamFunction"] = new()
        {
            ["*"] = "dynamodb:ListStreams",
            ["stream"] = "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator",
            ["processed"] = "s3:PutObject",
            ["raw"] = "s3:PutObject",
            ["quarantine"] = "s3:PutObject",
            ["schema"] = "s3:GetObject s3:PutObject",
            ["failed batch"] = "s3:PutObject",
            ["lake"] = "s3:ListBucket",
            ["log stream"] = "logs:CreateLogStream logs:PutLogEvents",
            ["key"] = "kms:Decrypt kms:GenerateDataKey",
        },
        ["athenaReader"] = new()
        {
            ["*"] = "athena:ListDataCatalogs athena:ListEngineVersions athena:ListWorkGroups",
            ["workgroup"] = "athena:BatchGetQueryExecution athena:GetQueryExecution athena:GetQueryResults athena:GetQueryResultsStream athena:GetWorkGroup athena:ListQueryExecutions athena:StartQueryExecution athena:StopQueryExecution",
            ["data catalog"] = "athena:GetDataCatalog athena:GetDatabase athena:GetTableMetadata athena:ListDatabases athena:ListTableMetadata",
            ["catalog"] = "glue:GetDatabase glue:GetDatabases glue:GetTable glue:GetTables",
            ["database"] = "glue:GetDatabase glue:GetDatabases glue:GetTable glue:GetTables",
            ["default database"] = "glue:GetDatabase glue:GetDatabases glue:GetTable glue:GetTables",
            ["base table"] = "glue:GetDatabase glue:GetDatabases glue:GetTable glue:GetTables",
            ["view"] = "glue:GetDatabase glue:GetDatabases glue:GetTable glue:GetTables",
            ["processed"] = "s3:GetObject",
            ["lake"] = "s3:GetBucketLocation s3:ListBucket",
            ["result"] = "s3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject",
            ["results"] = "s3:GetBucketLocation s3:ListBucket s3:ListBucketMultipartUploads",
            ["key"] = "kms:Decrypt kms:GenerateDataKey",
        },
        ["viewDeployer"] = new()
        {
            ["workgroup"] = "athena:GetQueryExecution athena:GetQueryResults athena:StartQueryExecution athena:StopQueryExecution",
            ["catalog"] = "glue:CreateTable glue:DeleteTable glue:GetDatabase glue:GetTable glue:GetTables glue:UpdateTable",
            ["database"] = "glue:CreateTable glue:DeleteTable glue:GetDatabase glue:GetTable glue:GetTables glue:UpdateTable",
            ["default database"] = "glue:GetDatabase glue:GetTable glue:GetTables",
            ["base table"] = "glue:CreateTable glue:GetDatabase glue:GetTable glue:GetTables glue:UpdateTable",
            ["view"] = "glue:CreateTable glue:DeleteTable glue:GetDatabase glue:GetTable glue:GetTables glue:UpdateTable",
            ["processed"] = "s3:GetObject",
            ["lake"] = "s3:GetBucketLocation s3:ListBucket",
            ["result"] = "s3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject",
            ["results"] = "s3:GetBucketLocation s3:ListBucket s3:ListBucketMultipartUploads",
            ["key"] = "kms:Decrypt kms:GenerateDataKey",
        },
        ["quickSight"] = new()
        {
            ["workgroup"] = "athena:BatchGetQueryExecution athena:GetQueryExecution athena:GetQueryResults athena:GetQueryResultsStream athena:GetWorkGroup athena:StartQueryExecution athena:StopQueryExecution",
            ["data catalog"] = "athena:GetDataCatalog athena:GetDatabase athena:GetTableMetadata athena:ListTableMetadata",
            ["catalog"] = "glue:GetDatabase glue:GetTable glue:GetTables",
            ["database"] = "glue:GetDatabase glue:GetTable glue:GetTables",
            ["default database"] = "glue:GetDatabase glue:GetTable glue:GetTables",
            ["base table"] = "glue:GetDatabase glue:GetTable glue:GetTables",
            ["view"] = "glue:GetDatabase glue:GetTable glue:GetTables",
            ["processed"] = "s3:GetObject",
            ["lake"] = "s3:GetBucketLocation s3:ListBucket",
            ["result"] = "s3:AbortMultipartUpload s3:GetObject s3:ListMultipartUploadParts s3:PutObject",
            ["results"] = "s3:GetBucketLocation s3:ListBucket s3:ListBucketMultipartUploads",
            ["key"] = "kms:Decrypt kms:GenerateDataKey",
        },
        ["loader"] = new()
        {
            ["table"] = "dynamodb:BatchWriteItem dynamodb:DeleteItem dynamodb:DescribeTable dynamodb:PutItem dynamodb:Scan dynamodb:UpdateItem",
        },
    };

    public static TheoryData<string> Actors => [.. Grants.Keys];

    [Fact]
    public void Actors_InTheFile_AreTheFive() => ActorPolicies.Actors.Select(actor => actor.Key).ShouldBe(Grants.Keys);

    [Theory]
    [MemberData(nameof(Actors))]
    public void Statements_All_HaveASidAndAReason(string actor)
    {
        var statements = PolicyStatement.AllOf(ActorPolicies.Filled(actor));

        statements.Select(statement => statement.Sid).ShouldBeUnique();
        ActorPolicies.Actors[actor]!["reasons"]!.AsObject().Select(reason => reason.Key).ShouldBe(statements.Select(statement => statement.Sid));
        statements.ShouldAllBe(statement => ActorPolicies.Reason(actor, statement.Sid).EndsWith('.'));
        statements.ShouldAllBe(statement => statement.Actions.SequenceEqual(statement.Actions.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void Statements_Allowing_NameActionsAndResources(string actor)
    {
        var statements = PolicyStatement.AllOf(ActorPolicies.Filled(actor));

        statements.SelectMany(statement => statement.Actions).ShouldAllBe(action => !action.Contains('*') && !action.Contains('?'));
        // These are decided on no resource at all, so that nothing else would ever match them.
        statements.Where(statement => statement.Resources.Contains("*")).SelectMany(statement => statement.Actions).ShouldBe(actor switch
        {
            "streamFunction" => ["dynamodb:ListStreams"],
            "athenaReader" => ["athena:ListDataCatalogs", "athena:ListEngineVersions", "athena:ListWorkGroups"],
            _ => [],
        });
    }

    [Theory]
    [MemberData(nameof(Actors))]
    public void Policies_WithRoomForLongNames_FitAManagedPolicy(string actor)
    {
        // 6,144 characters without white space (IAM user guide, "IAM and AWS STS quotas"); a stack's names are longer than the tests'.
        var filled = PolicyStatement.AllOf(ActorPolicies.Filled(actor)).Sum(statement => statement.Resources.Count) * 50;

        (ActorPolicies.Filled(actor).ToJsonString().Length + filled).ShouldBeLessThan(6_144);
    }

    [RequiresTheory(Need.CfnLint)]
    [InlineData("streamFunction", "StreamFunctionRole")]
    [InlineData("athenaReader", "AthenaReaderPolicy")]
    [InlineData("viewDeployer", "ViewDeployerPolicy")]
    [InlineData("quickSight", "QuickSightRole")]
    [InlineData("loader", "LoaderPolicy")]
    public async Task Policies_InTheExpandedTemplates_MatchThePolicyFile(string actor, string resource)
    {
        var withKey = Policy(actor == "quickSight" ? await templates.QuickSightAsync(("LakeKeyArn", PolicyValues.Key)) : await templates.MainAsync(("Encryption", "KMS")));
        var withoutKey = Policy(actor == "quickSight" ? await templates.QuickSightAsync() : await templates.MainAsync());

        JsonNode.DeepEquals(withKey, ActorPolicies.Filled(actor)).ShouldBeTrue(withKey.ToJsonString());
        var keyless = ActorPolicies.Filled(actor);
        keyless["Statement"] = new JsonArray([.. keyless["Statement"]!.AsArray().Where(statement => statement!["Sid"]!.GetValue<string>() != "UseKey").Select(statement => statement!.DeepClone())]);
        JsonNode.DeepEquals(withoutKey, keyless).ShouldBeTrue(withoutKey.ToJsonString());

        JsonNode Policy(DeployedTemplate template) => template.Properties(resource) is var properties && properties["PolicyDocument"] is { } document
            ? document
            : properties["Policies"]!.AsArray().ShouldHaveSingleItem()!["PolicyDocument"]!;
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Actions_All_ExistAndApplyToTheirResources()
    {
        var known = await KnownActions.LoadAsync("s3", "dynamodb", "glue", "athena", "logs", "kms");
        known.Exists("s3:PutObjct").ShouldBeFalse();

        foreach (var statement in Grants.Keys.SelectMany(actor => PolicyStatement.AllOf(ActorPolicies.Filled(actor))))
        {
            foreach (var action in statement.Actions)
            {
                known.Exists(action).ShouldBeTrue(action);
                (known.TakesResources(action) ? statement.Resources.Any(resource => known.Takes(action, resource)) : statement.Resources.Contains("*")).ShouldBeTrue($"{statement.Sid}: {action} takes none of its resources");
            }
            statement.Resources.Where(resource => resource != "*").ShouldAllBe(resource => statement.Actions.Any(action => known.Takes(action, resource)), statement.Sid);
        }
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Grants_OfEveryAction_AreTheListedOnes()
    {
        var known = await KnownActions.LoadAsync("s3", "dynamodb", "glue", "athena", "logs", "kms", "lambda", "iam", "sts", "quicksight", "cloudformation", "events", "lakeformation");
        string[] actions = [.. known.All];
        actions.Length.ShouldBeGreaterThan(1_000);

        foreach (var (actor, listed) in Grants)
        {
            var evaluator = ActorPolicies.Evaluator(actor);
            var granted =
                from probe in Probes
                from action in actions
                where known.TakesResources(action) == (probe.Key != "*") && evaluator.Decide(action, probe.Value, Favourable) == PolicyDecision.Allowed
                select $"{probe.Key}: {action}";

            granted.ShouldBe(listed.SelectMany(probe => probe.Value.Split(' ').Select(action => $"{probe.Key}: {action.ToLowerInvariant()}")), ignoreOrder: true, actor);
        }
    }

    // What each asks for, by AWS's pages: the console's editor ("Athena identity-based policies"), ODBC 2.x ("Migrate to the Athena ODBC 2.x
    // driver": a connection test calls GetWorkGroup, metadata come from the Athena API), both drivers' result fetchers ("GetQueryResultsStream"),
    // and what Athena then asks of Glue and S3 as its caller.
    [Theory]
    [InlineData("console", "*: athena:ListWorkGroups athena:ListDataCatalogs athena:ListEngineVersions", "workgroup: athena:GetWorkGroup athena:ListQueryExecutions athena:BatchGetQueryExecution athena:StartQueryExecution athena:GetQueryExecution athena:GetQueryResults athena:GetQueryResultsStream athena:StopQueryExecution", "data catalog: athena:GetDataCatalog athena:ListDatabases athena:GetDatabase athena:ListTableMetadata athena:GetTableMetadata")]
    [InlineData("ODBC 2.x", "*: athena:ListDataCatalogs", "workgroup: athena:GetWorkGroup athena:StartQueryExecution athena:GetQueryExecution athena:GetQueryResults athena:GetQueryResultsStream athena:StopQueryExecution", "data catalog: athena:GetDataCatalog athena:ListDatabases athena:ListTableMetadata athena:GetTableMetadata")]
    [InlineData("JDBC 3.x", "*: athena:ListDataCatalogs", "workgroup: athena:GetWorkGroup athena:StartQueryExecution athena:GetQueryExecution athena:GetQueryResults athena:GetQueryResultsStream athena:StopQueryExecution", "data catalog: athena:GetDataCatalog athena:ListDatabases athena:GetDatabase athena:ListTableMetadata athena:GetTableMetadata")]
    [InlineData("Athena for all of them", "catalog: glue:GetDatabases glue:GetDatabase glue:GetTables glue:GetTable", "database: glue:GetDatabases glue:GetDatabase glue:GetTables glue:GetTable", "view: glue:GetTables glue:GetTable", "lake: s3:GetBucketLocation s3:ListBucket", "processed: s3:GetObject", "results: s3:GetBucketLocation s3:ListBucket", "result: s3:PutObject s3:GetObject")]
    public void AthenaReader_CallsOfConsoleAndDrivers_AreAllowed(string client, params string[] calls)
    {
        var evaluator = ActorPolicies.Evaluator("athenaReader");
        var refused =
            from call in calls
            let parts = call.Split(": ")
            from action in parts[1].Split(' ')
            where evaluator.Decide(action, Probes[parts[0]], Favourable) != PolicyDecision.Allowed
            select $"{parts[0]}: {action}";

        refused.ShouldBeEmpty(client);
    }

    [Theory]
    [InlineData("streamFunction", "s3:GetObject", "processed")]
    [InlineData("streamFunction", "s3:DeleteObject", "processed")]
    [InlineData("streamFunction", "s3:PutObject", "beside raw")]
    [InlineData("streamFunction", "s3:PutObject", "object of other bucket")]
    [InlineData("streamFunction", "s3:PutLifecycleConfiguration", "lake")]
    [InlineData("streamFunction", "dynamodb:GetItem", "table")]
    [InlineData("streamFunction", "dynamodb:GetRecords", "old stream")]
    [InlineData("streamFunction", "logs:CreateLogGroup", "log stream")]
    [InlineData("streamFunction", "logs:PutLogEvents", "other log stream")]
    [InlineData("streamFunction", "s3:GetObject", "raw")]
    [InlineData("streamFunction", "s3:GetObject", "beside schemas")]
    [InlineData("streamFunction", "s3:DeleteObject", "schema")]
    [InlineData("streamFunction", "kms:Decrypt", "other key")]
    [InlineData("athenaReader", "athena:StartQueryExecution", "other workgroup")]
    [InlineData("athenaReader", "athena:UpdateWorkGroup", "workgroup")]
    [InlineData("athenaReader", "athena:GetWorkGroup", "other workgroup")]
    [InlineData("athenaReader", "athena:ListTableMetadata", "other data catalog")]
    [InlineData("athenaReader", "glue:GetTables", "other database")]
    [InlineData("athenaReader", "s3:GetObject", "raw")]
    [InlineData("athenaReader", "s3:GetObject", "quarantine")]
    [InlineData("athenaReader", "s3:PutObject", "processed")]
    [InlineData("athenaReader", "s3:PutObject", "result elsewhere")]
    [InlineData("athenaReader", "glue:GetTable", "view elsewhere")]
    [InlineData("athenaReader", "glue:CreateTable", "view")]
    [InlineData("athenaReader", "dynamodb:Scan", "table")]
    [InlineData("athenaReader", "kms:Decrypt", "other key")]
    [InlineData("viewDeployer", "glue:DeleteTable", "base table")]
    [InlineData("viewDeployer", "glue:DeleteDatabase", "database")]
    [InlineData("viewDeployer", "glue:CreateDatabase", "database")]
    [InlineData("viewDeployer", "glue:CreateTable", "view elsewhere")]
    [InlineData("viewDeployer", "s3:PutObject", "processed")]
    [InlineData("quickSight", "s3:GetObject", "raw")]
    [InlineData("quickSight", "s3:CreateBucket", "results")]
    [InlineData("quickSight", "glue:UpdateTable", "view")]
    [InlineData("quickSight", "athena:ListDatabases", "data catalog")]
    [InlineData("quickSight", "athena:GetTableMetadata", "other data catalog")]
    [InlineData("loader", "dynamodb:Query", "table")]
    [InlineData("loader", "dynamodb:Scan", "index")]
    [InlineData("loader", "dynamodb:GetItem", "table")]
    [InlineData("loader", "dynamodb:DeleteTable", "table")]
    [InlineData("loader", "dynamodb:PutItem", "other table")]
    [InlineData("loader", "s3:PutObject", "processed")]
    public void Neighbours_OfAllowedResources_AreNotAllowed(string actor, string action, string probe) =>
        ActorPolicies.Evaluator(actor).Decide(action, Probes[probe], Favourable).ShouldNotBe(PolicyDecision.Allowed);

    [Theory]
    [InlineData("streamFunction", "kms:GenerateDataKey", "key")]
    [InlineData("athenaReader", "kms:Decrypt", "key")]
    [InlineData("athenaReader", "s3:GetObject", "processed")]
    [InlineData("viewDeployer", "s3:GetObject", "processed")]
    public void ServicePermissions_WithoutTheService_AreNotAllowed(string actor, string action, string probe)
    {
        ActorPolicies.Evaluator(actor).Decide(action, Probes[probe], Favourable).ShouldBe(PolicyDecision.Allowed);
        ActorPolicies.Evaluator(actor).Decide(action, Probes[probe], new Dictionary<string, string[]>()).ShouldBe(PolicyDecision.NotAllowed);
    }

    [Fact]
    public void KeepTables_InTheFile_ListsTheSchemasTables() =>
        PolicyStatement.AllOf(ActorPolicies.Filled("viewDeployer")).Single(statement => !statement.IsAllow).Resources.ShouldBe(
            SampleLake.Catalog.Tables.Select(table => $"arn:aws:glue:eu-west-1:123456789012:table/orders_lake/{table.Name}"));
}
