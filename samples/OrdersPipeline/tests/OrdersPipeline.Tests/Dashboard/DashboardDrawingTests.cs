using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrdersPipeline.Dashboard;
using OrdersPipeline.Tests.Oracle;

namespace OrdersPipeline.Tests.Dashboard;

[Trait("Category", "Slow")]
public sealed partial class DashboardDrawingTests
{
    // Runs after the page's own scripts: presses keys, then finds texts that cover each other, or leave their chart or the page.
    const string Probe = """
        const spoken = {};
        for (const [id, keys] of [['months', ['ArrowRight', 'End']], ['days', ['ArrowDown', 'ArrowRight', 'Escape', 'Home', 'ArrowRight', 'ArrowDown']]]) {
          const chart = document.getElementById(id);
          chart.focus();
          for (const key of keys) chart.dispatchEvent(new KeyboardEvent('keydown', { key }));
          spoken[id] = document.getElementById('value').textContent;
          chart.blur();
        }
        const boxes = [...document.querySelectorAll('svg text, header dd, .tile p, .hint, .legend li, summary')]
          .map(element => ({ text: element.textContent, box: element.getBoundingClientRect(), room: (element.closest('.chart') ?? document.body).getBoundingClientRect() })).filter(one => one.text.trim() && one.box.width > 0);
        const covered = [];
        boxes.forEach((one, index) => boxes.slice(index + 1).forEach(other => {
          const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
          const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
          if (wide > 1 && high > 3) covered.push(`${one.text} / ${other.text}`);
        }));
        const result = {
          width: innerWidth, overflow: document.documentElement.scrollWidth - innerWidth, texts: boxes.length, covered, spoken,
          outside: boxes.filter(one => one.box.left < one.room.left - 1 || one.box.right > one.room.right + 1).map(one => one.text),
          background: getComputedStyle(document.body).backgroundColor,
          marks: Object.fromEntries([...document.querySelectorAll('.chart')].map(chart => [chart.id, chart.querySelectorAll('svg path').length])),
        };
        parent.postMessage(JSON.stringify(result), '*');
        """;

    // A window has a least width; a frame has not.
    const string Frame = """
        <!doctype html><html style="color-scheme: light dark"><body style="margin: 0">
        <script>addEventListener('message', event => document.body.dataset.probe = btoa(String.fromCharCode(...new TextEncoder().encode(event.data))));</script>
        <iframe src="dashboard.html" style="border: 0; height: 1600px; width: {width}px"></iframe></body></html>
        """;

    [ChromiumTheory]
    [InlineData(390, false, "rgb(245, 246, 248)")]
    [InlineData(390, true, "rgb(12, 19, 32)")]
    [InlineData(820, false, "rgb(245, 246, 248)")]
    [InlineData(1280, false, "rgb(245, 246, 248)")]
    [InlineData(1280, true, "rgb(12, 19, 32)")]
    public async Task Page_InChromium_DrawsEveryChartAndNoTextOverText(int width, bool dark, string background)
    {
        using var folder = new TemporaryDirectory();
        var page = folder.Combine("dashboard.html");
        File.WriteAllText(page, WithProbe(DashboardPage.Write(OracleReport.Load())));

        File.WriteAllText(folder.Combine("frame.html"), Frame.Replace("{width}", width.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        var (dom, log) = await Chromium.DrawAsync(folder.Combine("frame.html"), folder.Combine("profile"), dark);

        log.ShouldNotContain("CONSOLE");
        using var probe = JsonDocument.Parse(Convert.FromBase64String(ProbeResult().Match(dom).Groups["json"].Value));
        var seen = probe.RootElement;
        var marks = seen.GetProperty("marks").EnumerateObject().ToDictionary(chart => chart.Name, chart => chart.Value.GetInt32());
        marks.Keys.ShouldBe(["months", "stages", "categories", "countries", "days"]);
        marks.ShouldAllBe(chart => chart.Value >= 6); // a bar or a square for each value
        seen.GetProperty("width").GetInt32().ShouldBe(width);
        seen.GetProperty("background").GetString().ShouldBe(background);
        seen.GetProperty("texts").GetInt32().ShouldBeGreaterThan(80);
        seen.GetProperty("overflow").GetInt32().ShouldBeLessThanOrEqualTo(0);
        Texts(seen.GetProperty("outside")).ShouldBeEmpty();
        Texts(seen.GetProperty("covered")).ShouldBeEmpty();
        seen.GetProperty("spoken").GetProperty("months").GetString().ShouldStartWith("Oct 26, Revenue €15,387, Orders 61, +33 % on the month before, +129 % on the year before");
        seen.GetProperty("spoken").GetProperty("days").GetString().ShouldStartWith("2025-09-10, Revenue €");
    }

    // The policy lets in this one script more, by its hash as it does with the page's own.
    static string WithProbe(string page)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Probe)));
        var end = page.LastIndexOf("</body>", StringComparison.Ordinal);
        return page.Insert(end, $"<script>{Probe}</script>").Replace("script-src ", $"script-src 'sha256-{hash}' ", StringComparison.Ordinal);
    }

    static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(text => text.GetString());

    [GeneratedRegex("data-probe=\"(?<json>[A-Za-z0-9+/=]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex ProbeResult();
}
