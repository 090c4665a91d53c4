using System.Text.Json;
using Weft.Testing;

namespace Weft.Proof.States;

/// <summary>The Hub, on one node or two, as several callers see it: people at the console and a customer's systems. A caller has connections of its own.</summary>
internal sealed class StatesHub(IReadOnlyList<ConsoleClient> people, IReadOnlyList<SignedClient> buyers, IReadOnlyList<SignedClient> payers) : IDisposable
{
    private int sent;

    /// <summary>Commands that were sent.</summary>
    public int Sent => sent;

    public int Callers => people.Count;

    public Task<ConsoleAnswer> PostAsync(int caller, string path, object? body = null)
    {
        Interlocked.Increment(ref sent);
        return people[caller % people.Count].SendAsync(HttpMethod.Post, path, body ?? new { });
    }

    public Task<ConsoleAnswer> PutAsync(int caller, string path, object body)
    {
        Interlocked.Increment(ref sent);
        return people[caller % people.Count].SendAsync(HttpMethod.Put, path, body);
    }

    public Task<ConsoleAnswer> PlaceAsync(int caller, object order) => SignedAsync(buyers[caller % buyers.Count], "orders/create", order);

    public Task<ConsoleAnswer> ConfirmPaymentAsync(int caller, object payment) => SignedAsync(payers[caller % payers.Count], "payment/confirm", payment);

    /// <summary>Reads all pages of a list.</summary>
    public async Task<List<JsonElement>> ListAsync(string path)
    {
        List<JsonElement> records = [];
        for (var page = 1; ; page++)
        {
            var found = await ReadAsync(FormattableString.Invariant($"{path}&size=100&page={page}"));
            records.AddRange(found.GetProperty("records").EnumerateArray());
            if (records.Count >= found.GetProperty("total").GetInt32())
            {
                return records;
            }
        }
    }

    public async Task<JsonElement> ReadAsync(string path)
    {
        var answer = await people[0].SendAsync(HttpMethod.Get, path, null);
        return answer.Status == 200 ? answer.Data : throw new InvalidOperationException(answer.Text);
    }

    public void Dispose()
    {
        foreach (var client in people)
        {
            client.Dispose();
        }
        foreach (var client in buyers.Concat(payers))
        {
            client.Dispose();
        }
    }

    private async Task<ConsoleAnswer> SignedAsync(SignedClient client, string path, object body)
    {
        Interlocked.Increment(ref sent);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);
        var answer = await client.PostAsync("/openapi/v1/" + path, bytes);
        // The same call on two nodes in the same millisecond is one call sent twice; a real system would sign it again as well.
        answer = answer.ErrorCode == "REPLAY" ? await client.PostAsync("/openapi/v1/" + path, bytes) : answer;
        return new ConsoleAnswer((int)answer.Status, answer.Json, $"{path}: {(int)answer.Status} {answer.Text}");
    }
}
