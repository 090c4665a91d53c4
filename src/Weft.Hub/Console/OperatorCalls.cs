using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>Actions of the platform's pages: the counterpart of a route's <c>ForOperator</c>.</summary>
internal static class OperatorCalls
{
    /// <summary>Runs a slice's handler if the platform's operator is at the other end; everyone else is refused.</summary>
    public static Task<Answer<T>> OperateAsync<T>(this PageCalls calls, Func<PageCall, Task<Answer<T>>> action) =>
        calls.RunAsync([], call => call.User.IsOperator ? action(call) : Task.FromResult<Answer<T>>(CommonErrors.Forbidden));
}
