namespace Weft.Hub.Console.Components;

/// <summary>What a person typed to confirm an action.</summary>
public sealed record ConfirmInput(string? Reason, string? Password);
