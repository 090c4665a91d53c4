using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Weft.Hub.Platform.Secrets;

/// <summary>A secret in clear text, in memory only. It prints as <c>***</c>, also in logs, JSON and exceptions.</summary>
[JsonConverter(typeof(NeverWritten))]
public sealed class SecretText(string value) : IEquatable<SecretText>
{
    private readonly string value = value;

    /// <summary>The clear text: for signing, and for the one answer that shows it.</summary>
    public string Reveal() => value;

    /// <summary>UTF-8 bytes of the clear text, made once.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes ??= Encoding.UTF8.GetBytes(value);

    private byte[]? bytes;

    public override string ToString() => "***";

    /// <summary>Compares in constant time.</summary>
    public bool Equals(SecretText? other) => other is not null && CryptographicOperations.FixedTimeEquals(Bytes.Span, other.Bytes.Span);

    public override bool Equals(object? obj) => Equals(obj as SecretText);

    public override int GetHashCode() => 0;

    private sealed class NeverWritten : JsonConverter<SecretText>
    {
        public override SecretText Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
            new(reader.GetString() ?? "");

        public override void Write(System.Text.Json.Utf8JsonWriter writer, SecretText value, System.Text.Json.JsonSerializerOptions options) =>
            writer.WriteStringValue("***");
    }
}
