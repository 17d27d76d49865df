using System.Diagnostics;

namespace OrdersPipeline.Tests.Dashboard;

/// <summary>A headless Chromium that draws one page and ends.</summary>
static class Chromium
{
    static readonly string? Executable = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    internal static string? MissingReason => Executable is null ? "there is no chromium on the PATH" : null;

    /// <summary>The page's elements after its scripts ran, and what the browser logged.</summary>
    /// <param name="page">The page's file.</param>
    /// <param name="profile">A folder for the browser's own files.</param>
    /// <param name="dark">Whether the user prefers dark pages.</param>
    internal static async Task<(string Dom, string Log)> DrawAsync(string page, string profile, bool dark)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Executable!,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                $"--user-data-dir={profile}", "--window-size=1600,1600", $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", "--virtual-time-budget=3000", "--enable-logging=stderr", "--dump-dom", new Uri(page).AbsoluteUri,
            ])
        { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        try
        {
            var dom = process.StandardOutput.ReadToEndAsync();
            var log = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(HangGuard.Time);
            return (await dom, await log);
        }
        finally
        {
            if (!process.HasExited) { process.Kill(entireProcessTree: true); }
        }
    }
}
