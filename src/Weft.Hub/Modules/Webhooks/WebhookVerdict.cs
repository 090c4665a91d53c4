using System.Security.Cryptography;
using Weft.Hub.Platform.Outbound;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>
/// What an answer to a webhook means (openapi-gateway 7.4): 2xx is success, 410 ends it at once, anything else is tried again after 1, 5 and 15 minutes, 1, 6 and 24 hours;
/// then never.
/// </summary>
/// <param name="Error">Why it failed, in a sentence for people; null when it was delivered.</param>
/// <param name="Wait">How long to wait for the next attempt; null when there is none.</param>
public readonly record struct WebhookVerdict(string? Error, TimeSpan? Wait)
{
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromHours(24);

    public bool IsDelivered => Error is null;

    /// <param name="call">The answer, or why there is none.</param>
    /// <param name="attemptsMade">With this one: 1 or more.</param>
    public static WebhookVerdict Of(OutboundAnswer call, int attemptsMade)
    {
        ArgumentNullException.ThrowIfNull(call);
        // A status line of 2xx is success also when the answer was too long: only its beginning is wanted.
        if (call.IsSuccess)
        {
            return new(null, null);
        }
        var error = call.Failure != OutboundFailure.None ? call.Message : $"对方答复了 HTTP {call.StatusCode}，只有 2xx 表示成功。";
        var askedFor = call.StatusCode is 429 or 503 ? call.RetryAfter : null;
        return new(error, call.StatusCode == 410 ? null : WaitAfter(attemptsMade, askedFor));
    }

    /// <summary>How long to wait after so many attempts; null when that was the last one.</summary>
    /// <param name="attemptsMade">1 or more.</param>
    /// <param name="askedFor">The receiver's <c>Retry-After</c>: it can lengthen the wait, up to a day, not shorten it.</param>
    public static TimeSpan? WaitAfter(int attemptsMade, TimeSpan? askedFor = null)
    {
        if (attemptsMade > Waits.Length)
        {
            return null;
        }
        // ±10 %: what failed together shall not come back together.
        var wait = Waits[attemptsMade - 1] * (RandomNumberGenerator.GetInt32(900, 1101) / 1000.0);
        var asked = askedFor > LongestAskedFor ? LongestAskedFor : askedFor;
        return asked > wait ? asked : wait;
    }
}
