using System.Globalization;

namespace BiPipeline.Toolkit.Tests.Partitions;

/// <summary>Rows of a table with a column of each type that a partition may have as its source.</summary>
sealed class PartitionRows
{
    readonly TableSchema _schema;
    readonly RecordBatch _batch;

    internal PartitionRows(params PartitionField[] partitions)
    {
        _schema = new TableSchema
        {
            Table = "t",
            Keys = ["id"],
            Columns =
            [
                new("id", AttributePath.Of("id"), DataType.String),
                new("at", AttributePath.Of("at"), DataType.Timestamp),
                new("day", AttributePath.Of("day"), DataType.Date),
                new("number", AttributePath.Of("number"), DataType.Bigint),
                new("small", AttributePath.Of("small"), DataType.Int),
                new("flag", AttributePath.Of("flag"), DataType.Boolean),
            ],
            Partitions = partitions,
        };
        _schema.Validated();
        _batch = new RecordBatch(_schema);
    }

    /// <summary>Adds a row; a missing column is NULL. Times are ISO 8601 and UTC.</summary>
    internal PartitionRows Add(string? eventTime = null, string? at = null, string? day = null, long? number = null, int? small = null, bool? flag = null, string? id = null)
    {
        var columns = _batch.Columns;
        if (eventTime is not null) { ((FixedColumn<long>)columns[EnvelopeColumns.EventTime]).Append(Milliseconds(eventTime)); }
        if (at is not null) { ((FixedColumn<long>)columns["at"]).Append(Milliseconds(at)); }
        if (day is not null) { ((FixedColumn<int>)columns["day"]).Append((int)(Milliseconds(day) / 86_400_000)); }
        if (number is { } bigint) { ((FixedColumn<long>)columns["number"]).Append(bigint); }
        if (small is { } integer) { ((FixedColumn<int>)columns["small"]).Append(integer); }
        if (flag is { } boolean) { ((FixedColumn<bool>)columns["flag"]).Append(boolean); }
        if (id is not null) { ((BytesColumn)columns["id"]).Append(System.Text.Encoding.UTF8.GetBytes(id)); }
        _batch.EndRow(_batch.Columns.RowCount);
        return this;
    }

    internal string[] Paths()
    {
        var spec = new PartitionSpec(_schema);
        var groups = spec.Assign(_batch.Columns).ToArray();
        return [.. groups.Select(group => spec.Paths[group])];
    }

    internal string Path() => Paths().Single();

    static long Milliseconds(string text) =>
        new DateTimeOffset(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)).ToUnixTimeMilliseconds();
}
