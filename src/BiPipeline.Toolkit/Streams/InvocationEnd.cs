using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// The order of what happens at the end of an invocation's time. <see cref="StreamPipelineOptions.AnswerTime"/> before the deadline, puts
/// are cancelled; within <see cref="S3StoreOptions.AbortTime"/> an upload in parts is aborted; after
/// <see cref="LakeWriterOptions.PutGrace"/> a put that has not ended counts as failed; then the batch is answered. Each has to fit into the
/// next.
/// </summary>
static class InvocationEnd
{
    internal static void Check(StreamPipelineOptions options, OptionProblems problems)
    {
        if (options.Writer.PutGrace >= options.AnswerTime)
        {
            problems.Add($"{nameof(options.Writer)}.{nameof(LakeWriterOptions.PutGrace)} is {options.Writer.PutGrace}; it must be less "
                + $"than {nameof(StreamPipelineOptions.AnswerTime)} ({options.AnswerTime}), or the answer comes after the deadline.");
        }
    }

    internal static void Check(StreamPipelineOptions options, IObjectStore store, OptionProblems problems)
    {
        if (store is S3ObjectStore { Options.AbortTime: var abortTime } && abortTime >= options.Writer.PutGrace)
        {
            problems.Add($"{nameof(S3StoreOptions)}.{nameof(S3StoreOptions.AbortTime)} is {abortTime}; it must be less than "
                + $"{nameof(options.Writer)}.{nameof(LakeWriterOptions.PutGrace)} ({options.Writer.PutGrace}), "
                + "or a failed upload is left unaborted.");
        }
    }
}
