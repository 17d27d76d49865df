global using System.Globalization;
global using LambdaHandler =
    System.Func<
        System.ReadOnlyMemory<byte>,
        System.DateTimeOffset,
        System.Threading.CancellationToken,
        System.Threading.Tasks.Task<System.IO.Stream>>;
