namespace BiPipeline.Toolkit.Flattening;

/// <summary>Receives what a flattener reads, in place of rows and quarantine lines: inference reads records as flattening does.</summary>
interface IRecordObserver
{
    /// <summary>Receives a record that flattening reads.</summary>
    /// <param name="bytes">What the header's positions refer to; valid during the call.</param>
    /// <param name="header">The positions of its parts.</param>
    void Accept(ReadOnlySpan<byte> bytes, ref readonly RecordHeader header);

    /// <summary>Receives a record that flattening sends to quarantine.</summary>
    /// <param name="error">The error.</param>
    /// <param name="reason">The reason, without the error's position.</param>
    void Reject(RecordError error, string reason);
}
