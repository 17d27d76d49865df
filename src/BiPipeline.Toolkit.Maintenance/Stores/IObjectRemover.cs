namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Deletes objects of a lake. It is not part of <see cref="IObjectStore"/>, so writers of a lake cannot delete.</summary>
interface IObjectRemover
{
    /// <summary>Deletes objects. One that does not exist is deleted already.</summary>
    /// <exception cref="IOException">An object can't be deleted.</exception>
    Task RemoveAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);
}
