using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Lake;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>What template.yaml deploys, after SAM's expansion.</summary>
[Collection(nameof(Templates))]
public sealed class TemplateTests(Templates templates)
{
    static readonly (string, string)[] EverythingOn =
    [
        ("DeletionProtection", "true"), ("Versioning", "true"), ("Encryption", "KMS"), ("RawExpirationDays", "400"), ("ReservedConcurrency", "5"),
        ("AlarmTopicArn", "arn:aws:sns:eu-west-1:123456789012:alarms"), ("QuickSightPrincipalArn", "arn:aws:quicksight:eu-west-1:123456789012:user/default/admin"),
    ];

    [RequiresFact(Need.CfnLint)]
    [Trait("Category", "Slow")]
    public async Task Templates_PassCfnLint() => (await Python.RunAsync(
        ["-c", "import sys; from cfnlint.runner import main; sys.exit(main())", Repository.PathOf(InfrastructureFolder.Template), Repository.PathOf(InfrastructureFolder.QuickSight)])).ShouldBe("");

    [RequiresFact(Need.CfnLint)]
    public async Task Parameters_Defaults_MatchTheConsole()
    {
        var template = await templates.MainAsync();

        Default("OrdersTableName").ShouldBe("orders");
        Default("DatabaseName").ShouldBe(OrdersPipeline.Catalog.OrdersCatalog.Database);
        Default("WorkGroupName").ShouldBe("orders-pipeline");
        new[] { "OrdersTableName", "LakeBucketName", "ResultsBucketName", "DatabaseName", "WorkGroupName", "FunctionName", "StreamArn" }.ShouldAllBe(name => template.Outputs.ContainsKey(name));

        string Default(string name) => template.Parameters[name]!["Default"]!.GetValue<string>();
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Table_Stream_CarriesBothImages()
    {
        var table = (await templates.MainAsync()).Properties("OrdersTable");

        table["StreamSpecification"]!["StreamViewType"]!.GetValue<string>().ShouldBe("NEW_AND_OLD_IMAGES");
        table["BillingMode"]!.GetValue<string>().ShouldBe("PAY_PER_REQUEST");
        table["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"]!.GetValue<bool>().ShouldBeTrue();
        table["TimeToLiveSpecification"]!.ToJsonString().ShouldBe("""{"AttributeName":"expiresAt","Enabled":true}""");
        table["KeySchema"]!.ToJsonString().ShouldBe("""[{"AttributeName":"orderId","KeyType":"HASH"}]""");
        table["DeletionProtectionEnabled"]!.GetValue<bool>().ShouldBeFalse();
        (await templates.MainAsync(EverythingOn)).Properties("OrdersTable")["DeletionProtectionEnabled"]!.GetValue<bool>().ShouldBeTrue();
    }

    [RequiresFact(Need.CfnLint)]
    public async Task EventSource_Settings_MatchTheDesign()
    {
        var (id, mapping) = (await templates.MainAsync()).OfType("AWS::Lambda::EventSourceMapping").ShouldHaveSingleItem();

        id.ShouldBe("StreamFunctionOrdersStream");
        JsonNode.DeepEquals(mapping, JsonNode.Parse($$"""
            { "BatchSize": 10000, "BisectBatchOnFunctionError": true, "DestinationConfig": { "OnFailure": { "Destination": "arn:aws:s3:::lake" } },
              "EventSourceArn": "{{PolicyValues.Stream}}", "FunctionName": "StreamFunction", "MaximumBatchingWindowInSeconds": 60, "MaximumRecordAgeInSeconds": 43200,
              "MaximumRetryAttempts": 100, "ParallelizationFactor": 1, "StartingPosition": "TRIM_HORIZON", "FunctionResponseTypes": ["ReportBatchItemFailures"],
              "MetricsConfig": { "Metrics": ["EventCount"] } }
            """)).ShouldBeTrue(mapping.ToJsonString());
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Function_Settings_MatchTheProgramsVariables()
    {
        var function = (await templates.MainAsync()).Properties("StreamFunction");

        function["Runtime"]!.GetValue<string>().ShouldBe("provided.al2023");
        function["Handler"]!.GetValue<string>().ShouldBe(typeof(OrdersPipeline.Lambda.LambdaSettings).Assembly.GetName().Name);
        function["ReservedConcurrentExecutions"].ShouldBeNull();
        Settings(function).ShouldBe(new OrdersPipeline.Lambda.LambdaSettings("lake", "", KmsKeyId: null, "123456789012"));
        var other = (await templates.MainAsync(EverythingOn)).Properties("StreamFunction");
        Settings(other).KmsKeyId.ShouldBe(PolicyValues.Key);
        other["ReservedConcurrentExecutions"]!.ToString().ShouldBe("5");

        static OrdersPipeline.Lambda.LambdaSettings Settings(JsonNode function) =>
            OrdersPipeline.Lambda.LambdaSettings.From(name => function["Environment"]!["Variables"]![name]?.GetValue<string>() is { Length: > 0 } value ? value : null);
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Function_TimeOut_OutlastsTwoObjectsThatTimeOut()
    {
        // OrdersPipeline.Lambda's client: 10 s a try, 3 more tries.
        var oneObject = 10 * (1 + 3);

        (await templates.MainAsync()).Properties("StreamFunction")["Timeout"]!.GetValue<int>().ShouldBeGreaterThan(2 * oneObject);
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Roles_Policies_AreOnlyTheirOwn()
    {
        foreach (var template in new[] { await templates.MainAsync(EverythingOn), await templates.QuickSightAsync() })
        {
            template.OfType("AWS::IAM::Role").ShouldNotBeEmpty();
            template.OfType("AWS::IAM::Role").ShouldAllBe(role => role.Properties["ManagedPolicyArns"] == null);
        }
        (await templates.MainAsync()).OfType("AWS::IAM::Role").Select(role => role.Id).ShouldBe(["StreamFunctionRole"]);
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Functions_Permissions_ExcludeOthers() => (await templates.MainAsync(EverythingOn)).OfType("AWS::Lambda::Permission").ShouldBeEmpty();

    [RequiresFact(Need.CfnLint)]
    public async Task Buckets_AnySettings_AreEncryptedAndClosed()
    {
        foreach (var (template, algorithm) in new[] { (await templates.MainAsync(), "AES256"), (await templates.MainAsync(EverythingOn), "aws:kms") })
        {
            foreach (var (id, bucket) in template.OfType("AWS::S3::Bucket"))
            {
                var rule = bucket["BucketEncryption"]!["ServerSideEncryptionConfiguration"]!.AsArray().ShouldHaveSingleItem()!;
                rule["ServerSideEncryptionByDefault"]!["SSEAlgorithm"]!.GetValue<string>().ShouldBe(algorithm, id);
                rule["ServerSideEncryptionByDefault"]!["KMSMasterKeyID"]?.GetValue<string>().ShouldBe(PolicyValues.Key);
                (rule["ServerSideEncryptionByDefault"]!["KMSMasterKeyID"] is null).ShouldBe(algorithm == "AES256");
                bucket["PublicAccessBlockConfiguration"]!.ToJsonString().ShouldBe("""{"BlockPublicAcls":true,"BlockPublicPolicy":true,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}""", id);
                bucket["OwnershipControls"]!["Rules"]![0]!["ObjectOwnership"]!.GetValue<string>().ShouldBe("BucketOwnerEnforced", id);
                bucket["BucketName"].ShouldBeNull(id);
            }
            template.OfType("AWS::S3::Bucket").Select(bucket => bucket.Id).ShouldBe(["LakeBucket", "ResultsBucket"], ignoreOrder: true);
        }
    }

    [RequiresTheory(Need.CfnLint)]
    [InlineData("lake", "LakeBucketPolicy")]
    [InlineData("results", "ResultsBucketPolicy")]
    public async Task Buckets_RequestsWithoutTls_AreDenied(string bucket, string policy)
    {
        var properties = (await templates.MainAsync()).Properties(policy);
        var evaluator = new PolicyEvaluator(PolicyStatement.AllOf(properties["PolicyDocument"]!));

        properties["Bucket"]!.GetValue<string>().ShouldBe(bucket);
        properties["PolicyDocument"]!["Statement"]!.AsArray().ShouldAllBe(statement => statement!["Principal"]!.ToString() == "*" && statement["Effect"]!.ToString() == "Deny");
        foreach (var (action, resource) in new[] { ("s3:GetObject", $"arn:aws:s3:::{bucket}/processed/a"), ("s3:ListBucket", $"arn:aws:s3:::{bucket}"), ("s3:PutObject", $"arn:aws:s3:::{bucket}/x") })
        {
            evaluator.Decide(action, resource, new Dictionary<string, string[]> { ["aws:SecureTransport"] = ["false"] }).ShouldBe(PolicyDecision.Denied);
            evaluator.Decide(action, resource, new Dictionary<string, string[]> { ["aws:SecureTransport"] = ["true"] }).ShouldBe(PolicyDecision.NotAllowed);
        }
    }

    [RequiresTheory(Need.CfnLint)]
    [InlineData("processed/orders/a.parquet", "true", null, PolicyDecision.Denied)] // a plain put could overwrite
    [InlineData("processed/orders/a.parquet", "true", "*", PolicyDecision.NotAllowed)]
    [InlineData("raw/orders/a.json.gz", "true", null, PolicyDecision.Denied)]
    [InlineData("quarantine/orders/a.json.gz", "true", null, PolicyDecision.Denied)]
    [InlineData("processed/orders/a.parquet", "false", null, PolicyDecision.NotAllowed)] // a part of an upload
    [InlineData("aws/lambda/id/shard/2026/11/26/a", "true", null, PolicyDecision.NotAllowed)] // Lambda's own puts carry no condition
    public async Task LakeBucket_PutsThatCouldOverwrite_AreDenied(string key, string creates, string? ifNoneMatch, object expected)
    {
        var evaluator = new PolicyEvaluator(PolicyStatement.AllOf((await templates.MainAsync()).Properties("LakeBucketPolicy")["PolicyDocument"]!));
        var context = new Dictionary<string, string[]> { ["aws:SecureTransport"] = ["true"], ["s3:ObjectCreationOperation"] = [creates] };
        if (ifNoneMatch is not null) { context["s3:if-none-match"] = [ifNoneMatch]; }

        evaluator.Decide("s3:PutObject", $"arn:aws:s3:::lake/{key}", context).ShouldBe(expected);
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Lifecycle_AnySettings_NeverExpiresRowsOfViews()
    {
        foreach (var template in new[] { await templates.MainAsync(), await templates.MainAsync(EverythingOn) })
        {
            var rules = template.Properties("LakeBucket")["LifecycleConfiguration"]!["Rules"]!.AsArray();
            var removing = rules.Where(rule => rule!.AsObject().Any(member => member.Key is not ("Id" or "Status" or "Prefix" or "AbortIncompleteMultipartUpload"))).ToList();

            removing.ShouldNotBeEmpty();
            removing.ShouldAllBe(rule => rule!["Prefix"]!.GetValue<string>() == "raw/");
            rules.Count(rule => rule!["AbortIncompleteMultipartUpload"] != null && rule["Prefix"] == null && rule["Status"]!.ToString() == "Enabled").ShouldBe(1);
            template.Properties("ResultsBucket")["LifecycleConfiguration"]!["Rules"]!.AsArray().Single(rule => rule!["ExpirationInDays"] != null)!["Prefix"]!.GetValue<string>().ShouldBe("athena/");
        }
        Expires(await templates.MainAsync()).ShouldBe("Disabled");
        Expires(await templates.MainAsync(EverythingOn)).ShouldBe("Enabled");

        static string Expires(DeployedTemplate template) =>
            template.Properties("LakeBucket")["LifecycleConfiguration"]!["Rules"]!.AsArray().Single(rule => rule!["ExpirationInDays"] != null)!["Status"]!.GetValue<string>();
    }

    [RequiresFact(Need.CfnLint)]
    public async Task LakeAndKey_AfterTheStacksDeletion_Stay()
    {
        var template = await templates.MainAsync(EverythingOn);

        foreach (var id in new[] { "LakeBucket", "LakeKey" })
        {
            template.Resources[id]!["DeletionPolicy"]!.GetValue<string>().ShouldBe("Retain");
            template.Resources[id]!["UpdateReplacePolicy"]!.GetValue<string>().ShouldBe("Retain");
        }
        (await templates.MainAsync()).Resources.ContainsKey("LakeKey").ShouldBeFalse();
    }

    [RequiresFact(Need.CfnLint)]
    public async Task LogGroups_All_ExpireAndBelongToTheFunction()
    {
        var template = await templates.MainAsync();

        template.OfType("AWS::Logs::LogGroup").ShouldHaveSingleItem().Properties["RetentionInDays"]!.ToString().ShouldBe("30");
        template.Properties("StreamFunction")["LoggingConfig"]!.ToJsonString().ShouldBe("""{"LogFormat":"JSON","LogGroup":"StreamLogGroup"}""");
    }

    [RequiresFact(Need.CfnLint)]
    public async Task WorkGroup_Configuration_IsEnforced()
    {
        var configuration = (await templates.MainAsync()).Properties("WorkGroup")["WorkGroupConfiguration"]!;

        configuration["EnforceWorkGroupConfiguration"]!.GetValue<bool>().ShouldBeTrue();
        configuration["BytesScannedCutoffPerQuery"]!.ToString().ShouldBe("1073741824");
        configuration["ResultConfiguration"]!.ToJsonString().ShouldBe("""{"OutputLocation":"s3://results/athena/","ExpectedBucketOwner":"123456789012","EncryptionConfiguration":{"EncryptionOption":"SSE_S3"}}""");
        (await templates.MainAsync(EverythingOn)).Properties("WorkGroup")["WorkGroupConfiguration"]!["ResultConfiguration"]!["EncryptionConfiguration"]!.ToJsonString()
            .ShouldBe($$"""{"EncryptionOption":"SSE_KMS","KmsKey":"{{PolicyValues.Key}}"}""");
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Alarms_All_WatchTheirMetricAndNotifyTheTopic()
    {
        var template = await templates.MainAsync(EverythingOn);

        template.OfType("AWS::CloudWatch::Alarm").Select(alarm => $"{alarm.Properties["Namespace"]} {alarm.Properties["MetricName"]} {alarm.Properties["Statistic"]} {alarm.Properties["Threshold"]}").ShouldBe(
            ["AWS/Lambda IteratorAge Maximum 3600000", "AWS/Lambda Errors Sum 0", "AWS/Lambda Throttles Sum 0", "AWS/Lambda DroppedEventCount Sum 0", "AWS/Lambda DestinationDeliveryFailures Sum 0", "OrdersPipeline/orders BatchesNotStored Sum 0", "OrdersPipeline/orders BatchesWithQuarantine Sum 0"],
            ignoreOrder: true);
        template.OfType("AWS::CloudWatch::Alarm").ShouldAllBe(alarm => alarm.Properties["AlarmActions"]!.ToJsonString(null) == """["arn:aws:sns:eu-west-1:123456789012:alarms"]""");
        (await templates.MainAsync()).OfType("AWS::CloudWatch::Alarm").ShouldAllBe(alarm => alarm.Properties["AlarmActions"] == null);
    }

    [RequiresFact(Need.CfnLint)]
    public async Task Dashboard_Body_IsJsonWithSixWidgetsThatDoNotOverlap()
    {
        var template = await templates.MainAsync();
        var widgets = JsonNode.Parse(template.Properties("Dashboard")["DashboardBody"]!.GetValue<string>())!["widgets"]!.AsArray();

        widgets.Select(widget => (widget!["x"]!.GetValue<int>(), widget["y"]!.GetValue<int>())).Distinct().Count().ShouldBe(6);
        widgets.ShouldAllBe(widget => widget!["properties"]!["region"]!.GetValue<string>() == "eu-west-1" && widget["properties"]!["metrics"]!.AsArray().Count > 0);
    }

    [RequiresFact(Need.CfnLint)]
    public async Task QuickSight_WithoutAPrincipal_IsNotDeployed()
    {
        (await templates.MainAsync()).OfType("AWS::CloudFormation::Stack").ShouldBeEmpty();
        var nested = (await templates.MainAsync(EverythingOn)).Properties("QuickSight");

        nested["TemplateURL"]!.GetValue<string>().ShouldBe("quicksight.yaml");
        var wanted = (await templates.QuickSightAsync()).Parameters;
        nested["Parameters"]!.AsObject().ShouldAllBe(parameter => wanted.ContainsKey(parameter.Key));
        wanted.Where(parameter => parameter.Value!["Default"] is null).ShouldAllBe(parameter => nested["Parameters"]!.AsObject().ContainsKey(parameter.Key));
    }

    [Fact]
    public void LargestEvent_StaysBelowTheMultipartLimit()
    {
        // The function may not abort an upload: it never begins one.
        const long LargestEvent = 6 * 1024 * 1024;

        new S3StoreOptions().MultipartAboveBytes.ShouldBeGreaterThan(4 * LargestEvent);
    }
}
