using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>Parses ALTER TABLE, ALTER DATABASE and MSCK REPAIR TABLE (Athena user guide, "DDL statements").</summary>
sealed class HiveAlterParser(SqlTokenReader reader)
{
    readonly HiveDdlParser _ddl = new(reader);

    internal Statement.AlterDatabase ReadDatabase()
    {
        reader.Words("ALTER");
        reader.Word();
        var name = reader.Name();
        reader.Words("SET", "DBPROPERTIES");
        return new(name, _ddl.ReadProperties());
    }

    internal Statement.RepairTable ReadRepair()
    {
        reader.Words("MSCK", "REPAIR", "TABLE");
        return new(reader.QualifiedName());
    }

    internal Statement ReadTable()
    {
        reader.Words("ALTER", "TABLE");
        var name = reader.QualifiedName();
        if (reader.IsWord("PARTITION")) { return ReadPartition(name, ReadPartitionTerms()); }
        if (reader.TryWords("SET", "TBLPROPERTIES"))
        {
            var properties = _ddl.ReadProperties();
            return new Statement.AlterTable(name, "ALTER_TABLE_SET_TBLPROPERTIES", table => table with
            {
                Parameters = Merged(table.Parameters, properties),
            });
        }
        if (reader.TryWords("DROP", "PARTITION") || reader.TryWords("DROP", "IF", "EXISTS", "PARTITION"))
        {
            var ifExists = reader.Peek(-2).IsWord("EXISTS");
            reader.Index--;
            List<IReadOnlyList<PartitionTerm>> partitions = [];
            do { partitions.Add(ReadPartitionTerms()); } while (reader.TrySymbol(","));
            return new Statement.DropPartitions(name, ifExists, partitions);
        }
        if (reader.IsWords("ADD", "PARTITION") || reader.IsWords("ADD", "IF")) { return ReadAddPartitions(name); }
        if (reader.TryWord("CHANGE")) { return ReadChange(name); }
        if (reader.TryWords("DROP", "COLUMN"))
        {
            var column = reader.Name();
            return new Statement.AlterTable(name, Statement.AlterTable.DropColumn, table => table with
            {
                Storage = Without(table.Storage, column),
            });
        }
        if (reader.TryWords("UNSET", "TBLPROPERTIES"))
        {
            var keys = ReadKeys();
            return new Statement.AlterTable(name, Statement.AlterTable.UnsetProperties, table => table with
            {
                Parameters = table.Parameters.Where(pair => !keys.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal),
            });
        }
        return ReadStorage() is var (kind, change)
            ? new Statement.AlterTable(name, kind, table => table with { Storage = change(table.Storage) })
            : throw NotSupported();
    }

    static HiveStorage Without(HiveStorage storage, SqlName column)
    {
        List<HiveColumn> columns = [.. storage.Columns];
        columns.RemoveAt(IndexOf(columns, column));
        return storage with { Columns = columns };
    }

    HashSet<string> ReadKeys()
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        reader.Symbol("(");
        do { keys.Add(reader.Text()); } while (reader.TrySymbol(","));
        reader.Symbol(")");
        return keys;
    }

    Statement ReadPartition(QualifiedName name, IReadOnlyList<PartitionTerm> partition)
    {
        if (reader.TryWords("RENAME", "TO")) { return new Statement.RenamePartition(name, partition, ReadPartitionTerms()); }
        return ReadStorage() is var (kind, change) ? new Statement.AlterPartition(name, partition, kind, change) : throw NotSupported();
    }

    (string Kind, Func<HiveStorage, HiveStorage> Change)? ReadStorage()
    {
        if (reader.TryWords("SET", "LOCATION"))
        {
            var location = reader.Text();
            return ("ALTER_TABLE_SET_LOCATION", storage => storage with { Location = location });
        }
        if (reader.TryWords("ADD", "COLUMNS"))
        {
            var columns = _ddl.ReadColumns();
            return ("ALTER_TABLE_ADD_COLUMNS", storage => storage with { Columns = [.. storage.Columns, .. columns] });
        }
        if (reader.TryWords("REPLACE", "COLUMNS"))
        {
            var columns = _ddl.ReadColumns();
            return ("ALTER_TABLE_REPLACE_COLUMNS", storage => storage with { Columns = columns });
        }
        return null;
    }

    // CHANGE [COLUMN] old new type [COMMENT text] [FIRST | AFTER column]
    Statement.AlterTable ReadChange(QualifiedName name)
    {
        reader.TryWord("COLUMN");
        var old = reader.Name();
        var column = _ddl.ReadColumn();
        var isFirst = reader.TryWord("FIRST");
        var after = !isFirst && reader.TryWord("AFTER") ? reader.Name() : (SqlName?)null;
        return new(name, "ALTER_TABLE_CHANGE_COLUMN", table =>
        {
            List<HiveColumn> columns = [.. table.Storage.Columns];
            var place = IndexOf(columns, old);
            columns[place] = column with { Comment = column.Comment ?? columns[place].Comment };
            if (isFirst || after is not null)
            {
                var moved = columns[place];
                columns.RemoveAt(place);
                columns.Insert(after is { } left ? IndexOf(columns, left) + 1 : 0, moved);
            }
            return table with { Storage = table.Storage with { Columns = columns } };
        });
    }

    static int IndexOf(List<HiveColumn> columns, SqlName name)
    {
        var index = columns.FindIndex(column => column.Name.Equals(name.Folded, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? index
            : throw new LocalAthenaQueryException(FailureCode.ColumnNotFound, $"Column '{name.Folded}' does not exist", name.Position);
    }

    Statement.AddPartitions ReadAddPartitions(QualifiedName name)
    {
        reader.Words("ADD");
        var ifNotExists = reader.TryWords("IF", "NOT", "EXISTS");
        List<(IReadOnlyDictionary<string, string>, string?)> partitions = [];
        while (reader.IsWord("PARTITION"))
        {
            Dictionary<string, string> values = new(StringComparer.Ordinal);
            foreach (var term in ReadPartitionTerms()) { values[term.Key] = term.Value; }
            partitions.Add((values, reader.TryWord("LOCATION") ? reader.Text() : null));
        }
        return partitions.Count > 0 ? new(name, ifNotExists, partitions) : throw reader.Unexpected("'PARTITION'");
    }

    internal IReadOnlyList<PartitionTerm> ReadPartitionTerms()
    {
        reader.Words("PARTITION");
        reader.Symbol("(");
        List<PartitionTerm> terms = [];
        do
        {
            var key = reader.Name().Folded;
            if (reader.Current.Kind != SqlTokenKind.Symbol || reader.Current.Value is not ("=" or "<>" or "<" or "<=" or ">" or ">="))
            {
                throw reader.Unexpected("'='");
            }
            var comparison = reader.Take().Value;
            terms.Add(new(key, comparison, reader.IsText ? reader.Text() : reader.Take().Value));
        }
        while (reader.TrySymbol(","));
        reader.Symbol(")");
        return terms;
    }

    static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> old, Dictionary<string, string> added)
    {
        Dictionary<string, string> merged = new(old, StringComparer.Ordinal);
        foreach (var (key, value) in added) { merged[key] = value; }
        return merged;
    }

    LocalAthenaQueryException NotSupported() => new(
        FailureCode.NotSupported,
        $"LocalAthena does not have ALTER TABLE … {reader.Current.Value.ToUpperInvariant()} {reader.Peek(1).Value.ToUpperInvariant()}",
        reader.Position);
}
