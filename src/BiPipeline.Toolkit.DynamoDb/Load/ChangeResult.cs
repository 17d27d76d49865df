namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>What became of a change.</summary>
enum ChangeResult
{
    Made = 0,

    /// <summary>The condition says that it was made before.</summary>
    AlreadyMade,

    /// <summary>The item of an update is not there.</summary>
    NotFound,
}
