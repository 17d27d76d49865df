namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The result of a change.</summary>
enum ChangeResult
{
    Made = 0,

    /// <summary>The condition shows that the change was made before.</summary>
    AlreadyMade,

    /// <summary>The item of an update does not exist.</summary>
    NotFound,
}
