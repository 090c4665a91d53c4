using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>Compares what arrived with what the Hub says it committed, and with what its callers were told.</summary>
internal sealed class Verdict(
    ProofRun run, HubProcess hub, IReadOnlyList<Credential> credentials, IReadOnlyList<string> orders, Ledger ledger, IReadOnlyList<ReceivedWebhook> received)
{
    public async Task CheckAsync()
    {
        var committed = await CommittedAsync();
        var arrived = received.Select(OrderNo).ToHashSet(StringComparer.Ordinal);
        var unheard = ledger.Unknown.Keys.Count(committed.Contains);
        run.Say($"committed: {committed.Count} of {orders.Count} orders ({unheard} of {ledger.Unknown.Count} whose answer was lost); arrived: {arrived.Count} orders in {received.Count} webhooks");
        None(ledger.Answered.Keys.Where(o => !committed.Contains(o)), "were answered 200 and are not completed");
        None(ledger.Answered.Keys.Where(o => !arrived.Contains(o)), "were answered 200 and never arrived");
        None(committed.Where(o => !arrived.Contains(o)), "were committed and never arrived");
        None(arrived.Where(o => !committed.Contains(o)), "arrived and were not committed");

        var byKey = received.GroupBy(r => r.Header("X-App-Key") ?? "").ToDictionary(g => g.Key);
        var twice = 0;
        foreach (var credential in credentials)
        {
            if (!byKey.TryGetValue(credential.AppKey, out var webhooks))
            {
                run.Fail($"nothing arrived for {credential.AppKey}");
                continue;
            }
            var events = webhooks.GroupBy(w => w.EventId ?? "").ToList();
            twice += webhooks.Count() - events.Count;
            CheckSequence(credential, events);
            CheckSignatures(credential, webhooks);
            await CheckFetchedAsync(credential, events);
        }
        run.Say($"sequences of {credentials.Count} credentials gapless, {twice} webhooks came again");
    }

    private void CheckSequence(Credential credential, List<IGrouping<string, ReceivedWebhook>> events)
    {
        None(events.Where(e => e.Any(w => !w.Body.AsSpan().SequenceEqual(e.First().Body))).Select(e => e.Key), "came again with another body");
        var sequences = events.Select(e => Sequence(e.First())).Order().ToList();
        run.Expect(sequences.SequenceEqual(Enumerable.Range(1, sequences.Count).Select(i => (long)i)),
            $"{credential.AppKey}: {sequences.Count} events, {sequences.Distinct().Count()} sequence numbers from {sequences[0]} to {sequences[^1]}, missing {string.Join(',', Missing(sequences).Take(20))}");
        None(events.GroupBy(e => OrderNo(e.First())).Where(g => g.Count() > 1).Select(g => g.Key), "were told of in more than one event");
    }

    private void CheckSignatures(Credential credential, IEnumerable<ReceivedWebhook> webhooks) =>
        None(webhooks.Where(w => w.Header("X-Webhook-Signature") != Signature(credential, w)).Select(w => w.EventId ?? "?"), "came with a wrong signature");

    private static string Signature(Credential credential, ReceivedWebhook webhook) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(credential.CallbackSecret), (byte[])[.. Encoding.UTF8.GetBytes(webhook.Header("X-Webhook-Timestamp") ?? ""), .. webhook.Body]));

    /// <summary>GET /events from the beginning to the end: the same events under the same numbers.</summary>
    private async Task CheckFetchedAsync(Credential credential, List<IGrouping<string, ReceivedWebhook>> events)
    {
        using var client = credential.Client(hub);
        var told = events.ToDictionary(e => Sequence(e.First()), e => e.Key);
        long after = 0;
        var more = true;
        var fetched = 0;
        while (more)
        {
            var page = await client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/openapi/v1/events?after={after}"));
            if ((int)page.Status != 200)
            {
                run.Fail($"events after {after}: {page.Text}");
                return;
            }
            foreach (var one in page.Data.GetProperty("events").EnumerateArray())
            {
                var sequence = one.GetProperty("sequence").GetInt64();
                run.Expect(sequence == after + 1, $"{credential.AppKey}: GET /events goes from {after} to {sequence}");
                run.Expect(told.GetValueOrDefault(sequence) == one.GetProperty("id").GetString(), $"{credential.AppKey}: number {sequence} is another event in GET /events than in the webhook");
                after = sequence;
                fetched++;
            }
            more = page.Data.GetProperty("hasMore").GetBoolean();
            run.Expect(more || page.Data.GetProperty("lastSequence").GetInt64() == after, $"{credential.AppKey}: lastSequence is not {after}");
        }
        run.Expect(fetched == events.Count, $"{credential.AppKey}: GET /events knows {fetched} events, {events.Count} arrived");
    }

    private async Task<HashSet<string>> CommittedAsync()
    {
        var completed = new ConcurrentBag<string>();
        var clients = credentials.Select(c => c.Client(hub)).ToList();
        await Together.RunAsync(16, orders, async (order, _) =>
        {
            // An order is seen by the credential that made it.
            foreach (var client in clients)
            {
                var answer = await client.GetAsync("/openapi/v1/orders/" + order);
                if ((int)answer.Status == 200)
                {
                    if (answer.Data.GetProperty("status").GetString() == "completed")
                    {
                        completed.Add(order);
                    }
                    return;
                }
            }
            run.Fail($"{order} is not found by any of its credentials");
        });
        clients.ForEach(c => c.Dispose());
        return completed.ToHashSet(StringComparer.Ordinal);
    }

    private void None(IEnumerable<string> found, string what)
    {
        var list = found.ToList();
        run.Expect(list.Count == 0, $"{list.Count} {what}, such as {string.Join(", ", list.Take(5))}");
    }

    private static IEnumerable<long> Missing(List<long> sequences)
    {
        var there = sequences.ToHashSet();
        for (var i = 1L; i < sequences[^1]; i++)
        {
            if (!there.Contains(i))
            {
                yield return i;
            }
        }
    }

    private static string OrderNo(ReceivedWebhook webhook) => webhook.Json.GetProperty("data").GetProperty("orderNo").GetString()!;

    private static long Sequence(ReceivedWebhook webhook) => webhook.Json.TryGetProperty("sequence", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt64() : 0;
}
