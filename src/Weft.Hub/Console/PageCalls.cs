using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Console;

/// <summary>One action of a page: a scope of its own, in the user's tenant, with what the slices ask for.</summary>
internal sealed class PageCall(HttpContext context, CancellationToken stopped)
{
    /// <summary>Carries user, session and address to the slices as a request does; there is no request behind it.</summary>
    public HttpContext Context { get; } = context;

    public CancellationToken Stopped { get; } = stopped;

    public HubDbContext Db => Get<HubDbContext>();

    public TimeProvider Clock => Get<TimeProvider>();

    public SignedInUser User => Context.User();

    public T Get<T>() where T : notnull => Context.RequestServices.GetRequiredService<T>();
}

/// <summary>
/// The way from a page to the commands and queries that the API has too. Each action finds the session anew, checks the permission and enters the tenant as a
/// request would (<see cref="AccessMiddleware"/>): someone who was switched off a moment ago does nothing more.
/// </summary>
internal sealed partial class PageCalls(
    IServiceScopeFactory scopes, ISignIn signIn, AuthenticationStateProvider state, NavigationManager navigation, ILogger<PageCalls> logger) : IDisposable
{
    private readonly CancellationTokenSource gone = new();

    /// <summary>Runs a slice's handler as the signed-in user.</summary>
    /// <param name="anyOf">Permission codes, one of which the user must hold; empty for every signed-in person.</param>
    /// <param name="action">Calls the handler.</param>
    public async Task<Answer<T>> RunAsync<T>(IReadOnlyList<string> anyOf, Func<PageCall, Task<Answer<T>>> action)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = (await state.GetAuthenticationStateAsync()).User };
        if (await signIn.ResumeAsync(context, gone.Token) is not { } person)
        {
            navigation.NavigateTo(ConsoleDoor.LoginAddress("/" + navigation.ToBaseRelativePath(navigation.Uri)), forceLoad: true);
            return CommonErrors.SignInNeeded;
        }
        if (anyOf.Count > 0 && (person.User.IsOperator || !anyOf.Any(person.User.May)))
        {
            return CommonErrors.Forbidden;
        }
        AccessMiddleware.Enter(context, person.User);
        try
        {
            return await action(new PageCall(context, gone.Token));
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return CommonErrors.Internal;
        }
#pragma warning disable CA1031 // A failed card must not take the page down; the exception is logged whole.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error, new Uri(navigation.Uri).AbsolutePath);
            return CommonErrors.Internal;
        }
    }

    /// <summary>Who is at the other end now, or null.</summary>
    public async ValueTask<SignedInPerson?> PersonAsync()
    {
        var context = new DefaultHttpContext { User = (await state.GetAuthenticationStateAsync()).User };
        return await signIn.ResumeAsync(context, gone.Token);
    }

    /// <summary>A form's values as the slice reads them; null values are left out.</summary>
    public static Fields Form(object values) => Fields.FromJson(JsonSerializer.SerializeToUtf8Bytes(values, FormJson));

    /// <summary>As <see cref="Form"/>, but a null is sent, and clears what was there.</summary>
    public static Fields Edit(object values) => Fields.FromJson(JsonSerializer.SerializeToUtf8Bytes(values, EnvelopeWriter.Json));

    /// <summary>The address's query, and further values, as a list's slice reads them.</summary>
    public static Fields Query(IReadOnlyDictionary<string, string> values) =>
        Fields.FromQuery(new QueryCollection(values.ToDictionary(v => v.Key, v => new StringValues(v.Value))));

    /// <summary>A list's slice asked for one value of one filter, and as many rows as it gives at once.</summary>
    public static Fields Query(string name, string value, int size = PageRequest.MaxSize) =>
        Query(new Dictionary<string, string> { [name] = value, ["size"] = size.ToString(System.Globalization.CultureInfo.InvariantCulture) });

    /// <summary>The query part of an address.</summary>
    public static Dictionary<string, string> QueryOf(string address) =>
        QueryHelpers.ParseQuery(new Uri(address).Query).ToDictionary(v => v.Key, v => v.Value.LastOrDefault() ?? "", StringComparer.Ordinal);

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private static readonly JsonSerializerOptions FormJson = new(EnvelopeWriter.Json)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Error, "An action of the page {Page} failed")]
        public static partial void Failed(ILogger logger, Exception error, string page);
    }
}
