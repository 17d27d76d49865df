using OrdersPipeline.Aws;
using OrdersPipeline.Commands;
using OrdersPipeline.Tests.Local;
using OrdersPipeline.Tests.Printing;

namespace OrdersPipeline.Tests.Commands;

public sealed class AwsCommandLineTests
{
    [Theory]
    [InlineData("s3://orders-lake", "orders-lake", "")]
    [InlineData("s3://orders-lake/", "orders-lake", "")]
    [InlineData("s3://orders-lake/shop/lake/", "orders-lake", "shop/lake")]
    public void Parse_S3Location_Succeeds(string text, string bucket, string prefix) => LakeLocation.Parse(text).ShouldBe(new LakeLocation(bucket, prefix));

    [Theory]
    [InlineData("orders-lake")]
    [InlineData("s3://")]
    [InlineData("s3:///lake")]
    [InlineData("s3://Orders_Lake")]
    [InlineData("s3://orders-lake//lake")]
    [InlineData("s3://orders-lake/a//b")]
    [InlineData("s3://orders-lake/../b")]
    [InlineData("https://orders-lake")]
    public void Parse_OtherText_ReturnsNull(string text) => LakeLocation.Parse(text).ShouldBeNull();

    public static TheoryData<string[], string> Wrong => new()
    {
        { ["deploy-catalog"], "error: Option '--lake' is required." },
        { ["deploy-catalog", "--lake", "orders-lake"], "error: 'orders-lake' is not an S3 location; expected s3://bucket or s3://bucket/prefix." },
        { ["status", "--lake", "s3://orders-lake", "--endpoint-url", "ftp://x"], "error: --endpoint-url is 'ftp://x'; expected http:// or https://." },
        { ["load", "--parallelism", "65"], "error: --parallelism is out of range; expected 1 to 64." },
        { ["down"], "error: Option '--lake' is required." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task RunAsync_WrongUsage_ReportsTheError(string[] arguments, string expected)
    {
        var (code, error) = await RunAsync(arguments);

        (code, error.Trim()).ShouldBe((2, expected));
    }

    [Fact]
    public async Task RunAsync_UnknownProfile_PrintsOneLine()
    {
        var (code, error) = await RunAsync(["deploy-catalog", "--lake", "s3://orders-lake", "--profile", "no-such-profile-here"]);

        (code, error.Trim()).ShouldBe((1, "error: Profile 'no-such-profile-here' does not exist; expected a profile of the AWS files. See 'aws configure list-profiles'."));
    }

    static async Task<(int Code, string Error)> RunAsync(string[] arguments)
    {
        using var error = new StringWriter();
        var code = 0;
        await Rendered.TextAsync(async console => code = await OrdersCommandLine.RunAsync(arguments, console, error, () => new OracleEngine(), CancellationToken.None));
        return (code, error.ToString());
    }
}
