using System.Text;
using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening.Tests.Kernels;

/// <summary>Compares both forms of the comparison of names with a comparison of strings.</summary>
public sealed class MemberOpeningTests
{
    [Fact]
    public void Starts_EveryLengthWithEveryByteChanged_EqualsScalar()
    {
        for (var length = 0; length <= 40; length++)
        {
            var name = $"\"{new string('n', length)}\":";
            var opening = new MemberOpening(Encoding.ASCII.GetBytes(name));
            opening.Length.ShouldBe(name.Length);
            Agree(opening, name, "");
            for (var end = 0; end <= name.Length; end++) { Agree(opening, name, name[..end]); }
            foreach (var rest in new[] { "{", "{\"S\":\"", new string('x', 50) })
            {
                Agree(opening, name, name + rest);
                for (var place = 0; place < name.Length; place++) { Agree(opening, name, $"{name[..place]}\0{name[(place + 1)..]}{rest}"); }
            }
        }
    }

    static void Agree(MemberOpening opening, string name, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        var expected = text.StartsWith(name, StringComparison.Ordinal);
        if (opening.Scalar(bytes) != expected || opening.Vectorized(bytes) != expected || opening.Starts(bytes) != expected)
        {
            Assert.Fail($"Name of {name.Length} bytes, text of {bytes.Length}: expected {expected}.");
        }
    }
}
