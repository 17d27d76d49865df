namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A value that is the same in the file and in memory.</summary>
readonly struct StoredAsItIs<T> : IStoredForm<T, T>
{
    public T Value(T stored) => stored;
}
