namespace BiPipeline.Toolkit.Cli;

/// <summary>The INPUT words of a call as inputs.</summary>
static class InputWords
{
    const string StandardInput = "-";

    /// <summary>Finds the inputs; <c>-</c> is the standard input, at its place among the others.</summary>
    internal static async Task<IReadOnlyList<FileInput>> FindAsync(
        string[] words,
        Terminal terminal,
        AwsClientOptions client,
        CancellationToken cancellationToken)
    {
        var at = Array.IndexOf(words, StandardInput);
        if (at < 0) { return await FileInput.FindAsync(words, client, cancellationToken).ConfigureAwait(false); }
        if (Array.IndexOf(words, StandardInput, at + 1) > 0)
        {
            throw new ArgumentException("Input '-' is given twice; the standard input can be read once.", nameof(words));
        }
        return
        [
            .. await FileInput.FindAsync(words[..at], client, cancellationToken).ConfigureAwait(false),
            FileInput.From(StandardInput, 0, terminal.OpenInput, canReopen: false),
            .. await FileInput.FindAsync(words[(at + 1)..], client, cancellationToken).ConfigureAwait(false),
        ];
    }
}
