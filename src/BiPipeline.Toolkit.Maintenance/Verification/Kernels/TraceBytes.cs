using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Maintenance.Kernels;

/// <summary>The bytes of traces in memory.</summary>
static class TraceBytes
{
    /// <summary>Returns the bytes of one trace without a copy.</summary>
    internal static ReadOnlySpan<byte> Of(ref readonly EventTrace trace) => MemoryMarshal.AsBytes(new ReadOnlySpan<EventTrace>(in trace));

    /// <summary>Returns the bytes of traces without a copy; writing them sets the traces.</summary>
    internal static Span<byte> Of(EventTrace[] traces) => MemoryMarshal.AsBytes(traces.AsSpan());
}
