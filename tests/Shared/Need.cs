namespace BiPipeline.Toolkit.TestKit;

/// <summary>A requirement of a test outside .NET.</summary>
public enum Need
{
    /// <summary>python3 with moto's server.</summary>
    Moto,

    /// <summary>python3 with boto3 and botocore.</summary>
    Botocore,

    /// <summary>The cfn-lint command's module.</summary>
    CfnLint,

    /// <summary>Node and the packages of eng/conformance.</summary>
    NodeReaders,

    /// <summary>Node and the grammars of eng/grammar.</summary>
    SqlGrammar,

    /// <summary>Node and the JSON Schema validator of eng/grammar.</summary>
    JsonSchema,

    /// <summary>Linux on x64 with clang or gcc, and binutils.</summary>
    LinkerOfLinuxX64,
}
