using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// The order of events at the end of an invocation. <see cref="StreamPipelineOptions.AnswerTime"/> before the deadline, the pipeline
/// cancels puts. Within <see cref="S3StoreOptions.AbortTime"/> it aborts multipart uploads. After <see cref="LakeWriterOptions.PutGrace"/>
/// a put that has not ended counts as failed. Then the pipeline answers. Each time must be shorter than the one that includes it.
/// </summary>
static class InvocationEnd
{
    internal static void Check(StreamPipelineOptions options, OptionProblems problems)
    {
        if (options.Writer.PutGrace >= options.AnswerTime)
        {
            problems.Add($"{nameof(options.Writer)}.{nameof(LakeWriterOptions.PutGrace)} is {options.Writer.PutGrace}; expected less "
                + $"than {nameof(StreamPipelineOptions.AnswerTime)} ({options.AnswerTime}). Otherwise the answer is too late.");
        }
    }

    internal static void Check(StreamPipelineOptions options, IObjectStore store, OptionProblems problems)
    {
        if (store is S3ObjectStore { Options.AbortTime: var abortTime } && abortTime >= options.Writer.PutGrace)
        {
            problems.Add($"{nameof(S3StoreOptions)}.{nameof(S3StoreOptions.AbortTime)} is {abortTime}; expected less than "
                + $"{nameof(options.Writer)}.{nameof(LakeWriterOptions.PutGrace)} ({options.Writer.PutGrace}). "
                + "Otherwise a failed upload is not aborted.");
        }
    }
}
