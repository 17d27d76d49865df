using System.Net;
using System.Net.Sockets;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>IP addresses as 16 bytes; an address of version 4 is mapped to version 6.</summary>
static class IpAddressText
{
    internal static byte[] Parse(string text) =>
        TryParse(text) ?? throw new LocalAthenaQueryException(FailureCode.InvalidCastArgument, $"Cannot cast value to IPADDRESS: {text}");

    internal static byte[] FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        4 => Mapped(bytes),
        16 => bytes.ToArray(),
        _ => throw new LocalAthenaQueryException(
            FailureCode.InvalidCastArgument,
            string.Create(CultureInfo.InvariantCulture, $"Invalid IP address binary length: {bytes.Length}")),
    };

    internal static string Text(ReadOnlySpan<byte> bytes)
    {
        var address = new IPAddress(bytes);
        if (address.IsIPv4MappedToIPv6) { return address.MapToIPv4().ToString(); }
        return Groups(bytes);
    }

    /// <summary>Whether a network such as <c>10.0.0.0/8</c> contains an address.</summary>
    internal static bool Contains(string network, ReadOnlySpan<byte> address)
    {
        var slash = network.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) { throw Invalid("Invalid CIDR"); }
        var start = TryParse(network[..slash]) ?? throw Invalid("Invalid network IP address");
        var isOld = IsMapped(start);
        if (!int.TryParse(network.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            || bits > (isOld ? 32 : 128))
        {
            throw Invalid("Invalid prefix length");
        }
        if (isOld != IsMapped(address)) { return false; }
        if (isOld) { bits += 96; }
        var (whole, rest) = (bits / 8, bits % 8);
        return address[..whole].SequenceEqual(start.AsSpan(0, whole))
            && (rest == 0 || (address[whole] ^ start[whole]) >> (8 - rest) == 0);
    }

    // .NET also reads numbers, names of scopes and addresses with less than four parts.
    static byte[]? TryParse(string text)
    {
        if (!IPAddress.TryParse(text, out var address) || text.AsSpan().ContainsAny("[]%/")) { return null; }
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return text.Count(character => character == '.') == 3 && address.ToString() == text ? Mapped(address.GetAddressBytes()) : null;
        }
        return address.GetAddressBytes();
    }

    static byte[] Mapped(ReadOnlySpan<byte> bytes) => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, .. bytes];

    static bool IsMapped(ReadOnlySpan<byte> bytes) =>
        bytes[10] == 0xFF && bytes[11] == 0xFF && !bytes[..10].ContainsAnyExcept((byte)0);

    // RFC 5952: the longest run of zeros, of two groups at least, becomes ::.
    static string Groups(ReadOnlySpan<byte> bytes)
    {
        var groups = new string[8];
        for (var i = 0; i < 8; i++) { groups[i] = ((bytes[2 * i] << 8) | bytes[(2 * i) + 1]).ToString("x", CultureInfo.InvariantCulture); }
        var (start, length) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var run = groups.Skip(i).TakeWhile(group => group == "0").Count();
            if (run > length) { (start, length) = (i, run); }
        }
        return start < 0
            ? string.Join(':', groups)
            : $"{string.Join(':', groups[..start])}::{string.Join(':', groups[(start + length)..])}";
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);
}
