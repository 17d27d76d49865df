using System.Collections;
using Microsoft.Extensions.Logging.Abstractions;

namespace BiPipeline.Toolkit.Lambda.Tests;

public sealed class LambdaEnvironmentTests
{
    readonly LambdaEnvironment _environment = new(new Hashtable { ["LAKE"] = "s3://lake", ["EMPTY"] = " " }, Path.GetTempPath(), NullLoggerFactory.Instance);

    [Fact]
    public void Settings_MatchTheVariables()
    {
        _environment["LAKE"].ShouldBe("s3://lake");
        _environment.Find("LAKE").ShouldBe("s3://lake");
    }

    // A template passes empty parameters.
    [Theory]
    [InlineData("EMPTY")]
    [InlineData("MISSING")]
    public void Settings_BlankOrMissing_AreNotSet(string name)
    {
        _environment.Find(name).ShouldBeNull();
        Should.Throw<ToolkitOptionsException>(() => _environment[name]).Problems.ShouldBe([$"{name} is not set."]);
    }

    [Fact]
    public void PathOf_File_IsBesideTheProgram() => _environment.PathOf("orders.schema.json").ShouldBe(Path.Combine(Path.GetTempPath(), "orders.schema.json"));
}
