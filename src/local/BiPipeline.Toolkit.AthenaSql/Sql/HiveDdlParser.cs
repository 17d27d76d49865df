using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Parses CREATE DATABASE and CREATE EXTERNAL TABLE (Athena user guide, "CREATE TABLE").</summary>
sealed class HiveDdlParser(SqlTokenReader reader)
{
    internal Statement.CreateDatabase ReadDatabase()
    {
        reader.Words("CREATE");
        reader.Word();
        var ifNotExists = reader.TryWords("IF", "NOT", "EXISTS");
        var database = new HiveDatabase(reader.Name().Folded);
        if (reader.TryWord("COMMENT")) { database = database with { Description = reader.Text() }; }
        if (reader.TryWord("LOCATION")) { database = database with { LocationUri = reader.Text() }; }
        if (reader.TryWords("WITH", "DBPROPERTIES")) { database = database with { Parameters = ReadProperties() }; }
        return new(database, ifNotExists);
    }

    internal Statement.CreateTable ReadTable()
    {
        reader.Words("CREATE", "EXTERNAL", "TABLE");
        var ifNotExists = reader.TryWords("IF", "NOT", "EXISTS");
        var name = reader.QualifiedName();
        var columns = ReadColumns();
        var comment = reader.TryWord("COMMENT") ? reader.Text() : null;
        var partitions = reader.TryWords("PARTITIONED", "BY") ? ReadColumns() : [];
        var buckets = ReadBuckets();
        var storage = ReadFormat(new() { Columns = columns, Buckets = buckets });
        reader.Words("LOCATION");
        storage = storage with { Location = reader.Text() };
        Dictionary<string, string> parameters = new(StringComparer.Ordinal) { ["EXTERNAL"] = "TRUE" };
        if (reader.TryWord("TBLPROPERTIES"))
        {
            foreach (var (key, value) in ReadProperties()) { parameters[key] = value; }
        }
        return new(
            name,
            new HiveTable
            {
                Name = name.Last.Folded,
                Description = comment,
                TableType = HiveTable.ExternalTable,
                Parameters = parameters,
                PartitionKeys = partitions,
                Storage = storage,
            },
            ifNotExists);
    }

    internal List<HiveColumn> ReadColumns()
    {
        List<HiveColumn> columns = [];
        reader.Symbol("(");
        do { columns.Add(ReadColumn()); } while (reader.TrySymbol(","));
        reader.Symbol(")");
        return columns;
    }

    internal HiveColumn ReadColumn()
    {
        var name = reader.Name();
        var start = reader.Current.Start;
        _ = TypeParser.ReadHive(reader);
        var type = string.Concat(reader.Sql[start..PreviousEnd()].Where(character => !char.IsWhiteSpace(character))).ToLowerInvariant();
        return new(name.Folded, type == "integer" ? "int" : type, reader.TryWord("COMMENT") ? reader.Text() : null);
    }

    int PreviousEnd()
    {
        reader.Index--;
        return reader.Take().End;
    }

    // CLUSTERED BY (a, b) [SORTED BY (c DESC)] INTO 4 BUCKETS: where Athena looks for a value, so it does not change what a query returns.
    HiveBuckets? ReadBuckets()
    {
        if (!reader.TryWords("CLUSTERED", "BY")) { return null; }
        var columns = ReadNames();
        if (reader.TryWords("SORTED", "BY")) { ReadNames(); }
        reader.Words("INTO");
        var count = reader.Number();
        reader.Words("BUCKETS");
        return new(columns, count);
    }

    List<string> ReadNames()
    {
        List<string> names = [];
        reader.Symbol("(");
        do
        {
            names.Add(reader.Name().Folded);
            if (!reader.TryWord("ASC")) { reader.TryWord("DESC"); }
        }
        while (reader.TrySymbol(","));
        reader.Symbol(")");
        return names;
    }

    HiveStorage ReadFormat(HiveStorage storage)
    {
        HiveSerDe? serDe = null;
        if (reader.TryWords("ROW", "FORMAT", "SERDE"))
        {
            serDe = new(reader.Text());
            if (reader.TryWords("WITH", "SERDEPROPERTIES")) { serDe = serDe with { Parameters = ReadProperties() }; }
        }
        else if (reader.TryWords("ROW", "FORMAT", "DELIMITED"))
        {
            serDe = new(HiveFormat.TextSerDe) { Parameters = ReadDelimited() };
        }
        var format = HiveFormat.Text;
        if (reader.TryWords("STORED", "AS"))
        {
            if (reader.TryWord("INPUTFORMAT"))
            {
                var input = reader.Text();
                reader.Words("OUTPUTFORMAT");
                format = format with { Input = input, Output = reader.Text() };
            }
            else
            {
                format = HiveFormat.Find(reader.Current.Value) ?? throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    $"LocalAthena does not have STORED AS {reader.Current.Value}",
                    reader.Position);
                reader.Take();
            }
        }
        return storage with
        {
            InputFormat = format.Input,
            OutputFormat = format.Output,
            SerDe = serDe ?? new(format.SerDe) { Parameters = Properties(("serialization.format", "1")) },
        };
    }

    Dictionary<string, string> ReadDelimited()
    {
        var properties = Properties(("serialization.format", "1"));
        while (reader.IsWord("FIELDS")
            || reader.IsWord("LINES")
            || reader.IsWord("ESCAPED")
            || reader.IsWord("COLLECTION")
            || reader.IsWord("MAP")
            || reader.IsWord("NULL"))
        {
            var kind = reader.Word().Value.ToUpperInvariant();
            while (reader.Current.Kind == SqlTokenKind.Word) { reader.Take(); }
            var value = reader.Text();
            if (kind == "FIELDS") { properties["field.delim"] = value; }
        }
        return properties;
    }

    internal Dictionary<string, string> ReadProperties()
    {
        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        reader.Symbol("(");
        do
        {
            var key = reader.Text();
            reader.Symbol("=");
            properties[key] = reader.Text();
        }
        while (reader.TrySymbol(","));
        reader.Symbol(")");
        return properties;
    }

    static Dictionary<string, string> Properties(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        foreach (var (key, value) in pairs) { properties[key] = value; }
        return properties;
    }
}
