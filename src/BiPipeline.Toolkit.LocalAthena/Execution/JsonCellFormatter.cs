using System.Text.Encodings.Web;
using System.Text.Json;
using BiPipeline.Toolkit.LocalAthena.DuckDb;
using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// Writes arrays, maps and rows as JSON, because Athena's text of them has no quotes: one text with a comma looks like two. Numbers that
/// JSON would round, and values that JSON has no type for, are texts.
/// </summary>
abstract class JsonCellFormatter : CellFormatter
{
    /// <summary>Creates a formatter that writes arrays, maps and rows as JSON, and other values in Athena's form.</summary>
    internal static CellFormatter ForNested(TrinoType type) =>
        type is TrinoType.ArrayType or TrinoType.MapType or TrinoType.RowType ? Inside(type) : For(type);

    static CellFormatter Inside(TrinoType type) => type switch
    {
        TrinoType.ArrayType array => new List(Inside(array.Element)),
        TrinoType.MapType map => new Map(new Quoted(For(map.Key)), Inside(map.Value)),
        TrinoType.RowType row => new Row(row),
        TrinoType.BooleanType or TrinoType.IntegerType or TrinoType.JsonType => For(type),
        TrinoType.RealType or TrinoType.DoubleType => new Finite(For(type)),
        _ => new Quoted(For(type)),
    };

    static void AppendQuoted(StringBuilder text, string value) =>
        text.Append('"').Append(JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');

    sealed class Quoted(CellFormatter plain) : JsonCellFormatter
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
            AppendQuoted(text, value.ToString());
        }
    }

    sealed class Finite(CellFormatter plain) : JsonCellFormatter
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
            // JSON has no numbers for NaN and Infinity.
            if (char.IsAsciiDigit(value[^1])) { text.Append(value); }
            else { AppendQuoted(text, value.ToString()); }
        }
    }

    sealed class List(CellFormatter element) : JsonCellFormatter
    {
        internal override void Bind(DuckDbVector vector)
        {
            base.Bind(vector);
            element.Bind(vector.Elements());
        }

        internal override void Append(StringBuilder text, int row)
        {
            var (offset, length) = Vector.List(row);
            text.Append('[');
            for (var i = 0; i < length; i++)
            {
                if (i > 0) { text.Append(','); }
                element.AppendNested(text, offset + i);
            }
            text.Append(']');
        }
    }

    sealed class Map(CellFormatter key, CellFormatter value) : JsonCellFormatter
    {
        internal override void Bind(DuckDbVector vector)
        {
            base.Bind(vector);
            var entries = vector.Elements();
            key.Bind(entries.Field(0));
            value.Bind(entries.Field(1));
        }

        internal override void Append(StringBuilder text, int row)
        {
            var (offset, length) = Vector.List(row);
            text.Append('{');
            for (var i = 0; i < length; i++)
            {
                if (i > 0) { text.Append(','); }
                key.AppendNested(text, offset + i);
                text.Append(':');
                value.AppendNested(text, offset + i);
            }
            text.Append('}');
        }
    }

    sealed class Row(TrinoType.RowType type) : JsonCellFormatter
    {
        readonly CellFormatter[] _fields = [.. type.Fields.Select(field => Inside(field.Type))];
        readonly string[] _names =
        [
            .. type.Fields.Select((field, i) => field.Name ?? string.Create(CultureInfo.InvariantCulture, $"field{i}"))
        ];

        internal override void Bind(DuckDbVector vector)
        {
            base.Bind(vector);
            for (var i = 0; i < _fields.Length; i++) { _fields[i].Bind(vector.Field(i)); }
        }

        internal override void Append(StringBuilder text, int row)
        {
            text.Append('{');
            for (var i = 0; i < _fields.Length; i++)
            {
                if (i > 0) { text.Append(','); }
                AppendQuoted(text, _names[i]);
                text.Append(':');
                _fields[i].AppendNested(text, row);
            }
            text.Append('}');
        }
    }
}
