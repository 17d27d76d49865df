using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Removes white space outside strings from well-formed JSON; every other byte stays as it is.</summary>
static class JsonMinifier
{
    internal static void Minify(ReadOnlySpan<byte> json, ReusableBuffer output)
    {
        while (!json.IsEmpty)
        {
            var quote = json.IndexOf((byte)'"');
            var structure = quote < 0 ? json : json[..quote];
            foreach (var value in structure)
            {
                if (value > ' ') { output.Add(value); }
            }
            if (quote < 0) { return; }
            json = json[quote..];
            var end = StringLength(json);
            output.Add(json[..end]);
            json = json[end..];
        }
    }

    static int StringLength(ReadOnlySpan<byte> json)
    {
        var i = StringEnd.Find(json, 1);
        while (json[i] != '"') { i = StringEnd.Find(json, i + (json[i] == '\\' ? 2 : 1)); }
        return i + 1;
    }
}
