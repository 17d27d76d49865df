namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>What policies say to a request.</summary>
enum PolicyDecision
{
    /// <summary>No statement matches.</summary>
    NotAllowed,

    /// <summary>A statement allows it and none denies it.</summary>
    Allowed,

    /// <summary>A statement denies it.</summary>
    Denied,
}
