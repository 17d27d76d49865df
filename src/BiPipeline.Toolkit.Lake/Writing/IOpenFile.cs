namespace BiPipeline.Toolkit.Lake;

/// <summary>An object that is being filled.</summary>
interface IOpenFile : IDisposable
{
    /// <summary>Whether it has the size at which the next one begins.</summary>
    bool IsFull { get; }

    /// <summary>The last block of records that it got something of.</summary>
    long LastBlock { get; set; }

    /// <summary>Makes it an object. Nothing can be added after it.</summary>
    PendingObject Finish();
}
