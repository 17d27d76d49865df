using System.Runtime.Intrinsics;
using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Removes white space outside strings from well-formed JSON; keeps every other byte.</summary>
static class JsonMinifier
{
    internal static void Minify(ReadOnlySpan<byte> json, ReusableBuffer output)
    {
        var target = output.GetSpan(json.Length);
        var (written, copied) = (0, 0);
        for (var i = 0; i < json.Length;)
        {
            var value = json[i];
            if (value == '"') { i += StringLength(json[i..]); }
            else if (value > ' ') { i++; }
            else
            {
                written += Copy(json, copied, i, target[written..]);
                i = i + 1 < json.Length && json[i + 1] > ' ' ? i + 1 : WhiteSpace.End(json, i + 1);
                copied = i;
            }
        }
        output.Advance(written + Copy(json, copied, json.Length, target[written..]));
    }

    // What is between white space is short: two blocks are copied without a call, and the next part overwrites what is too much.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Copy(ReadOnlySpan<byte> json, int start, int end, Span<byte> target)
    {
        const int block = 16;
        var length = end - start;
        if (length <= 2 * block && start <= json.Length - (2 * block) && target.Length >= 2 * block)
        {
            var source = json.Slice(start, 2 * block);
            Vector128.Create(source[..block]).CopyTo(target);
            Vector128.Create(source[block..]).CopyTo(target[block..]);
        }
        else { json[start..end].CopyTo(target); }
        return length;
    }

    static int StringLength(ReadOnlySpan<byte> json)
    {
        var i = StringEnd.Find(json, 1);
        while (json[i] != '"') { i = StringEnd.Find(json, i + (json[i] == '\\' ? 2 : 1)); }
        return i + 1;
    }
}
