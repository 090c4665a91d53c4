using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Weft.Hub.Platform.Secrets;

/// <summary>
/// Seals secrets for storage (app-store 6.3): AES-256-GCM under a random key of the row's own, which the master key wraps. The place (table,
/// column, row) is authenticated with it, so that a sealed value copied to another row does not open.
/// </summary>
public sealed class SecretBox
{
    private const byte FormatVersion = 1;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyIdBytes = 4;
    private const int HeaderBytes = 1 + KeyIdBytes;
    private const int WrappedBytes = NonceBytes + KeyBytes + TagBytes;

    private readonly Dictionary<uint, byte[]> masterKeys = [];
    private readonly uint currentId;

    public SecretBox(IOptions<SecretsOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        currentId = Add(options.Value.MasterKey, "Secrets:MasterKey");
        foreach (var previous in options.Value.PreviousMasterKeys)
        {
            Add(previous, "Secrets:PreviousMasterKeys");
        }
    }

    /// <summary>Why a text can not be a master key, or null when it can.</summary>
    public static string? Problem(string masterKey)
    {
        Span<byte> key = stackalloc byte[64];
        return Convert.TryFromBase64String(masterKey ?? "", key, out var length) && length == KeyBytes
            ? null
            : "must be the Base64 of 32 random bytes; make one with: openssl rand -base64 32";
    }

    /// <summary>Seals a secret for the place where it will be stored.</summary>
    public byte[] Seal(SecretText secret, string table, string column, long rowId)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var place = Place(table, column, rowId);
        Span<byte> dataKey = stackalloc byte[KeyBytes];
        RandomNumberGenerator.Fill(dataKey);
        var clear = secret.Bytes.Span;
        var sealedBytes = new byte[HeaderBytes + WrappedBytes + NonceBytes + clear.Length + TagBytes];
        sealedBytes[0] = FormatVersion;
        BinaryPrimitives.WriteUInt32BigEndian(sealedBytes.AsSpan(1), currentId);
        Encrypt(masterKeys[currentId], dataKey, sealedBytes.AsSpan(HeaderBytes, WrappedBytes), place);
        Encrypt(dataKey, clear, sealedBytes.AsSpan(HeaderBytes + WrappedBytes), place);
        CryptographicOperations.ZeroMemory(dataKey);
        return sealedBytes;
    }

    /// <summary>Opens what <see cref="Seal"/> made for the same place.</summary>
    /// <exception cref="CryptographicException">The value was altered, moved, or its master key is not known here.</exception>
    public SecretText Open(ReadOnlySpan<byte> sealedBytes, string table, string column, long rowId)
    {
        var place = Place(table, column, rowId);
        Span<byte> dataKey = stackalloc byte[KeyBytes];
        Unwrap(sealedBytes, place, dataKey);
        var body = sealedBytes[(HeaderBytes + WrappedBytes)..];
        var clear = new byte[body.Length - NonceBytes - TagBytes];
        Decrypt(dataKey, body, clear, place);
        CryptographicOperations.ZeroMemory(dataKey);
        return new SecretText(Encoding.UTF8.GetString(clear));
    }

    /// <summary>True when the value is wrapped by a former master key and <see cref="Rewrap"/> is due.</summary>
    public bool NeedsRewrap(ReadOnlySpan<byte> sealedBytes) =>
        sealedBytes.Length > HeaderBytes && BinaryPrimitives.ReadUInt32BigEndian(sealedBytes[1..]) != currentId;

    /// <summary>The same sealed secret under the current master key; its own key and content stay as they are.</summary>
    public byte[] Rewrap(ReadOnlySpan<byte> sealedBytes, string table, string column, long rowId)
    {
        var place = Place(table, column, rowId);
        Span<byte> dataKey = stackalloc byte[KeyBytes];
        Unwrap(sealedBytes, place, dataKey);
        var rewrapped = sealedBytes.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(rewrapped.AsSpan(1), currentId);
        Encrypt(masterKeys[currentId], dataKey, rewrapped.AsSpan(HeaderBytes, WrappedBytes), place);
        CryptographicOperations.ZeroMemory(dataKey);
        return rewrapped;
    }

    private uint Add(string masterKey, string setting)
    {
        if (Problem(masterKey) is { } problem)
        {
            throw new OptionsValidationException(SecretsOptions.Section, typeof(SecretsOptions), [$"{setting} {problem}"]);
        }
        var key = Convert.FromBase64String(masterKey);
        var id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. "weft key id"u8, .. key]));
        masterKeys[id] = key;
        return id;
    }

    private void Unwrap(ReadOnlySpan<byte> sealedBytes, byte[] place, Span<byte> dataKey)
    {
        if (sealedBytes.Length < HeaderBytes + WrappedBytes + NonceBytes + TagBytes || sealedBytes[0] != FormatVersion
            || !masterKeys.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(sealedBytes[1..]), out var master))
        {
            throw new CryptographicException("The stored secret was sealed with a master key that is not configured here.");
        }
        Decrypt(master, sealedBytes.Slice(HeaderBytes, WrappedBytes), dataKey, place);
    }

    private static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> clear, Span<byte> target, byte[] place)
    {
        var nonce = target[..NonceBytes];
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, clear, target.Slice(NonceBytes, clear.Length), target[(NonceBytes + clear.Length)..], place);
    }

    private static void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> clear, byte[] place)
    {
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(source[..NonceBytes], source.Slice(NonceBytes, clear.Length), source[(NonceBytes + clear.Length)..], clear, place);
    }

    private static byte[] Place(string table, string column, long rowId) =>
        Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{table}.{column}#{rowId}"));
}
