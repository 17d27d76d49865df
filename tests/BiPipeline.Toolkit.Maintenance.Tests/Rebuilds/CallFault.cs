namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>How a call of a store fails.</summary>
public enum CallFault
{
    /// <summary>Before anything happens.</summary>
    Before,

    /// <summary>After it happened: the answer is lost.</summary>
    After,

    /// <summary>In the middle: of a listing after its first object, of an object behind half of its bytes.</summary>
    Midway,
}
