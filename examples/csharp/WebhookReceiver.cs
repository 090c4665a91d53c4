using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Weft.Example;

/// <summary>An event as its signed body tells it. Properties that are not known here are ignored: the Hub may add some.</summary>
public sealed record WeftEvent(string Id, string Event, string Timestamp, long? Sequence, JsonElement Data)
{
    public string Line(string word)
    {
        var orderNo = Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty("orderNo", out var value) ? value.GetString() : null;
        return $"{word} {Id} {Event} seq={Sequence} {orderNo ?? "-"}";
    }
}

/// <summary>
/// What has arrived: each event once, and which sequence numbers are still missing.
/// In your ERP both belong in the database, written in the transaction that does the event's work (a unique index on the id):
/// then a crash in between neither loses an event nor does its work twice.
/// </summary>
public sealed class Inbox(long completeTo)
{
    private readonly HashSet<string> ids = [];
    private readonly Queue<string> oldestIds = new();
    private readonly HashSet<long> ahead = []; // arrived beyond CompleteTo
    private long highest = completeTo;

    /// <summary>Every event up to this number has arrived.</summary>
    public long CompleteTo { get; private set; } = completeTo;

    public bool Has(string id) => ids.Contains(id);

    public void Add(string id, long? sequence)
    {
        ids.Add(id);
        oldestIds.Enqueue(id);
        if (ids.Count > 10_000)
        {
            ids.Remove(oldestIds.Dequeue());
        }

        if (sequence > highest + 1)
        {
            // Perhaps only late: the Hub sends two at a time and repeats what failed. Fetching is for when it stays away.
            Console.Error.WriteLine($"gap: seq {highest + 1} to {sequence - 1} not here yet; fetch: missed --after {CompleteTo}");
        }

        if (sequence > CompleteTo)
        {
            ahead.Add(sequence.Value);
            highest = Math.Max(highest, sequence.Value);
        }

        while (ahead.Remove(CompleteTo + 1))
        {
            CompleteTo++;
        }
    }
}

/// <summary>Takes events on 127.0.0.1. Answers 200 only when an event has been dealt with; after anything else the Hub sends it again.</summary>
public sealed partial class WebhookReceiver(string callbackSecret, Inbox inbox, Action<WeftEvent> handle)
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);
    private const int MaxBytes = 1024 * 1024;

    private readonly Lock oneAtATime = new();
    private int verified;

    /// <summary>Runs until so many events have been verified and answered, or until Ctrl+C.</summary>
    public async Task RunAsync(int port, int? count)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Error).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBytes;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        await using var app = builder.Build();
        app.MapPost("/{**path}", async (HttpContext context) =>
        {
            context.Response.OnCompleted(() => // the answer is out, so the Hub knows that the event has arrived
            {
                if (verified >= count)
                {
                    app.Lifetime.StopApplication();
                }

                return Task.CompletedTask;
            });

            // The bytes as they came. No model binding before the signature is checked: it would read them as JSON and lose their exact form.
            using var buffer = new MemoryStream();
            try
            {
                await context.Request.Body.CopyToAsync(buffer);
            }
            catch (BadHttpRequestException e) // too large, too slow or broken off
            {
                return Results.StatusCode(e.StatusCode);
            }

            return Receive(context.Request.Headers, buffer.ToArray());
        });
        await app.StartAsync();
        Console.Error.WriteLine($"listening on {app.Urls.First()}/");
        await app.WaitForShutdownAsync();
    }

    private IResult Receive(IHeaderDictionary headers, byte[] body)
    {
        if (!IsGenuine(headers, body))
        {
            Console.Error.WriteLine("refused: the signature or the time is wrong");
            return Results.Unauthorized();
        }

        WeftEvent? received;
        try
        {
            received = JsonSerializer.Deserialize<WeftEvent>(body, WeftHub.Json);
        }
        catch (JsonException e)
        {
            Console.Error.WriteLine($"a signed body that can not be read: {e.Message}");
            return Results.BadRequest();
        }

        // The signature covers the body, not the headers: an id that differs from the signed one would defeat the deduplication.
        if (received?.Id is null || received.Id != headers["X-Webhook-Id"])
        {
            Console.Error.WriteLine("refused: the id in the header is not the signed one");
            return Results.Unauthorized();
        }

        lock (oneAtATime)
        {
            if (!inbox.Has(received.Id))
            {
                handle(received); // First the work, then the note that it is done: if it fails, the Hub sends the event again.
                inbox.Add(received.Id, received.Sequence);
                verified++;
            }
        }

        return Results.Ok();
    }

    private bool IsGenuine(IHeaderDictionary headers, byte[] body)
    {
        var timestamp = headers["X-Webhook-Timestamp"].ToString();
        var signature = headers["X-Webhook-Signature"].ToString();
        if (!TimestampForm().IsMatch(timestamp) || !SignatureForm().IsMatch(signature))
        {
            return false;
        }

        var age = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - long.Parse(timestamp, CultureInfo.InvariantCulture);
        if (Math.Abs(age) > ClockTolerance.TotalMilliseconds)
        {
            return false; // an old request, sent again by someone who recorded it
        }

        var expected = Hmac.Hex(callbackSecret, Encoding.UTF8.GetBytes(timestamp), body);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(expected));
    }

    // \z and not $, which would let a line feed at the end pass.
    [GeneratedRegex(@"^[0-9]{1,15}\z")]
    private static partial Regex TimestampForm();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex SignatureForm();
}
