namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads values of a fixed size.</summary>
sealed class FixedLeaf<TStored, TValue, TForm>(DataType type, FieldPlace place, int index, TForm form)
    : LeafField<TStored>(type, place, index)
    where TStored : unmanaged
    where TValue : unmanaged
    where TForm : struct, IStoredForm<TStored, TValue>
{
    private protected override void Append(Column column, ReadOnlySpan<byte> validity, ReadOnlySpan<TStored> stored)
    {
        var values = ((FixedColumn<TValue>)column).Extend(validity);
        if (stored.Length == values.Length)
        {
            for (var i = 0; i < values.Length; i++) { values[i] = form.Value(stored[i]); }
            return;
        }
        var next = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (validity[i] != 0) { values[i] = form.Value(stored[next++]); }
        }
    }
}
