using System.Collections.Immutable;
using System.Text;

namespace Weft.Hub.Modules.Gateway.Signing;

internal enum Part
{
    AppKey,
    Method,
    Path,
    Query,
    Timestamp,
    Nonce,
    Body,
}

/// <summary>How the body stands in the message.</summary>
internal enum BodyAs
{
    Raw,
    Base64,
    HashHex,
    HashUpperHex,
    HashBase64,
}

/// <summary>How a signed message is put together: V1 and V2 as they should be, and by edits every way in which a caller may have done it otherwise.</summary>
internal sealed record Recipe
{
    public required ImmutableArray<Part> Order { get; init; }

    public required string Separator { get; init; }

    public required BodyAs BodyAs { get; init; }

    public string AppKey { get; init; } = "";

    public string Method { get; init; } = "";

    public string Path { get; init; } = "";

    public string Query { get; init; } = "";

    public string Timestamp { get; init; } = "";

    public string Nonce { get; init; } = "";

    public string Tail { get; init; } = "";

    /// <summary>openapi-gateway 3.2</summary>
    public static Recipe V1(SignatureAttempt attempt) => new()
    {
        Order = [Part.AppKey, Part.Timestamp, Part.Body],
        Separator = "",
        BodyAs = BodyAs.Raw,
        AppKey = attempt.AppKey,
        Timestamp = attempt.Timestamp,
    };

    /// <summary>openapi-gateway 3.4</summary>
    public static Recipe V2(SignatureAttempt attempt) => new()
    {
        Order = [Part.AppKey, Part.Method, Part.Path, Part.Query, Part.Timestamp, Part.Nonce, Part.Body],
        Separator = "\n",
        BodyAs = BodyAs.HashHex,
        AppKey = attempt.AppKey,
        Method = attempt.Method,
        Path = attempt.Path,
        Query = attempt.RawQuery,
        Timestamp = attempt.Timestamp,
        Nonce = attempt.Nonce ?? "",
    };

    public Recipe Without(Part part) => this with { Order = Order.Remove(part) };

    /// <summary>The bytes before and after the body.</summary>
    public (byte[] Head, byte[] Tail) Around()
    {
        var text = new StringBuilder();
        var bodyAt = -1;
        for (var i = 0; i < Order.Length; i++)
        {
            if (i > 0)
            {
                text.Append(Separator);
            }

            if (Order[i] == Part.Body)
            {
                bodyAt = text.Length;
            }
            else
            {
                text.Append(TextOf(Order[i]));
            }
        }

        var all = text.Append(Tail).ToString();
        bodyAt = bodyAt < 0 ? all.Length : bodyAt;
        return (Encoding.UTF8.GetBytes(all[..bodyAt]), Encoding.UTF8.GetBytes(all[bodyAt..]));
    }

    private string TextOf(Part part) => part switch
    {
        Part.AppKey => AppKey,
        Part.Method => Method,
        Part.Path => Path,
        Part.Query => Query,
        Part.Timestamp => Timestamp,
        Part.Nonce => Nonce,
        _ => "",
    };
}

/// <summary>What of a recipe an edit touches; two edits are combined only when they touch different things.</summary>
[Flags]
internal enum Slots
{
    Order = 1,
    Separator = 2,
    Timestamp = 4,
    Body = 8,
    Query = 16,
    Path = 32,
    Method = 64,
    Nonce = 128,
    Tail = 256,
}

/// <summary>One mistake as a change to a recipe. A common one is also tried together with mistakes that are not common themselves.</summary>
internal sealed record RecipeEdit(Slots Slots, bool Common, Mistake Mistake, Func<Recipe, Recipe> Change);
