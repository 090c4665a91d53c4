using System.Collections.Concurrent;
using System.Globalization;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>256 callers at once against a daily quota of 1,000: exactly 1,000 pass (openapi-gateway 4.1), on one node and on two.</summary>
internal sealed class QuotaProof : IProof
{
    private const int Quota = 1_000;
    private const int Callers = 256;
    private const int Calls = 6 * Callers;

    public string Name => "quota";

    public Measuring Measures => Measuring.Nothing;

    public async Task RunAsync(ProofRun run)
    {
        await Together.AwayFromMidnightAsync(run, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await using var installation = await Installation.CreateAsync(run.Provider);
        List<HubProcess> nodes = [await installation.StartAsync(stop: run.Stop)];
        if (run.Provider == TestDatabase.Postgres)
        {
            nodes.Add(await installation.StartAsync(stop: run.Stop));
        }
        using var console = await installation.SignInAsync(nodes[0]);
        for (var round = 1; round <= run.Take(1, 5); round++)
        {
            await RoundAsync(run, console, nodes, round);
        }
    }

    private static async Task RoundAsync(ProofRun run, ConsoleClient console, List<HubProcess> nodes, int round)
    {
        var credential = await console.CreateCredentialAsync($"quota {round}", dailyQuota: Quota);
        using var caller = new Caller(credential, nodes);
        var tally = new Tally();
        var remaining = new ConcurrentBag<int>();
        var withoutRetry = 0;
        var took = await Together.RunAsync(Callers, [.. Enumerable.Range(0, Calls)], async (i, _) =>
        {
            // Every third call writes, and one in nine of them is refused by its handler: what was counted stays counted.
            var answer = (i % 9) switch
            {
                0 or 3 => await caller.PostAsync(i, Orders.CreatePath, Orders.Body($"quota-{round}-{i}")),
                6 => await caller.PostAsync(i, Orders.CreatePath, "{}"u8.ToArray()),
                _ => await caller.PostAsync(i, "/openapi/v1/orders/list", "{}"u8.ToArray()),
            };
            tally.Add(answer);
            if ((int)answer.Status == 429)
            {
                var seconds = answer.Headers.GetValueOrDefault("Retry-After");
                if (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var wait) || wait is < 1 or > 86_400)
                {
                    Interlocked.Increment(ref withoutRetry);
                }
            }
            else if (int.TryParse(answer.Headers.GetValueOrDefault("X-Quota-Remaining"), NumberStyles.None, CultureInfo.InvariantCulture, out var left))
            {
                remaining.Add(left);
            }
        });
        var passed = tally.By("200") + tally.By("400 VALIDATION");
        run.Say($"round {round}: {Callers} callers, {nodes.Count} node(s), {Calls} calls in {took.TotalSeconds:0.0} s, quota {Quota}: {passed} counted; {tally}");
        run.Expect(passed == Quota, $"{passed} calls passed a quota of {Quota}: {tally}");
        run.Expect(tally.By("429 DAILY_QUOTA") == Calls - Quota, $"{Calls - Quota} should have been refused as DAILY_QUOTA: {tally}");
        run.Expect(withoutRetry == 0, $"{withoutRetry} of the 429 answers had no usable Retry-After");
        run.Expect(remaining.Count == Quota && remaining.Distinct().Count() == Quota && remaining.Min() == 0,
            $"X-Quota-Remaining should have counted {Quota - 1}…0, each once: {remaining.Count} values, {remaining.Distinct().Count()} different");
        var shown = (await console.SendAsync(HttpMethod.Get, $"/api/system/tenant-app/{credential.Id}", null)).Data.GetProperty("dailyUsed").GetInt32();
        run.Expect(shown == Quota, $"the console shows dailyUsed {shown}");
    }
}
