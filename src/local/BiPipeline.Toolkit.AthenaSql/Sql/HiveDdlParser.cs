using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Parses CREATE DATABASE, CREATE EXTERNAL TABLE and ALTER TABLE … ADD PARTITION (Athena user guide, "CREATE TABLE").</summary>
sealed class HiveDdlParser(SqlTokenReader reader)
{
    const string TextInput = "org.apache.hadoop.mapred.TextInputFormat";
    const string TextOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
    const string TextSerDe = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
    const string ParquetPrefix = "org.apache.hadoop.hive.ql.io.parquet.";

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
        var storage = ReadFormat(
            new()
            {
                Columns = columns,
                InputFormat = TextInput,
                OutputFormat = TextOutput,
                SerDe = new(TextSerDe) { Parameters = Properties(("serialization.format", "1")) },
            });
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

    internal Statement ReadAlter()
    {
        reader.Words("ALTER", "TABLE");
        var name = reader.QualifiedName();
        if (reader.TryWords("SET", "TBLPROPERTIES"))
        {
            var properties = ReadProperties();
            return new Statement.AlterTable(name, "ALTER_TABLE_SET_TBLPROPERTIES", table => table with
            {
                Parameters = Merged(table.Parameters, properties),
            });
        }
        if (reader.TryWords("SET", "LOCATION"))
        {
            var location = reader.Text();
            return new Statement.AlterTable(name, "ALTER_TABLE_SET_LOCATION", table => table with
            {
                Storage = table.Storage with { Location = location },
            });
        }
        if (reader.TryWords("ADD", "COLUMNS"))
        {
            var columns = ReadColumns();
            return new Statement.AlterTable(name, "ALTER_TABLE_ADD_COLUMNS", table => table with
            {
                Storage = table.Storage with { Columns = [.. table.Storage.Columns, .. columns] },
            });
        }
        if (reader.TryWords("REPLACE", "COLUMNS"))
        {
            var columns = ReadColumns();
            return new Statement.AlterTable(name, "ALTER_TABLE_REPLACE_COLUMNS", table => table with
            {
                Storage = table.Storage with { Columns = columns },
            });
        }
        if (!reader.TryWord("ADD"))
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have ALTER TABLE … {reader.Current.Value.ToUpperInvariant()} "
                + reader.Peek(1).Value.ToUpperInvariant(),
                reader.Position);
        }
        var ifNotExists = reader.TryWords("IF", "NOT", "EXISTS");
        List<(IReadOnlyDictionary<string, string>, string?)> partitions = [];
        while (reader.TryWord("PARTITION"))
        {
            reader.Symbol("(");
            Dictionary<string, string> values = new(StringComparer.Ordinal);
            do
            {
                var key = reader.Name().Folded;
                reader.Symbol("=");
                values[key] = reader.IsText ? reader.Text() : reader.Take().Value;
            }
            while (reader.TrySymbol(","));
            reader.Symbol(")");
            partitions.Add((values, reader.TryWord("LOCATION") ? reader.Text() : null));
        }
        return partitions.Count > 0 ? new Statement.AddPartitions(name, ifNotExists, partitions) : throw reader.Unexpected("'PARTITION'");
    }

    static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> old, Dictionary<string, string> added)
    {
        Dictionary<string, string> merged = new(old, StringComparer.Ordinal);
        foreach (var (key, value) in added) { merged[key] = value; }
        return merged;
    }

    internal List<HiveColumn> ReadColumns()
    {
        List<HiveColumn> columns = [];
        reader.Symbol("(");
        do
        {
            var name = reader.Name();
            var start = reader.Current.Start;
            _ = TypeParser.ReadHive(reader);
            var type = string.Concat(reader.Sql[start..PreviousEnd()].Where(character => !char.IsWhiteSpace(character))).ToLowerInvariant();
            columns.Add(new(name.Folded, type == "integer" ? "int" : type, reader.TryWord("COMMENT") ? reader.Text() : null));
        }
        while (reader.TrySymbol(","));
        reader.Symbol(")");
        return columns;
    }

    int PreviousEnd()
    {
        reader.Index--;
        return reader.Take().End;
    }

    HiveStorage ReadFormat(HiveStorage storage)
    {
        if (reader.TryWords("ROW", "FORMAT", "SERDE"))
        {
            storage = storage with { SerDe = new(reader.Text()) };
            if (reader.TryWords("WITH", "SERDEPROPERTIES"))
            {
                storage = storage with { SerDe = storage.SerDe! with { Parameters = ReadProperties() } };
            }
        }
        else if (reader.TryWords("ROW", "FORMAT", "DELIMITED"))
        {
            storage = storage with { SerDe = new(TextSerDe) { Parameters = ReadDelimited() } };
        }
        if (reader.IsWord("CLUSTERED"))
        {
            throw new LocalAthenaQueryException(FailureCode.NotSupported, "LocalAthena does not have CLUSTERED BY", reader.Position);
        }
        if (!reader.TryWords("STORED", "AS")) { return storage; }
        if (reader.TryWord("PARQUET"))
        {
            return storage with
            {
                InputFormat = $"{ParquetPrefix}MapredParquetInputFormat",
                OutputFormat = $"{ParquetPrefix}MapredParquetOutputFormat",
                SerDe = new($"{ParquetPrefix}serde.ParquetHiveSerDe") { Parameters = Properties(("serialization.format", "1")) },
            };
        }
        if (reader.TryWord("TEXTFILE")) { return storage; }
        if (!reader.TryWord("INPUTFORMAT"))
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have STORED AS {reader.Current.Value}",
                reader.Position);
        }
        var input = reader.Text();
        reader.Words("OUTPUTFORMAT");
        return storage with { InputFormat = input, OutputFormat = reader.Text() };
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
