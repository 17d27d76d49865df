using System.Text.Encodings.Web;
using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>A member name that is known or remembered.</summary>
sealed class Member
{
    /// <summary>The member's first bytes in compact JSON: <c>"name":</c>.</summary>
    internal readonly MemberOpening Opening;

    internal Member(byte[] name, AttributeReader? reader, int id)
    {
        Name = name;
        Reader = reader;
        Id = id;
        ReadsContainer = reader is { IsContainer: true };
        ReadsScalar = reader is { IsContainer: false };
        var opening = Encoding.UTF8.GetBytes($"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Encoding.UTF8.GetString(name))}\":");
        Opening = new(opening);
        EscapedOpening = opening.Contains((byte)'\\');
    }

    /// <summary>The name's UTF-8 bytes, unescaped.</summary>
    internal byte[] Name { get; }

    internal bool EscapedOpening { get; }

    /// <summary>The reader of the member's value; null when it has no column.</summary>
    internal AttributeReader? Reader { get; }

    /// <summary>Whether the reader's values have members or elements.</summary>
    internal bool ReadsContainer { get; }

    /// <summary>Whether the reader's values have neither.</summary>
    internal bool ReadsScalar { get; }

    /// <summary>The member's meaning to its reader; 0 for a member without one.</summary>
    internal int Id { get; }

    /// <summary>The member that followed this one most recently.</summary>
    internal Member? Next { get; set; }

    /// <summary>Number of the last object that had this member.</summary>
    internal long Mark { get; set; }

    /// <summary>Returns the position of the member's name before its value in compact JSON.</summary>
    internal JsonText NameBefore(int value) => new(value - Opening.Length + 1, Opening.Length - 3, EscapedOpening);
}
