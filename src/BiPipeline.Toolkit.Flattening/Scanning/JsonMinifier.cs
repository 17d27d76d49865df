using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Removes white space outside strings from well-formed JSON; keeps every other byte.</summary>
static class JsonMinifier
{
    internal static void Minify(ReadOnlySpan<byte> json, ReusableBuffer output)
    {
        var target = output.GetSpan(json.Length);
        var written = 0;
        for (var i = 0; i < json.Length;)
        {
            var value = json[i];
            if (value == '"')
            {
                var length = StringLength(json[i..]);
                json.Slice(i, length).CopyTo(target[written..]);
                written += length;
                i += length;
            }
            else if (value <= ' ') { i = WhiteSpace.End(json, i + 1); }
            else
            {
                target[written++] = value;
                i++;
            }
        }
        output.Advance(written);
    }

    static int StringLength(ReadOnlySpan<byte> json)
    {
        var i = StringEnd.Find(json, 1);
        while (json[i] != '"') { i = StringEnd.Find(json, i + (json[i] == '\\' ? 2 : 1)); }
        return i + 1;
    }
}
