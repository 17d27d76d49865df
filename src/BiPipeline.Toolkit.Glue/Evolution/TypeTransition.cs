using static BiPipeline.Toolkit.DataType;

namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// Decides whether a column of a Parquet table may change its type in place, by how Athena's reader handles existing files: its list of
/// compatible types ("Types of schema updates") and, beyond that list, the reader's rules for each physical type.
/// </summary>
/// <param name="Change">The verdict.</param>
/// <param name="Reason">The reason in a few words; empty for <see cref="TypeChange.None"/>.</param>
sealed record TypeTransition(TypeChange Change, string Reason)
{
    const int MaxInt64Digits = DecimalType.MaxInt64Precision;

    static readonly TypeTransition Same = new(TypeChange.None, "");

    /// <summary>
    /// Returns the verdict for a column that was declared, and written, as <paramref name="from"/> and becomes <paramref name="to"/>.
    /// </summary>
    internal static TypeTransition Between(DataType from, DataType to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Equals(to)) { return Same; }
        return (from, to) switch
        {
            (DecimalType { Scale: 0, Precision: <= MaxInt64Digits }, _) when to == Int || to == Bigint =>
                NewFiles("decimals without a fraction become integers, which AWS does not guarantee"),
            (_, DecimalType { Precision: <= MaxInt64Digits }) when from == Int =>
                NewFiles("32-bit integers become decimals, which AWS does not guarantee"),
            (DecimalType old, DecimalType next) => Decimal(old, next),
            (ArrayType old, ArrayType next) => Inside("elements", Between(old.Element, next.Element)),
            (MapType old, MapType next) => Inside("values", Between(old.Value, next.Value)),
            (StructType old, StructType next) => Struct(old, next),
            _ => BetweenWords(from.ToString(), to.ToString())
                ?? new(TypeChange.Refused, $"Athena can't read a file's {Family(from)} as {Family(to)}"),
        };
    }

    static TypeTransition? BetweenWords(string from, string to) => (from, to) switch
    {
        ("int", "bigint") => Safe("32-bit integers become 64-bit integers"),
        ("bigint", "int") => NewFiles("integers above 2,147,483,647 fail"),
        ("timestamp", "bigint") => NewFiles("times become milliseconds"),
        ("int", "date") => NewFiles("integers become days since 1970-01-01"),
        ("binary", "string") => NewFiles("bytes become text, even when they are not UTF-8"),
        ("string", "binary") => NewFiles("text becomes its UTF-8 bytes"),
        _ => null,
    };

    /// <summary>
    /// Returns the narrowest type to which both types can change safely, so that the table reads files of both. Null when there is none.
    /// </summary>
    internal static DataType? Join(DataType left, DataType right) => (left, right) switch
    {
        _ when left.Equals(right) => left,
        _ when (left == Int && right == Bigint) || (left == Bigint && right == Int) => Bigint,
        (ArrayType a, ArrayType b) => Join(a.Element, b.Element) is { } element ? DataType.Array(element) : null,
        (MapType a, MapType b) => Join(a.Value, b.Value) is { } value ? DataType.Map(value) : null,
        (StructType a, StructType b) => JoinFields(a, b),
        _ => null,
    };

    // The left type's fields keep their positions; new fields of the right type follow.
    static DataType? JoinFields(StructType left, StructType right)
    {
        List<StructField> fields = [];
        foreach (var field in left.Fields)
        {
            var other = right.Fields.FirstOrDefault(candidate => candidate.Name == field.Name);
            if (other is null) { fields.Add(field); }
            else if (Join(field.Type, other.Type) is { } joined) { fields.Add(new(field.Name, joined)); }
            else { return null; }
        }
        fields.AddRange(right.Fields.Where(field => !left.Fields.Any(known => known.Name == field.Name)));
        return DataType.Struct(fields);
    }

    static TypeTransition Struct(StructType old, StructType next)
    {
        var worst = Same;
        for (var i = 0; i < old.Fields.Count; i++)
        {
            var field = old.Fields[i];
            var index = next.Fields.ToList().FindIndex(candidate => candidate.Name == field.Name);
            if (index < 0) { worst = Worse(worst, NewFiles($"field {field.Name} disappears, but not in partitions and views")); }
            else if (index != i)
            {
                worst = Worse(worst, NewFiles($"field {field.Name} moves, but not in partitions and views"));
            }
            if (index >= 0) { worst = Worse(worst, Inside($"field {field.Name}", Between(field.Type, next.Fields[index].Type))); }
        }
        return Worse(worst, next.Fields.Count > old.Fields.Count ? Safe("old files give NULL for new fields") : Same);
    }

    static TypeTransition Decimal(DecimalType old, DecimalType next) =>
        next.Scale >= old.Scale && next.Precision - next.Scale >= old.Precision - old.Scale
        ? NewFiles("the scale of values changes, which AWS does not guarantee")
        : NewFiles("values are rounded or fail");

    static TypeTransition Inside(string where, TypeTransition inner) =>
        inner.Change == TypeChange.None ? inner : inner with { Reason = $"{where}: {inner.Reason}" };

    static TypeTransition Worse(TypeTransition left, TypeTransition right) => right.Change > left.Change ? right : left;

    static TypeTransition Safe(string reason) => new(TypeChange.Safe, reason);

    static TypeTransition NewFiles(string reason) => new(TypeChange.NewFilesOnly, reason);

    static string Family(DataType type) => type switch
    {
        DecimalType => "decimal",
        ArrayType => "array",
        MapType => "map",
        StructType => "struct",
        _ => type.ToString(),
    };
}
