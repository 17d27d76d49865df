namespace BiPipeline.Toolkit.Flattening;

/// <summary>Whether values that were seen fit a type that is declared already.</summary>
static class Misfits
{
    /// <summary>Whether every value would land in the column.</summary>
    internal static bool Fits(SchemaColumn column, ObservedType seen) => Fits(column.Type, column.Unit, column.Coerce, seen);

    static bool Fits(DataType type, TimeUnit unit, bool coerce, ObservedType seen) => type switch
    {
        DataType.StringType => true,
        DataType.ArrayType array => Only(seen, ValueKinds.List)
            && (seen.Element is not { } element || Fits(array.Element, unit, coerce, element)),
        DataType.MapType map => Only(seen, ValueKinds.Map)
            && (seen.AsMapValue(maxShare: 1, isForced: true) is not { } value || Fits(map.Value, unit, coerce, value)),
        // Members without a field are rescued by themselves; names of fields are compared where the file is written.
        DataType.StructType => Only(seen, ValueKinds.Map),
        DataType.BinaryType => Only(seen, ValueKinds.Binary),
        DataType.DateType => Only(seen, ValueKinds.Text) && !seen.Texts.HasNonDates,
        DataType.TimestampType => FitTimes(unit, coerce, seen),
        DataType.BooleanType => Only(seen, coerce ? ValueKinds.Boolean | ValueKinds.Text | ValueKinds.Number : ValueKinds.Boolean)
            && !seen.Texts.HasNonBooleans && seen.Numbers is { AreBigints: true } and ({ Least: >= 0, Greatest: <= 1 }),
        _ => Only(seen, coerce ? ValueKinds.Number | ValueKinds.Text : ValueKinds.Number)
            && FitNumbers(type, seen.Numbers) && !seen.Texts.HasNonNumbers && FitNumbers(type, seen.Texts.Numbers),
    };

    static bool Only(ObservedType seen, ValueKinds kinds) => (seen.Kinds & ~kinds) == ValueKinds.None;

    static bool FitTimes(TimeUnit unit, bool coerce, ObservedType seen)
    {
        var kinds = unit == TimeUnit.None ? ValueKinds.Text : ValueKinds.Text | ValueKinds.Number;
        return Only(seen, kinds) && (coerce ? !seen.Texts.HasNonTimes || !seen.Texts.HasNonNumbers : !seen.Texts.HasNonTimestamps);
    }

    static bool FitNumbers(DataType type, ObservedNumbers seen) => type switch
    {
        DataType.IntType => seen.AreBigints
            && (seen.Greatest < seen.Least || (seen.Least >= int.MinValue && seen.Greatest <= int.MaxValue)),
        DataType.BigintType => seen.AreBigints,
        DataType.DecimalType numbers => seen.Fit(numbers),
        _ => true,
    };
}
