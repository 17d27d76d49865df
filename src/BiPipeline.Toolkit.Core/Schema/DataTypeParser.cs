namespace BiPipeline.Toolkit;

/// <summary>Recursive-descent parser of Hive's type grammar (AWS Glue and Athena, "Data types").</summary>
sealed class DataTypeParser(string text)
{
    int _position;

    internal DataType Parse()
    {
        var type = ParseType(depth: 1);
        SkipWhiteSpace();
        return _position == text.Length ? type : throw Expected("the end of the type");
    }

    DataType ParseType(int depth)
    {
        if (depth > DataType.MaxDepth)
        {
            throw new FormatException($"Type '{text}' is nested too deeply; expected at most {DataType.MaxDepth} levels.");
        }

        var start = _position;
        var word = ReadWord();
        switch (word)
        {
            case "string": return DataType.String;
            case "boolean": return DataType.Boolean;
            case "int" or "integer": return DataType.Int;
            case "bigint": return DataType.Bigint;
            case "double": return DataType.Double;
            case "date": return DataType.Date;
            case "timestamp": return DataType.Timestamp;
            case "binary": return DataType.Binary;
            case "decimal": return ParseDecimal();
            case "array": return ParseArray(depth);
            case "map": return ParseMap(depth);
            case "struct": return ParseStruct(depth);
            default:
                _position = start;
                throw Expected(
                    "string, boolean, int, bigint, double, decimal(p,s), date, timestamp, binary, array<…>, map<string,…> or struct<…>");
        }
    }

    DataType ParseDecimal()
    {
        Take('(');
        var precision = ReadNumber();
        Take(',');
        var scale = ReadNumber();
        Take(')');
        return precision is >= 1 and <= DataType.DecimalType.MaxPrecision && scale <= precision
            ? DataType.Decimal(precision, scale)
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"decimal({precision},{scale}) in type '{text}' is out of range; expected precision 1 to 38, scale 0 to the precision."));
    }

    DataType ParseArray(int depth)
    {
        Take('<');
        var element = ParseType(depth + 1);
        Take('>');
        return DataType.Array(element);
    }

    DataType ParseMap(int depth)
    {
        Take('<');
        if (ReadWord() != "string")
        {
            throw new FormatException($"A map in type '{text}' has keys of another type; expected string.");
        }
        Take(',');
        var value = ParseType(depth + 1);
        Take('>');
        return DataType.Map(value);
    }

    DataType ParseStruct(int depth)
    {
        Take('<');
        List<StructField> fields = [];
        do
        {
            var name = ReadWord();
            if (!ColumnName.IsValid(name)) { throw Expected("a field name of lower-case letters, digits and _"); }
            if (fields.Exists(field => field.Name == name))
            {
                throw new FormatException($"Field '{name}' has two definitions in type '{text}'; expected one.");
            }
            Take(':');
            fields.Add(new StructField(name, ParseType(depth + 1)));
        }
        while (TryTake(','));
        Take('>');
        return DataType.Struct(fields);
    }

    string ReadWord()
    {
        SkipWhiteSpace();
        var start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '_')) { _position++; }
        return text[start.._position];
    }

    int ReadNumber()
    {
        SkipWhiteSpace();
        var start = _position;
        while (_position < text.Length && char.IsAsciiDigit(text[_position])) { _position++; }
        return int.TryParse(text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Expected("a number");
    }

    void Take(char expected)
    {
        if (!TryTake(expected)) { throw Expected($"'{expected}'"); }
    }

    bool TryTake(char expected)
    {
        SkipWhiteSpace();
        if (_position >= text.Length || text[_position] != expected) { return false; }
        _position++;
        return true;
    }

    void SkipWhiteSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) { _position++; }
    }

    FormatException Expected(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Type '{text}': expected {what} at position {_position}."));
}
