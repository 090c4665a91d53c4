using System.Diagnostics.CodeAnalysis;

namespace Weft.Hub.Platform.Api;

/// <summary>What a command gives back: a value, or a refusal. Nothing was changed when it is a refusal.</summary>
public readonly struct Result<T> : IResultOutcome
{
    private readonly T? value;

    private Result(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Token}");

    public bool IsRefused([NotNullWhen(true)] out Refusal? refusal) => (refusal = Refusal) is not null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>Lets a unit of work see that its result is a refusal, and undo what it did.</summary>
public interface IResultOutcome
{
    Refusal? Refusal { get; }
}

/// <summary>The value of a command that only succeeds or is refused.</summary>
public readonly record struct Done
{
    public static readonly Done Value;
}
