using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Types;

/// <summary>
/// Parses a type in the engine's grammar (<c>array(row(a varchar))</c>) or in Hive's (<c>array&lt;struct&lt;a:string&gt;&gt;</c>).
/// </summary>
static class TypeParser
{
    /// <summary>Parses a type of a view's stored columns.</summary>
    internal static TrinoType ParseTrino(string text)
    {
        var reader = new SqlTokenReader(text);
        var type = Read(reader);
        reader.ExpectEnd();
        return type;
    }

    /// <summary>Parses a type of the catalog.</summary>
    internal static TrinoType ParseHive(string text)
    {
        var reader = new SqlTokenReader(text);
        var type = ReadHive(reader);
        reader.ExpectEnd();
        return type;
    }

    internal static TrinoType Read(SqlTokenReader reader)
    {
        reader.DescendIntoType();
        var type = ReadSimple(reader);
        reader.AscendFromType();
        // array postfix of the grammar: integer ARRAY
        if (reader.TryWord("ARRAY")) { type = TrinoType.Array(type); }
        return type;
    }

    internal static TrinoType ReadHive(SqlTokenReader reader)
    {
        reader.DescendIntoType();
        var type = ReadHiveSimple(reader);
        reader.AscendFromType();
        return type;
    }

    static TrinoType ReadHiveSimple(SqlTokenReader reader)
    {
        var name = reader.Word();
        switch (name.Value.ToLowerInvariant())
        {
            case "array":
                reader.Symbol("<");
                var element = ReadHive(reader);
                CloseAngle(reader);
                return TrinoType.Array(element);
            case "map":
                reader.Symbol("<");
                var key = ReadHive(reader);
                reader.Symbol(",");
                var value = ReadHive(reader);
                CloseAngle(reader);
                return TrinoType.Map(key, value);
            case "struct":
                reader.Symbol("<");
                List<RowField> fields = [];
                do
                {
                    var field = reader.AnyName();
                    reader.Symbol(":");
                    fields.Add(new(field.Folded, ReadHive(reader)));
                }
                while (reader.TrySymbol(","));
                CloseAngle(reader);
                return new TrinoType.RowType(fields);
            case "string": return TrinoType.Varchar;
            case "int": return TrinoType.Integer;
            case "float": return TrinoType.Real;
            case "binary": return TrinoType.Varbinary;
            case "timestamp": return TrinoType.Timestamp;
            default: return Named(name, reader);
        }
    }

    static TrinoType ReadSimple(SqlTokenReader reader)
    {
        var name = reader.AnyName();
        switch (name.Value.ToLowerInvariant())
        {
            case "array" when reader.TrySymbol("("):
                var element = Read(reader);
                reader.Symbol(")");
                return TrinoType.Array(element);
            case "array" when reader.TrySymbol("<"):
                element = Read(reader);
                CloseAngle(reader);
                return TrinoType.Array(element);
            case "map" when reader.TrySymbol("("):
                var key = Read(reader);
                reader.Symbol(",");
                var value = Read(reader);
                reader.Symbol(")");
                return TrinoType.Map(key, value);
            case "row": return ReadRow(reader);
            case "interval": return ReadInterval(reader);
            case "double":
                reader.TryWord("PRECISION");
                return TrinoType.Double;
            case "timestamp": return ReadTimestamp(name, reader);
            default: return Named(name, reader);
        }
    }

    static TrinoType Named(SqlName name, SqlTokenReader reader)
    {
        switch (name.Value.ToLowerInvariant())
        {
            case "boolean": return TrinoType.Boolean;
            case "tinyint": return TrinoType.TinyInt;
            case "smallint": return TrinoType.SmallInt;
            case "integer" or "int": return TrinoType.Integer;
            case "bigint": return TrinoType.Bigint;
            case "real": return TrinoType.Real;
            case "double": return TrinoType.Double;
            case "decimal" or "dec" or "numeric": return ReadDecimal(name, reader);
            case "varchar": return new TrinoType.VarcharType(ReadLength(reader) ?? TrinoType.UnboundedLength);
            case "char":
                var (at, length) = (reader.Position, ReadLength(reader) ?? 1);
                return length <= TrinoType.CharType.MaxLength
                    ? new TrinoType.CharType(length)
                    : throw new LocalAthenaQueryException(
                        FailureCode.InvalidFunctionArgument,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"CHAR length must be in range [0, {TrinoType.CharType.MaxLength}], got {length}"),
                        at);
            case "varbinary": return TrinoType.Varbinary;
            case "date": return TrinoType.Date;
            case "time": return ReadTime(name, reader);
            case "json": return TrinoType.Json;
            case "uuid": return TrinoType.Uuid;
            case "ipaddress": return TrinoType.IpAddress;
            case "hyperloglog": return TrinoType.HyperLogLog;
            default: throw new LocalAthenaQueryException(FailureCode.TypeNotFound, $"Unknown type: {name.Value}", name.Position);
        }
    }

    static TrinoType ReadDecimal(SqlName name, SqlTokenReader reader)
    {
        var (precision, scale) = (TrinoType.DecimalType.MaxPrecision, 0);
        if (reader.TrySymbol("("))
        {
            precision = reader.Number();
            if (reader.TrySymbol(",")) { scale = reader.Number(); }
            reader.Symbol(")");
        }
        return precision is >= 1 and <= TrinoType.DecimalType.MaxPrecision && scale <= precision
            ? TrinoType.Decimal(precision, scale)
            : throw new LocalAthenaQueryException(
                FailureCode.TypeNotFound,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Invalid type decimal({precision},{scale}): precision is 1 to 38, scale 0 to the precision"),
                name.Position);
    }

    static TrinoType ReadTimestamp(SqlName name, SqlTokenReader reader)
    {
        var precision = ReadPrecision(name, reader, "timestamp");
        if (reader.TryWord("WITH"))
        {
            reader.Words("TIME", "ZONE");
            return new TrinoType.TimestampTzType(precision);
        }
        if (reader.TryWord("WITHOUT")) { reader.Words("TIME", "ZONE"); }
        return new TrinoType.TimestampType(precision);
    }

    static int ReadPrecision(SqlName name, SqlTokenReader reader, string type)
    {
        var precision = ReadLength(reader) ?? 3;
        return precision <= TrinoType.TimestampType.MaxPrecision
            ? precision
            : throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{type}({precision}): LocalAthena keeps microseconds, so the precision is at most 6"),
                name.Position);
    }

    static TrinoType ReadInterval(SqlTokenReader reader)
    {
        var from = reader.Word().Value.ToUpperInvariant();
        reader.Words("TO");
        reader.Word();
        return from == "YEAR" ? TrinoType.YearMonth : TrinoType.DaySecond;
    }

    static TrinoType.TimeType ReadTime(SqlName name, SqlTokenReader reader)
    {
        var precision = ReadPrecision(name, reader, "time");
        if (reader.TryWord("WITH"))
        {
            throw new LocalAthenaQueryException(FailureCode.NotSupported, "LocalAthena does not have time with time zone", name.Position);
        }
        if (reader.TryWord("WITHOUT")) { reader.Words("TIME", "ZONE"); }
        return new(precision);
    }

    static TrinoType.RowType ReadRow(SqlTokenReader reader)
    {
        reader.Symbol("(");
        List<RowField> fields = [];
        do
        {
            // "a varchar" has a name, "varchar" and "varchar(10)" have none: two consecutive words show the difference, except for types
            // with two words.
            var named = reader.PeekIsName(0) && (reader.PeekIsName(1) && !IsTwoWordType(reader));
            var name = named ? reader.AnyName().Folded : null;
            fields.Add(new(name, Read(reader)));
        }
        while (reader.TrySymbol(","));
        reader.Symbol(")");
        return new(fields);
    }

    static bool IsTwoWordType(SqlTokenReader reader) =>
        (reader.Peek(0).IsWord("DOUBLE") && reader.Peek(1).IsWord("PRECISION"))
        || ((reader.Peek(0).IsWord("TIMESTAMP") || reader.Peek(0).IsWord("TIME")) && reader.Peek(1).IsWord("WITH"))
        || reader.Peek(1).IsWord("ARRAY") && (reader.Peek(2).IsSymbol(",") || reader.Peek(2).IsSymbol(")"))
        || (reader.Peek(0).IsWord("INTERVAL")
            && (reader.Peek(1).IsWord("YEAR") || reader.Peek(1).IsWord("DAY"))
            && reader.Peek(2).IsWord("TO"));

    static int? ReadLength(SqlTokenReader reader)
    {
        if (!reader.TrySymbol("(")) { return null; }
        var length = reader.Number();
        reader.Symbol(")");
        return length;
    }

    // ">>" is two tokens here, because the tokenizer does not have it as a symbol.
    static void CloseAngle(SqlTokenReader reader) => reader.Symbol(">");
}
