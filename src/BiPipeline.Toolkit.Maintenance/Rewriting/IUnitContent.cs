namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The content of a unit's objects while they are read, in the order of the unit.</summary>
interface IUnitContent : IDisposable
{
    /// <summary>Reads an object; does nothing when it does not exist.</summary>
    /// <exception cref="InvalidDataException">The object is damaged.</exception>
    Task ReadAsync(RewriteInput input, CancellationToken cancellationToken);

    /// <summary>Returns what the unit becomes. The caller disposes the outputs' buffers.</summary>
    Rewritten Finish();
}
