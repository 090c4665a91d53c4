namespace Weft.Hub.Platform.Api;

/// <summary>The beginning of what was answered, for a door that logs its answers. The door sets it as a feature before the endpoint runs.</summary>
public sealed class AnswerCopy
{
    /// <summary>Enough for 2,000 characters of any text.</summary>
    public const int MaxBytes = 8000;

    public ReadOnlyMemory<byte> Bytes { get; private set; }

    public Refusal? Refusal { get; internal set; }

    public bool IsLogged { get; set; }

    internal void Keep(ReadOnlySpan<byte> answer) => Bytes = answer[..Math.Min(answer.Length, MaxBytes)].ToArray();
}
