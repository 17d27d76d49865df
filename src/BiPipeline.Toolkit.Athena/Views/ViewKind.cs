namespace BiPipeline.Toolkit.Athena;

/// <summary>Where a view comes from.</summary>
public enum ViewKind
{
    /// <summary>Made from a schema; follows it.</summary>
    Generated = 0,

    /// <summary>Written by hand in a file; its columns are a contract with those who read it.</summary>
    Business,
}
