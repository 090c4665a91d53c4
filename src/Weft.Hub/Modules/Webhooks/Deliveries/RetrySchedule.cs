using System.Security.Cryptography;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>When a failed delivery is tried again (openapi-gateway 7.4): at once, then after 1, 5 and 15 minutes, 1, 6 and 24 hours; then never.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    public static readonly int Attempts = Waits.Length + 1;

    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromHours(24);

    /// <summary>How long to wait after so many attempts of the round; null when that was the last one.</summary>
    /// <param name="attemptsMade">1 or more.</param>
    /// <param name="askedFor">The receiver's <c>Retry-After</c>: it can lengthen the wait, up to a day, not shorten it.</param>
    public static TimeSpan? WaitAfter(int attemptsMade, TimeSpan? askedFor)
    {
        if (attemptsMade >= Attempts)
        {
            return null;
        }
        // ±10 %: what failed together shall not come back together.
        var wait = Waits[attemptsMade - 1] * (RandomNumberGenerator.GetInt32(900, 1101) / 1000.0);
        var asked = askedFor > LongestAskedFor ? LongestAskedFor : askedFor;
        return asked > wait ? asked : wait;
    }
}
