using System.Collections.Concurrent;
using Weft.Testing;

namespace Weft.Proof.Fuzz;

/// <summary>
/// Requests changed on their way. Two families:
/// <para>
/// 1. Derived from rightly signed requests. A request is changed in what its signature covers and was never sent before; or it was sent and accepted, and
/// comes again in another method, path, query or disguise (V1 signs none of these, so only the claim of openapi-gateway 3.4 stands there). Accepted, and
/// so a failure, is any 2xx answer, and any order beyond those that the unchanged requests made. Not tried, because the scheme allows it and the guide
/// says so: a captured V1 request without a body on another reading path.
/// </para>
/// <para>
/// 2. Rightly signed, with wrong content. No order may come of it that openapi-gateway 6.1 does not allow.
/// </para>
/// No answer of either family is a 500, the Hub logs no error, and whatever is not found is said so in the envelope.
/// </summary>
internal sealed class FuzzProof : IProof
{
    private const int Callers = 16;
    private const int BatchSize = 1_000;
    private const int CapturedPerBatch = 12;

    public string Name => "fuzz";

    public Measuring Measures => Measuring.Nothing;

    public async Task RunAsync(ProofRun run)
    {
        await using var installation = await Installation.CreateAsync(run.Provider);
        var hub = await installation.StartAsync(stop: run.Stop);
        using var console = await installation.SignInAsync(hub);
        var before = await console.CountOrdersAsync();
        var fuzzer = new Fuzzer(run, hub, await console.CreateCredentialAsync("fuzz"), await console.CreateCredentialAsync("fuzz V2", requireV2: true));

        var captured = 0;
        for (var from = 0; from < run.Take(1_000, 20_000); from += BatchSize)
        {
            var batch = await fuzzer.CaptureAsync(from, CapturedPerBatch);
            captured += batch.Count;
            await fuzzer.RunAsync(from, BatchSize, batch, Callers);
        }
        run.Say($"{fuzzer.Sent} changed requests in {fuzzer.Kinds} ways, from {captured} captured and {fuzzer.Sent - fuzzer.Disguised} unsent ones; {fuzzer.Tally}");
        var orders = await console.CountOrdersAsync() - before;
        run.Expect(orders == captured, $"{captured} unchanged requests made {orders} orders: the changed ones made some");

        var fields = new FieldFuzz(run, hub, fuzzer.Credential);
        await fields.RunAsync(run.Take(400, 8_000), Callers);
        run.Say($"{fields.Sent} rightly signed orders with wrong content: {fields.Accepted} stored, each read back and checked; {fields.Tally}");
        var stored = await console.CountOrdersAsync() - before - captured;
        run.Expect(stored == fields.Accepted, $"{fields.Accepted} orders were answered as new, but {stored} were stored");

        var errors = hub.Output.Split('\n').Where(l => l.StartsWith("fail:", StringComparison.Ordinal) || l.StartsWith("crit:", StringComparison.Ordinal) || l.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal)).ToList();
        run.Expect(errors.Count == 0, $"the Hub logged {errors.Count} errors, the first: {errors.FirstOrDefault()}");
        run.Expect(!hub.HasExited, $"the Hub has ended");
    }
}

/// <summary>Sends the first family.</summary>
internal sealed class Fuzzer(ProofRun run, HubProcess hub, Credential credential, Credential onlyV2)
{
    private static readonly SigningTwist V2 = new() { Version = 2 };
    private static readonly Mutation[] UnsentV1 = [.. Mutations.SigningHeaders, .. Mutations.Bodies, .. Mutations.Lengths];
    private static readonly Mutation[] UnsentV2 = [.. UnsentV1, .. Mutations.Lines];
    private static readonly Mutation[] UnsentV2Read = [.. Mutations.SigningHeaders, .. Mutations.Lines];
    private static readonly Mutation[] Again = [.. Mutations.Lines, .. Mutations.Disguises, .. Mutations.Lengths, .. Mutations.Bodies, .. Mutations.SigningHeaders];

    private readonly ConcurrentDictionary<string, int> kinds = new(StringComparer.Ordinal);
    private readonly SignedClient client = credential.Client(hub);
    private readonly SignedClient strict = onlyV2.Client(hub);
    private int sent;
    private int disguised;

    public Credential Credential => credential;

    public Tally Tally { get; } = new();

    public int Sent => sent;

    public int Disguised => disguised;

    public int Kinds => kinds.Count;

    /// <summary>Requests that somebody sent, that were accepted, and that somebody else has seen.</summary>
    public async Task<IReadOnlyList<RawRequest>> CaptureAsync(int batch, int count)
    {
        List<RawRequest> captured = [];
        for (var i = 0; i < count; i++)
        {
            var request = client.Sign(HttpMethod.Post, Orders.CreatePath, Orders.Body($"fuzz-{batch}-{i}"), i % 2 == 0 ? null : V2);
            var answer = await client.SendAsync(request);
            if ((int)answer.Status != 200)
            {
                throw new InvalidOperationException($"An unchanged request was refused: {answer.Text}");
            }
            captured.Add(RawRequest.From(request));
        }
        return captured;
    }

    public async Task RunAsync(int from, int count, IReadOnlyList<RawRequest> captured, int callers)
    {
        var senders = new ConcurrentBag<RawSender>(Enumerable.Range(0, callers).Select(_ => new RawSender(hub.BaseAddress)));
        await Together.RunAsync(callers, [.. Enumerable.Range(from, count)], async (number, _) =>
        {
            if (!senders.TryTake(out var sender))
            {
                sender = new RawSender(hub.BaseAddress);
            }
            await OneAsync(sender, number, captured);
            senders.Add(sender);
        });
        foreach (var sender in senders)
        {
            sender.Dispose();
        }
    }

    private async Task OneAsync(RawSender sender, int number, IReadOnlyList<RawRequest> captured)
    {
        var (kind, request) = Make(run.Dice(number), number, captured);
        kinds.AddOrUpdate(kind, 1, (_, old) => old + 1);
        Interlocked.Increment(ref sent);
        try
        {
            var answer = await sender.SendAsync(request);
            Tally.Add(answer.Status, answer.Token);
            run.Expect(answer.Status is < 200 or >= 300, $"request {number} ({kind}) was accepted: {answer.Status} {answer.Body}\n        {request}");
            run.Expect(answer.Status is not (404 or 405) || answer.Token == "NOT_FOUND" || !IsOfTheDoor(request.Target),
                $"request {number} ({kind}) was answered {answer.Status} outside the envelope {answer.Body}\n        {request}");
            run.Expect(answer.Status is < 500 or 505, $"request {number} ({kind}) was answered {answer.Status} {answer.Body}\n        {request}");
        }
        catch (TimeoutException silent)
        {
            run.Fail($"request {number} ({kind}): {silent.Message}\n        {request}");
        }
    }

    /// <summary>Under /openapi/v1 when it arrives, so that the answer is in the envelope (openapi-gateway 4): dots lead elsewhere, or may.</summary>
    private static bool IsOfTheDoor(string target) =>
        target.StartsWith("/openapi/v1/", StringComparison.OrdinalIgnoreCase) && !target.Contains("..", StringComparison.Ordinal) && !target.Contains("%2e", StringComparison.OrdinalIgnoreCase);

    private (string Kind, RawRequest Request) Make(Dice dice, int number, IReadOnlyList<RawRequest> captured)
    {
        while (true)
        {
            var (original, family, mutations) = Original(dice, number, captured);
            if (mutations.Length == 0)
            {
                return (family, original);
            }
            var mutation = dice.Of(mutations);
            // A captured request is refused whatever it looks like. One that was never sent must differ in a byte.
            if (mutation.Apply(original, dice) is { } changed && (family == "captured" || !changed.ToBytes().AsSpan().SequenceEqual(original.ToBytes())))
            {
                _ = family == "captured" ? Interlocked.Increment(ref disguised) : 0;
                return ($"{family}, {mutation.Name}", changed);
            }
        }
    }

    private (RawRequest Original, string Family, Mutation[] Mutations) Original(Dice dice, int number, IReadOnlyList<RawRequest> captured)
    {
        var body = Orders.Body($"never-{number}");
        return dice.Below(100) switch
        {
            < 30 => (RawRequest.From(client.Sign(HttpMethod.Post, Orders.CreatePath, body)), "V1 write", UnsentV1),
            < 55 => (RawRequest.From(client.Sign(HttpMethod.Post, Orders.CreatePath, body, V2)), "V2 write", UnsentV2),
            < 65 => (RawRequest.From(client.Sign(HttpMethod.Get, "/openapi/v1/orders/PO202602110001?x=1", null, V2)), "V2 read", UnsentV2Read),
            < 70 => (RawRequest.From(client.Sign(HttpMethod.Get, "/openapi/v1/events?after=0", null)), "V1 read", Mutations.SigningHeaders),
            < 73 => (RawRequest.From(strict.Sign(HttpMethod.Post, Orders.CreatePath, body)), "V1 where V2 is required", []),
            < 76 => (RawRequest.From(strict.Sign(HttpMethod.Post, Orders.CreatePath, body, V2)), "V2 write, V2 required", UnsentV2),
            _ => (dice.Of(captured), "captured", Again),
        };
    }
}
