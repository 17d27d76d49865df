namespace BiPipeline.Toolkit.Maintenance;

/// <summary>How a value is stored.</summary>
/// <typeparam name="TStored">The value in the file.</typeparam>
/// <typeparam name="TValue">The value in memory.</typeparam>
interface IStoredForm<TStored, TValue>
{
    /// <summary>Returns the value.</summary>
    /// <exception cref="InvalidDataException">The stored value is not one of the column's type.</exception>
    TValue Value(TStored stored);
}
