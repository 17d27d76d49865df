using Microsoft.AspNetCore.Http;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>The one call of STS that tools make before they use Athena: GetCallerIdentity.</summary>
static class StsService
{
    internal const string Account = "000000000000";
    internal const string Operation = "GetCallerIdentity";

    internal static bool IsCall(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
            && request.Path == "/"
            && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;

    internal static async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        var isKnown = form["Action"] == Operation;
        context.Response.StatusCode = isKnown ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(
            isKnown
                ? "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>"
                    + $"<Arn>arn:aws:iam::{Account}:user/local</Arn><UserId>local</UserId><Account>{Account}</Account>"
                    + "</GetCallerIdentityResult><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata>"
                    + "</GetCallerIdentityResponse>"
                : "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                    + "<Code>InvalidAction</Code><Message>LocalAthena supports GetCallerIdentity only.</Message></Error></ErrorResponse>",
            context.RequestAborted).ConfigureAwait(false);
    }
}
