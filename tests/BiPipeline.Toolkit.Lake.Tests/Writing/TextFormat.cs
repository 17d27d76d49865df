using System.Text;

namespace BiPipeline.Toolkit.Lake.Tests.Writing;

/// <summary>A readable format: rows as lines of text, with <c>group</c> before each row group.</summary>
sealed class TextFormat : ILakeFormat
{
    public string Extension => "txt";

    public string Fingerprint { get; init; } = "text 1";

    public ILakeFileWriter Open(IReadOnlyList<ColumnSpec> columns, System.Buffers.IBufferWriter<byte> output) => new Writer(output);

    sealed class Writer(System.Buffers.IBufferWriter<byte> output) : ILakeFileWriter
    {
        public long BytesWritten { get; private set; }

        public void WriteRowGroup(ColumnBatch batch)
        {
            if (batch.RowCount == 0) { return; }
            Write("group");
            for (var row = 0; row < batch.RowCount; row++)
            {
                Write(string.Join('|', batch.Specs.Zip(batch.Columns)
                    .Where(column => column.First.Name is not (EnvelopeColumns.Op or EnvelopeColumns.EventTime or EnvelopeColumns.Sequence) && column.Second.Validity[row] != 0)
                    .Select(column => Text(column.Second, row))));
            }
        }

        public void Complete(IReadOnlyList<KeyValuePair<string, string>> metadata)
        {
            foreach (var (key, value) in metadata.Where(item => item.Key != "bipipeline.schema_sha256")) { Write($"{key}={value}"); }
        }

        public void Dispose() { }

        static string Text(Column column, int row) => column switch
        {
            BytesColumn bytes => Encoding.UTF8.GetString(bytes[row]),
            FixedColumn<int> numbers => $"{numbers.Values[row]}",
            _ => "?",
        };

        void Write(string line)
        {
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            System.Buffers.BuffersExtensions.Write(output, bytes);
            BytesWritten += bytes.Length;
        }
    }
}
