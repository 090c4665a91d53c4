using Weft.Hub.Platform.Secrets;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>The secrets of a credential (app-store 6.3). Each is sealed for its own column of its own row, so the row must be added before one is made.</summary>
internal sealed partial class TenantApp
{
    public const string Table = "tenant_apps";
    public const string AppSecretColumn = "app_secret";
    public const string PreviousSecretColumn = "previous_secret";
    public const string CallbackSecretColumn = "callback_secret";

    public byte[]? AppSecret { get; private set; }
    public string? SecretHint { get; private set; }

    /// <summary>Made by an activation: the tenant's administrator claims the secret, so that the operator never sees it (S12).</summary>
    public bool SecretPending { get; private set; }
    public byte[]? PreviousSecret { get; private set; }
    public DateTime? PreviousSecretUntil { get; private set; }
    public byte[]? CallbackSecret { get; private set; }
    public string? CallbackSecretHint { get; private set; }

    /// <summary>Whether someone of the tenant has seen the callback secret: it is shown once.</summary>
    public bool CallbackSecretShown { get; private set; }

    /// <summary>A new credential whose maker sees the secrets now.</summary>
    public CredentialSecrets MakeSecrets(SecretBox box) => new(SetAppSecret(box), SetCallbackSecret(box, shown: true));

    /// <summary>A new credential whose secret waits to be claimed; pushes are signed already.</summary>
    public void AwaitClaim(SecretBox box)
    {
        SecretPending = true;
        SetCallbackSecret(box, shown: false);
    }

    /// <summary>领取密钥: makes the secret and shows it, with the callback secret when no one saw that yet.</summary>
    public CredentialSecrets Claim(SecretBox box)
    {
        SecretPending = false;
        var callback = CallbackSecretShown ? null : Open(box, CallbackSecret, CallbackSecretColumn);
        CallbackSecretShown = true;
        return new CredentialSecrets(SetAppSecret(box), callback);
    }

    /// <summary>重置密钥: the old secret is accepted until <paramref name="previousUntil"/>, which is now when it dies at once. The callback secret stays (S13).</summary>
    public CredentialSecrets ResetAppSecret(SecretBox box, DateTime previousUntil)
    {
        // Kept also when it is not accepted any more: a caller that still signs with it can be told so.
        PreviousSecret = box.Seal(Open(box, AppSecret, AppSecretColumn)!, Table, PreviousSecretColumn, Id);
        PreviousSecretUntil = previousUntil;
        return new CredentialSecrets(SetAppSecret(box), null);
    }

    /// <summary>The callback secret's own reset: the new one signs at once (app-store 6.3).</summary>
    public CredentialSecrets ResetCallbackSecret(SecretBox box) => new(null, SetCallbackSecret(box, shown: true));

    public SecretText? OpenAppSecret(SecretBox box) => Open(box, AppSecret, AppSecretColumn);

    public SecretText? OpenPreviousSecret(SecretBox box) => Open(box, PreviousSecret, PreviousSecretColumn);

    public SecretText? OpenCallbackSecret(SecretBox box) => Open(box, CallbackSecret, CallbackSecretColumn);

    private SecretText SetAppSecret(SecretBox box)
    {
        var secret = new SecretText(CredentialText.NewAppSecret());
        (AppSecret, SecretHint) = (Seal(box, secret, AppSecretColumn), CredentialText.Hint(secret.Reveal()));
        return secret;
    }

    private SecretText SetCallbackSecret(SecretBox box, bool shown)
    {
        var secret = new SecretText(AppStore.CallbackSecret.New());
        (CallbackSecret, CallbackSecretHint, CallbackSecretShown) = (Seal(box, secret, CallbackSecretColumn), CredentialText.Hint(secret.Reveal()), shown);
        return secret;
    }

    private byte[] Seal(SecretBox box, SecretText secret, string column) => Id > 0
        ? box.Seal(secret, Table, column, Id)
        : throw new InvalidOperationException("A secret is sealed for its row: add the credential to the context first.");

    private SecretText? Open(SecretBox box, byte[]? sealedBytes, string column) => sealedBytes is null ? null : box.Open(sealedBytes, Table, column, Id);
}

/// <summary>Secrets that are shown now and never again; null for one that is not shown.</summary>
internal sealed record CredentialSecrets(SecretText? AppSecret, SecretText? CallbackSecret);
