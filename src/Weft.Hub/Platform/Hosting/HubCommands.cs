using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Hosting.Checks;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Platform.Hosting;

/// <summary>The command line (running 2). Exit codes: 0 done, 1 it could not be done, 2 it was asked for wrongly.</summary>
public static class HubCommands
{
    private const string Help = """
        Weft.Hub [serve]             run with the settings given
        Weft.Hub demo                run a filled Hub on http://127.0.0.1:5080, with its data in ./data
        Weft.Hub settings            every setting: default, range, unit
        Weft.Hub migrate             bring the database up to date, say what was done
        Weft.Hub check               say what is wrong with settings, database, master key, clock or address rules, and how to mend it
        Weft.Hub backup --to DIR     copy the database of a running Hub (SQLite; for PostgreSQL see deploy/backup.sh)
        Weft.Hub restore --from DIR  put a copy back; the Hub must be stopped

        Settings come from appsettings.json, the environment (Weft__Section__Name) and the command line (--Section:Name=value), the last one counts.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var line = CommandLine.Read(args);
        if (line.AsksForHelp)
        {
            System.Console.WriteLine(Help);
            return 0;
        }
        if (line.Problem is { } problem)
        {
            await System.Console.Error.WriteLineAsync(problem);
            return 2;
        }
        string[] settings = [.. line.Settings];
        // What a command has to say it says itself; from the log only what is wrong.
        string[] quiet = ["--Logging:LogLevel:Default=Warning", .. settings];
        switch (line.Command)
        {
            case "serve":
                return await RunHostAsync(() => HubHost.Build(settings, ready: StartPhase.PrepareModel), app => app.WaitForShutdownAsync());
            case "demo":
                return await DemoCommand.RunAsync(settings);
            case "settings":
                SettingsCommand.Print(System.Console.Out);
                return 0;
            case "migrate":
                return await WithHostAsync(quiet, MigrateAsync);
            case "check":
                return await CheckCommand.RunAsync(quiet, System.Console.Out);
            case "backup":
                return await WithHostAsync(quiet, services => BackupCommand.BackupAsync(services, line.Options.GetValueOrDefault("to")));
            case "restore":
                return await WithHostAsync(quiet, services => BackupCommand.RestoreAsync(services, line.Options.GetValueOrDefault("from")));
            default:
                await System.Console.Error.WriteLineAsync($"“{line.Command}” is no command.\n\n{Help}");
                return 2;
        }
    }

    /// <summary>Starts a Hub, lets it run, and tells in a line or two why it can not.</summary>
    internal static async Task<int> RunHostAsync(Func<WebApplication> build, Func<WebApplication, Task> run)
    {
        IConfiguration configuration = new ConfigurationManager();
        try
        {
            await using var app = build();
            configuration = app.Configuration;
            // Before anything is opened or bound: a wrong setting is told by name.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            FrontDoor.EnsureFree(configuration["urls"]);
            StartPhase.PrepareRoutes(app.Services);
            await app.StartAsync();
            _ = StartPhase.GiveMemoryBackAsync(app.Services.GetRequiredService<TimeProvider>(), app.Lifetime.ApplicationStopping);
            await run(app);
            return 0;
        }
        catch (Exception failure) when (StartPhase.Explain(failure, configuration) is { Count: > 0 } lines)
        {
            foreach (var text in lines)
            {
                await System.Console.Error.WriteLineAsync(text);
            }
            return 1;
        }
    }

    /// <summary>Runs with a Hub's services; no worker, job or door of it is started.</summary>
    private static async Task<int> WithHostAsync(string[] settings, Func<IServiceProvider, Task<int>> work)
    {
        IConfiguration configuration = new ConfigurationManager();
        try
        {
            await using var app = HubHost.Build(settings);
            configuration = app.Configuration;
            return await work(app.Services);
        }
        catch (Exception failure) when (StartPhase.Explain(failure, configuration) is { Count: > 0 } lines)
        {
            foreach (var text in lines)
            {
                await System.Console.Error.WriteLineAsync(text);
            }
            return 1;
        }
    }

    private static async Task<int> MigrateAsync(IServiceProvider services)
    {
        var database = services.GetRequiredService<HubDatabase>();
        var applied = await services.GetRequiredService<Migrator>().RunAsync(CancellationToken.None);
        foreach (var name in applied)
        {
            System.Console.WriteLine($"applied  {name}");
        }
        if (database.IsPostgres)
        {
            System.Console.WriteLine($"ready    role {database.ApplicationRole}, row-level security, scheduler's tables");
        }
        System.Console.WriteLine(applied.Count == 0 ? "The database was up to date." : $"The database is up to date; migrations applied: {applied.Count}.");
        return 0;
    }
}
