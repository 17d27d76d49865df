namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A timestamp in units of less than a millisecond.</summary>
/// <param name="perMillisecond">Number of units per millisecond.</param>
readonly struct StoredTime(long perMillisecond) : IStoredForm<long, long>
{
    public long Value(long stored) => stored % perMillisecond == 0
        ? stored / perMillisecond
        : throw new InvalidDataException("A timestamp is not a whole number of milliseconds; expected one, as a lake has.");
}
