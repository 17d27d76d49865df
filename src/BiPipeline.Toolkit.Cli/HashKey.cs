using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The secret key of policies that hash, from the environment, so that no command line or file contains it.</summary>
static class HashKey
{
    const string Variable = "BIPIPELINE_HASH_KEY";

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one variable that the program reads; libraries take values as options.")]
    internal static ReadOnlyMemory<byte> FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } key ? Encoding.UTF8.GetBytes(key) : default(ReadOnlyMemory<byte>);
}
