namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A decimal of up to nine digits.</summary>
readonly struct StoredAsInt32 : IStoredForm<int, long>
{
    public long Value(int stored) => stored;
}
