namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>What a test's lake has beside plain rows of a stream.</summary>
[Flags]
public enum LakeTraits
{
    None = 0,
    Redelivered = 1,
    Children = 2,
    Entities = 4,
    Kinesis = 8,
    TwoVersions = 16,
    ByColumn = 32,
    Policies = 64,
    Quarantine = 128,
    FromFiles = 256,
    ByMonth = 512,
}
