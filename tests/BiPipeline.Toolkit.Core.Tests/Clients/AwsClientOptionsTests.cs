namespace BiPipeline.Toolkit.Core.Tests.Clients;

public sealed class AwsClientOptionsTests
{
    [Fact]
    public void Validate_OptionsOutOfRange_ReportsAll() => Should.Throw<ToolkitOptionsException>(new AwsClientOptions
    {
        Region = "",
        Endpoint = new Uri("/a", UriKind.Relative),
        Timeout = TimeSpan.Zero,
        MaxRetries = 21,
    }.Validate).Problems.ShouldBe([
        "Region is empty; expected a region, or null for the SDK's chain.",
        "Endpoint is /a; expected absolute, such as https://s3.eu-west-1.amazonaws.com.",
        "Timeout is 00:00:00; expected 1 second to 15 minutes.",
        "MaxRetries is 21; expected 0 to 20.",
    ]);

    [Fact]
    public void Validate_LocalCredentialsForAws_Throws() => Should.Throw<ToolkitOptionsException>(new AwsClientOptions { UseLocalCredentials = true }.Validate)
        .Problems.ShouldBe(["UseLocalCredentials is true without an Endpoint; expected a local endpoint."]);

    [Fact]
    public void Local_Endpoint_NeedsNoCredentialChain()
    {
        var options = AwsClientOptions.Local(new Uri("http://127.0.0.1:5000"));

        options.Validate();
        (options.Region, options.UseLocalCredentials, options.Endpoint!.Port).ShouldBe(("us-east-1", true, 5000));
    }
}
