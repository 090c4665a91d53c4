using System.Text.Json;

namespace Weft.Proof.States;

/// <summary>One command of somebody: how it is sent, when it is allowed, and what it does to the books.</summary>
internal abstract record Move
{
    /// <summary>For people who look for a mistake, and for the figures.</summary>
    public string Kind => GetType().Name;

    public abstract Task<ConsoleAnswer> SendAsync(StatesHub hub, int caller);

    public abstract bool IsAllowed(CellBooks books);

    /// <summary>The books afterwards, or null when the answer does not fit them.</summary>
    public abstract CellBooks? Do(CellBooks books, JsonElement answer);

    protected static int Int(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    protected static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}

/// <summary>A command that was sent, and what came of it.</summary>
internal sealed record Attempt(Move Move, ConsoleAnswer Answer)
{
    private static readonly JsonSerializerOptions Readable = new() { IncludeFields = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsDone => Answer.Status == 200;

    /// <summary>Refused with a reason, which is an answer; anything else is a mistake of the Hub.</summary>
    public bool IsRefused => Answer.Status is 400 or 404 && Message.Length > 0;

    /// <summary>"Somebody changed it meanwhile": an answer only where somebody may have.</summary>
    public bool IsStale => Answer.Status == 409 && Message.Length > 0;

    private string Message => Answer.Body.ValueKind == JsonValueKind.Object && Answer.Body.TryGetProperty("message", out var message) ? message.GetString() ?? "" : "";

    /// <summary>The books after this attempt, or null when it can not have been answered so.</summary>
    public CellBooks? After(CellBooks books, bool contested) =>
        IsDone ? Move.IsAllowed(books) ? Move.Do(books, Answer.Data) : null
        : IsRefused ? Move.IsAllowed(books) ? null : books
        : IsStale && contested ? books : null;

    public override string ToString() => $"{Move.Kind} {JsonSerializer.Serialize<object>(Move, Readable)} -> {(Answer.Text.Length > 400 ? Answer.Text[..400] + "…" : Answer.Text)}";
}
