using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Platform.Hosting;

/// <summary>The Hub can not start, for a reason that the operator can mend; the message is the one line that says how.</summary>
public sealed class CannotStartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// While the Hub starts, a failure is told once, by the command, in one line: the framework's own report of it, with its stack, is kept back.
/// </summary>
internal sealed class StartPhase
{
    /// <summary>Who in the framework reports that a start failed.</summary>
    public static readonly IReadOnlyList<string> Reporters = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    private volatile bool over;

    public bool IsOver => over;

    public void End() => over = true;

    /// <summary>Makes the routes on another processor while the database is opened: the two take most of a start.</summary>
    public static void PrepareRoutes(IServiceProvider services) => Aside(() => _ = services.GetRequiredService<EndpointDataSource>().Endpoints.Count);

    /// <summary>Reads in the database's model on another processor while the routes are mapped; nothing is opened for it.</summary>
    public static void PrepareModel(IServiceProvider services) => Aside(() =>
    {
        using var scope = services.CreateScope();
        _ = scope.ServiceProvider.GetRequiredService<HubDbContext>().Model.GetRelationalModel();
    });

    // On threads of their own: the pool's are as few as processors at the start, and opening the database needs them.
    private static void Aside(Action work) => new Thread(() =>
    {
        try
        {
            work();
        }
        catch (Exception)
        {
            // Whoever needs it first makes it again, and tells what is wrong where it is heard.
        }
    })
    {
        IsBackground = true,
    }.Start();

    /// <summary>
    /// Starting leaves much behind that is never used again; an idle Hub would keep it for hours. One collection gives it back to the machine, when the
    /// first callers have been answered.
    /// </summary>
    public static async Task GiveMemoryBackAsync(TimeProvider clock, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(10), clock, stopping);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            if (OperatingSystem.IsLinux())
            {
                _ = TrimNativeHeap(0);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped before: everything is given back.
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without it (musl): it keeps little by itself.
        }
    }

    /// <summary>The compiler's working memory is freed but kept by the C library; this returns it (malloc_trim(3)).</summary>
    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TrimNativeHeap(nuint kept);

    /// <summary>The lines that say what kept the Hub from starting, or none when the failure is not of a known kind.</summary>
    public static IReadOnlyList<string> Explain(Exception failure, IConfiguration configuration)
    {
        for (var error = failure; error is not null; error = error.InnerException)
        {
            switch (error)
            {
                case OptionsValidationException invalid:
                    return SettingProblems(invalid);
                case AggregateException several when several.InnerExceptions.All(e => e is OptionsValidationException):
                    return [.. several.InnerExceptions.OfType<OptionsValidationException>().SelectMany(SettingProblems)];
                case CannotStartException known:
                    return [known.Message];
                case AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return [$"The address {configuration["urls"]} is in use by another program. Stop it, or give another one with --urls."];
                case SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } refused:
                    return [$"The address {configuration["urls"]} can not be listened on: {refused.Message}. Give another one with --urls."];
                case System.Data.Common.DbException database:
                    return [$"The database can not be used: {FirstLine(database.Message)}. More: Weft.Hub check"];
                case UnauthorizedAccessException denied:
                    return [denied.Message + " More: Weft.Hub check"];
            }
        }
        return [];
    }

    /// <summary>The sentences that name the settings, without what the framework says around them.</summary>
    public static IReadOnlyList<string> SettingProblems(OptionsValidationException invalid)
    {
        const string Before = "with the error: '";
        return [.. invalid.Failures.Select(text =>
        {
            var at = text.IndexOf(Before, StringComparison.Ordinal);
            return at < 0 ? text : text[(at + Before.Length)..].TrimEnd('.').TrimEnd('\'');
        })];
    }

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('.', '\r', ' ');
}
