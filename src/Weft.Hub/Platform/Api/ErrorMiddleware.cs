using System.Diagnostics;

namespace Weft.Hub.Platform.Api;

/// <summary>
/// The last word on both JSON doors: an exception becomes 500 with the request id and nothing else, and what no route answers becomes
/// 404 in the envelope (openapi-gateway 4). The details go to the server's log under that id.
/// </summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsJsonDoor(context.Request.Path))
        {
            await next(context);
            return;
        }
        var id = RequestId.Of(context);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: there is nobody to answer.
            context.Response.StatusCode = 499;
            return;
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            Log.BadRequest(logger, id, error.StatusCode);
            await EnvelopeWriter.RefuseAsync(context, error.StatusCode == 413 ? CommonErrors.TooLarge : CommonErrors.Validation);
            return;
        }
#pragma warning disable CA1031 // The door answers for every bug behind it; the exception is logged whole.
        catch (Exception error) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error, id, context.Request.Method, context.GetEndpoint()?.DisplayName ?? "no route");
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
            context.Response.Clear();
            context.Response.Headers["X-Request-Id"] = id;
            await EnvelopeWriter.RefuseAsync(context, CommonErrors.Internal);
            return;
        }
        if (context.Response is { HasStarted: false, StatusCode: 404 or 405 or 415 or 400, ContentLength: null })
        {
            await EnvelopeWriter.RefuseAsync(context, context.Response.StatusCode switch
            {
                404 or 405 => CommonErrors.NotFound,
                415 => CommonErrors.MediaType,
                _ => CommonErrors.Validation,
            });
        }
    }

    /// <summary>The documents under /openapi are files for people and generators, not calls. Routes are found in any case of letters, so this is as well.</summary>
    private static bool IsJsonDoor(PathString path) =>
        path.StartsWithSegments("/openapi/v1", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "Request {RequestId} failed: {Method} {Route}")]
        public static partial void Failed(ILogger logger, Exception error, string requestId, string method, string route);

        [LoggerMessage(1002, LogLevel.Information, "Request {RequestId} could not be read: {Status}")]
        public static partial void BadRequest(ILogger logger, string requestId, int status);
    }
}
