using System.ComponentModel.DataAnnotations;

namespace Weft.Hub.Platform.Secrets;

/// <summary>Settings of section <c>Secrets</c> (app-store 6.3).</summary>
public sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>Base64 of 32 random bytes that wrap every stored secret's own key. Required; there is no default.</summary>
    [Required(ErrorMessage = "Secrets:MasterKey is missing. Make one with: openssl rand -base64 32")]
    public string MasterKey { get; set; } = "";

    /// <summary>Former master keys, still needed to read what was not re-wrapped yet.</summary>
    public IList<string> PreviousMasterKeys { get; } = [];
}
