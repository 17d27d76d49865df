using BiPipeline.Toolkit;
using OrdersPipeline.Lambda;

namespace OrdersPipeline.Tests.Lambda;

public sealed class LambdaSettingsTests
{
    [Fact]
    public void From_AllSettings_ReadsThem()
    {
        var settings = Settings(new() { ["LAKE_BUCKET"] = "orders-lake", ["LAKE_PREFIX"] = "shop/lake/", ["LAKE_KMS_KEY_ID"] = "alias/lake", ["LAKE_BUCKET_OWNER"] = "123456789012" });

        settings.Location.ShouldBe("s3://orders-lake/shop/lake");
        (settings.StoreOptions.S3.KmsKeyId, settings.StoreOptions.S3.ExpectedBucketOwner).ShouldBe(("alias/lake", "123456789012"));
        settings.StoreOptions.Validate();
    }

    [Fact]
    public void From_OnlyTheBucket_Succeeds()
    {
        var settings = Settings(new() { ["LAKE_BUCKET"] = "orders-lake" });

        settings.ShouldBe(new LambdaSettings("orders-lake", "", null, null));
        settings.Location.ShouldBe("s3://orders-lake");
    }

    [Theory]
    [InlineData("LAKE_BUCKET", "s3://orders-lake", "LAKE_BUCKET is not a bucket name")]
    [InlineData("LAKE_BUCKET", "ab", "LAKE_BUCKET is not a bucket name")]
    [InlineData("LAKE_PREFIX", "a//b", "LAKE_PREFIX is not a prefix")]
    [InlineData("LAKE_BUCKET_OWNER", "12345678901", "LAKE_BUCKET_OWNER is not an account; expected 12 digits")]
    public void From_WrongSetting_NamesIt(string name, string value, string problem)
    {
        var environment = new Dictionary<string, string> { ["LAKE_BUCKET"] = "orders-lake" };
        environment[name] = value;

        Should.Throw<ToolkitOptionsException>(() => Settings(environment)).Problems.ShouldHaveSingleItem().ShouldStartWith(problem);
    }

    static LambdaSettings Settings(Dictionary<string, string> environment) => LambdaSettings.From(environment.GetValueOrDefault);
}
