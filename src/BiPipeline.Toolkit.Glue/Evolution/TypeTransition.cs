using static BiPipeline.Toolkit.DataType;

namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// Whether a column of a Parquet table may change its type in place, by what Athena's reader does with the files that are there:
/// its list of compatible types ("Types of schema updates") and, where that is silent, the reader's rules for each physical type.
/// </summary>
/// <param name="Change">The verdict.</param>
/// <param name="Reason">Why, in a few words; empty for <see cref="TypeChange.None"/>.</param>
sealed record TypeTransition(TypeChange Change, string Reason)
{
    const int MaxInt64Digits = DecimalType.MaxInt64Precision;

    static readonly TypeTransition Same = new(TypeChange.None, "");

    /// <summary>
    /// The verdict on a column that was declared, and written, as <paramref name="from"/> and is to be <paramref name="to"/>.
    /// </summary>
    internal static TypeTransition Between(DataType from, DataType to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Equals(to)) { return Same; }
        return (from, to) switch
        {
            (DecimalType { Scale: 0, Precision: <= MaxInt64Digits }, _) when to == Int || to == Bigint =>
                NewFiles("decimals without fraction are read as integers, which AWS does not promise"),
            (_, DecimalType { Precision: <= MaxInt64Digits }) when from == Int =>
                NewFiles("32-bit integers are read as decimals, which AWS does not promise"),
            (DecimalType old, DecimalType next) => Decimal(old, next),
            (ArrayType old, ArrayType next) => Inside("elements", Between(old.Element, next.Element)),
            (MapType old, MapType next) => Inside("values", Between(old.Value, next.Value)),
            (StructType old, StructType next) => Struct(old, next),
            _ => BetweenWords(from.ToString(), to.ToString())
                ?? new(TypeChange.Refused, $"a file's {Family(from)} can't be read as {Family(to)}"),
        };
    }

    static TypeTransition? BetweenWords(string from, string to) => (from, to) switch
    {
        ("int", "bigint") => Safe("32-bit integers are read as 64-bit ones"),
        ("bigint", "int") => NewFiles("integers above 2,147,483,647 fail"),
        ("timestamp", "bigint") => NewFiles("times are read as milliseconds"),
        ("int", "date") => NewFiles("integers are read as days since 1970-01-01"),
        ("binary", "string") => NewFiles("bytes are read as UTF-8, whatever they are"),
        ("string", "binary") => NewFiles("texts are read as their UTF-8 bytes"),
        _ => null,
    };

    /// <summary>
    /// The narrowest type that both can change into safely: what a table must declare so that files of both can be read.
    /// Null when there is none.
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

    // The left one's fields keep their places; the right one's new fields come after.
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
            if (index < 0) { worst = Worse(worst, NewFiles($"field {field.Name} goes, which registered partitions and views still have")); }
            else if (index != i)
            {
                worst = Worse(worst, NewFiles($"field {field.Name} moves, which registered partitions and views don't follow"));
            }
            if (index >= 0) { worst = Worse(worst, Inside($"field {field.Name}", Between(field.Type, next.Fields[index].Type))); }
        }
        return Worse(worst, next.Fields.Count > old.Fields.Count ? Safe("old files give NULL for new fields") : Same);
    }

    static TypeTransition Decimal(DecimalType old, DecimalType next) =>
        next.Scale >= old.Scale && next.Precision - next.Scale >= old.Precision - old.Scale
        ? NewFiles("values are rescaled, which AWS does not promise")
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
