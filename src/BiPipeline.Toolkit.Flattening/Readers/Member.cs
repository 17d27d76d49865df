using System.Text.Encodings.Web;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>A member name that is known or remembered.</summary>
sealed class Member
{
    internal Member(byte[] name, AttributeReader? reader, int id)
    {
        Name = name;
        Reader = reader;
        Id = id;
        Opening = Encoding.UTF8.GetBytes($"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Encoding.UTF8.GetString(name))}\":");
        EscapedOpening = Opening.Contains((byte)'\\');
    }

    /// <summary>The name's UTF-8 bytes, unescaped.</summary>
    internal byte[] Name { get; }

    /// <summary>The member's first bytes in compact JSON: <c>"name":</c>.</summary>
    internal byte[] Opening { get; }

    internal bool EscapedOpening { get; }

    /// <summary>The reader of the member's value; null when it has no column.</summary>
    internal AttributeReader? Reader { get; }

    /// <summary>The member's meaning to its reader; 0 for a member without one.</summary>
    internal int Id { get; }

    /// <summary>The member that followed this one most recently.</summary>
    internal Member? Next { get; set; }

    /// <summary>Number of the last object that had this member.</summary>
    internal long Mark { get; set; }
}
