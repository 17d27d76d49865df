using System.Text.Encodings.Web;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// Writes arrays, maps and rows as JSON, because Athena's text of them has no quotes: one text with a comma looks like two. Numbers that
/// JSON would round, and values that JSON has no type for, are texts.
/// </summary>
static class JsonCellFormatter
{
    const string Separator = ",";

    /// <summary>Creates a formatter that writes arrays, maps and rows as JSON, and other values in Athena's form.</summary>
    internal static CellFormatter ForNested(TrinoType type) =>
        type is TrinoType.ArrayType or TrinoType.MapType or TrinoType.RowType ? Inside(type) : CellFormatter.For(type);

    static CellFormatter Inside(TrinoType type) => type switch
    {
        TrinoType.ArrayType array => new CellFormatter.List(Inside(array.Element), Separator),
        TrinoType.MapType map => new CellFormatter.Map(new Quoted(CellFormatter.For(map.Key)), Inside(map.Value), ":", Separator),
        TrinoType.RowType row => new CellFormatter.Row(row, Inside, name => $"{Quote(name)}:", Separator),
        TrinoType.BooleanType or TrinoType.IntegerType or TrinoType.JsonType => CellFormatter.For(type),
        // JSON has no numbers for NaN and Infinity.
        TrinoType.RealType or TrinoType.DoubleType => new Quoted(CellFormatter.For(type), exceptNumbers: true),
        _ => new Quoted(CellFormatter.For(type)),
    };

    static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    sealed class Quoted(CellFormatter plain, bool exceptNumbers = false) : CellFormatter
    {
        internal override void Bind(DuckDbVector vector)
        {
            base.Bind(vector);
            plain.Bind(vector);
        }

        internal override void Append(StringBuilder text, int row)
        {
            var value = new StringBuilder();
            plain.Append(value, row);
            if (exceptNumbers && char.IsAsciiDigit(value[^1])) { text.Append(value); }
            else { text.Append(Quote(value.ToString())); }
        }
    }
}
