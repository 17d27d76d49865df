using System.Collections;
using BiPipeline.Toolkit;
using OrdersPipeline.Lambda;

namespace OrdersPipeline.Tests.Lambda;

public sealed class LambdaSettingsTests
{
    [Fact]
    public void From_Everything_IsTaken()
    {
        var settings = LambdaSettings.From(new Hashtable { ["LAKE_BUCKET"] = "orders-lake", ["LAKE_PREFIX"] = "shop/lake/", ["LAKE_KMS_KEY_ID"] = "alias/lake", ["LAKE_BUCKET_OWNER"] = "123456789012" });

        settings.Location.ShouldBe("s3://orders-lake/shop/lake");
        (settings.StoreOptions.KmsKeyId, settings.StoreOptions.ExpectedBucketOwner).ShouldBe(("alias/lake", "123456789012"));
        settings.StoreOptions.Validate();
    }

    // A template passes parameters on that were left empty.
    [Fact]
    public void From_EmptyTexts_AreNotSet()
    {
        var settings = LambdaSettings.From(new Hashtable { ["LAKE_BUCKET"] = "orders-lake", ["LAKE_PREFIX"] = "", ["LAKE_KMS_KEY_ID"] = "", ["LAKE_BUCKET_OWNER"] = " " });

        settings.ShouldBe(new LambdaSettings("orders-lake", "", null, null));
        settings.Location.ShouldBe("s3://orders-lake");
    }

    [Theory]
    [InlineData("LAKE_BUCKET", "s3://orders-lake", "LAKE_BUCKET is no bucket's name")]
    [InlineData("LAKE_BUCKET", "ab", "LAKE_BUCKET is no bucket's name")]
    [InlineData("LAKE_PREFIX", "a//b", "LAKE_PREFIX must be segments")]
    [InlineData("LAKE_BUCKET_OWNER", "12345678901", "LAKE_BUCKET_OWNER must be the 12 digits")]
    public void From_WrongSetting_IsNamed(string name, string value, string problem)
    {
        var environment = new Hashtable { ["LAKE_BUCKET"] = "orders-lake" };
        environment[name] = value;

        Should.Throw<ToolkitOptionsException>(() => LambdaSettings.From(environment)).Problems.ShouldHaveSingleItem().ShouldStartWith(problem);
    }
}
