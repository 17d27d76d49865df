namespace BiPipeline.Toolkit.Glue;

/// <summary>What is to be done about a table.</summary>
public enum TableAction
{
    /// <summary>The catalog has it as it should be.</summary>
    Unchanged = 0,

    /// <summary>The catalog doesn't have it.</summary>
    Create,

    /// <summary>The catalog has an older or smaller one.</summary>
    Update,

    /// <summary>The catalog has one that can't become this one.</summary>
    Refuse,
}
