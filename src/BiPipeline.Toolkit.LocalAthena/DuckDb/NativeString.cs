namespace BiPipeline.Toolkit.LocalAthena.DuckDb;

/// <summary>duckdb.h, <c>duckdb_string_t</c>: up to 12 bytes in place, longer text behind a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
unsafe struct NativeString
{
    const int InlineLength = 12;

    [FieldOffset(0)]
    public uint Length;

    [FieldOffset(4)]
    public fixed byte Inlined[InlineLength];

    [FieldOffset(8)]
    public byte* Pointer;

    // By pointer, never by a copy: the in-place bytes lie in the vector.
    internal static ReadOnlySpan<byte> Bytes(NativeString* text) =>
        text->Length <= InlineLength ? new ReadOnlySpan<byte>(text->Inlined, (int)text->Length) : new ReadOnlySpan<byte>(text->Pointer, (int)text->Length);
}
