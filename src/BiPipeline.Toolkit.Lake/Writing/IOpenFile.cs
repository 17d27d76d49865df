namespace BiPipeline.Toolkit.Lake;

/// <summary>An object that is still being filled.</summary>
interface IOpenFile : IDisposable
{
    /// <summary>Whether the object is full, so that the next one starts.</summary>
    bool IsFull { get; }

    /// <summary>Number of the last block of records with a row of this object.</summary>
    long LastBlock { get; set; }

    /// <summary>Finishes the object. Nothing can be added after it.</summary>
    PendingObject Finish();
}
