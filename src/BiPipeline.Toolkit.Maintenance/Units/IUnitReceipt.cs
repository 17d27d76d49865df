namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The receipt of a unit of work. It is put after the unit's objects, and never changes.</summary>
/// <typeparam name="TSelf">The receipt's type.</typeparam>
interface IUnitReceipt<TSelf>
    where TSelf : IUnitReceipt<TSelf>
{
    /// <summary>Returns the receipt as JSON.</summary>
    byte[] ToBytes();

    /// <summary>Parses the JSON of a receipt.</summary>
    /// <param name="json">The object's bytes.</param>
    /// <param name="key">The object's key, for messages.</param>
    /// <exception cref="InvalidDataException">The object is not a receipt.</exception>
    static abstract TSelf Parse(ReadOnlySpan<byte> json, string key);
}
