using System.Text.Json;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>The name of something that each user arranges for himself, such as a list's columns; modules register theirs, and nothing else can be stored.</summary>
/// <param name="Name">At most 64 characters.</param>
internal sealed record UserSettingName(string Name);

/// <summary>Keeps what a person has arranged on the server, so that it is the same on every device (console-pages 12, C10).</summary>
internal interface IUserSettings
{
    /// <summary>What was kept, or null.</summary>
    Task<JsonElement?> ReadAsync(SignedInUser user, string name, CancellationToken ct);

    /// <summary>Keeps the value in the place of an older one; null forgets it. Repeating is safe.</summary>
    Task<Refusal?> WriteAsync(SignedInUser user, string name, JsonElement? value, CancellationToken ct);
}
