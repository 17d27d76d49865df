using System.Text.Encodings.Web;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>A member name that is known, or was met often enough to be remembered.</summary>
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

    /// <summary>The bytes that the member begins with in compact JSON: <c>"name":</c>.</summary>
    internal byte[] Opening { get; }

    internal bool EscapedOpening { get; }

    /// <summary>Takes the member's value; null when no column does.</summary>
    internal AttributeReader? Reader { get; }

    /// <summary>What the member is to the code that reads it; 0 for members that only their reader knows.</summary>
    internal int Id { get; }

    /// <summary>The member that followed this one the last time the order was learnt.</summary>
    internal Member? Next { get; set; }

    /// <summary>The number of the last object that had this member.</summary>
    internal long Mark { get; set; }
}
