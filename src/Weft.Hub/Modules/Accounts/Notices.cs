namespace Weft.Hub.Modules.Accounts;

/// <summary>A message in the console's bell.</summary>
/// <param name="Kind">Stable kind, such as <c>SECRET_RESET</c> or <c>TRIAL_ENDING</c>.</param>
/// <param name="Title">Chinese, safe to show.</param>
/// <param name="Body">What happened and what to do next.</param>
/// <param name="Path">Console address of the action that solves it, or null.</param>
/// <param name="Once">When given, a notice with the same key of the same tenant is not raised again.</param>
public sealed record Notice(string Kind, string Title, string Body, string? Path = null, string? Once = null);

/// <summary>Raises notices to the administrators of the tenant in scope, in the commit that caused them.</summary>
public sealed class Notices
{
    /// <summary>Adds the notice to what the context saves next. A notice whose <see cref="Notice.Once"/> key exists is left out.</summary>
    public Task RaiseAsync(Notice notice, CancellationToken ct) => throw new NotImplementedException();
}
