using System.Net;
using System.Net.Sockets;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Platform.Hosting;

public sealed class HubCommandsTests
{
    private const string MasterKey = "--Secrets:MasterKey=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    public static IEnumerable<TheoryDataRow<string>> Providers() => TestDatabase.Providers().Select(p => new TheoryDataRow<string>(p));

    [Theory]
    [InlineData("dance", "“dance” is no command.")]
    [InlineData("--Outbond:AllowHttp=true", "Did you mean --Outbound:AllowHttp?")]
    [InlineData("--Database:Provider", "--Database:Provider has no value.")]
    public async Task What_it_does_not_know_it_refuses(string argument, string says)
    {
        var outcome = await HubProgram.RunAsync(argument);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_without_a_master_key_is_refused_in_one_line_that_says_how_to_make_one()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        var outcome = await HubProgram.RunAsync("serve", "--data", database.DataFolder, "--urls=http://127.0.0.1:0");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("Secrets:MasterKey is missing. Make one with: openssl rand -base64 32", outcome.Error.Trim());
        Assert.DoesNotContain("   at ", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_is_told_in_one_line()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";
        var outcome = await HubProgram.RunAsync("serve", $"--data={database.DataFolder}", $"--urls={address}", MasterKey);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal($"The address {address} is in use by another program. Stop it, or give another one with --urls.", outcome.Error.Trim());
        Assert.DoesNotContain("Exception", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_setting_is_listed_with_its_range_default_and_meaning()
    {
        var outcome = await HubProgram.RunAsync("settings");
        Assert.Equal(0, outcome.ExitCode);
        var entries = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("Database:WriteLanes", entries);
        Assert.Contains("    number; 1 to 32; default 4", entries);
        Assert.Contains("Proxy:TrustedNetworks", entries);
        // Name, facts, and at least one line of text each: a setting without documentation shows here.
        for (var i = 0; i < entries.Length; i++)
        {
            if (!entries[i].StartsWith(' '))
            {
                Assert.True(i + 2 < entries.Length && entries[i + 2].StartsWith("    ", StringComparison.Ordinal), $"{entries[i]} has no documentation");
            }
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Migrating_says_what_was_done_and_the_second_time_that_nothing_was(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        string[] args = ["migrate", $"--data={database.DataFolder}", $"--Database:Provider={provider}", $"--Database:ConnectionString={database.ConnectionString}"];
        var first = await HubProgram.RunAsync(args);
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Contains("applied  ", first.Output, StringComparison.Ordinal);
        var second = await HubProgram.RunAsync(args);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("The database was up to date.", second.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_sound_installation_passes_the_check_and_a_wrong_master_key_does_not(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (await TestHub.StartAsync(provider, on: database))
        {
            // Its start seals the first session key.
        }
        string[] args = ["check", $"--data={database.DataFolder}", $"--Database:Provider={provider}", $"--Database:ConnectionString={database.ConnectionString}"];
        var sound = await HubProgram.RunAsync([.. args, MasterKey]);
        Assert.True(sound.ExitCode == 0, sound.Output + sound.Error);
        Assert.Contains("it opens what is stored", sound.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", sound.Output, StringComparison.Ordinal);

        var other = await HubProgram.RunAsync([.. args, "--Secrets:MasterKey=ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("WRONG  master key   1 stored secret(s) were sealed with another key", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_names_what_is_missing_and_how_to_mend_it()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        var outcome = await HubProgram.RunInAsync(
            new Dictionary<string, string> { ["Weft__Outbond__AllowHttp"] = "true", ["Weft__Outbound__AllowedNetworks"] = "169.254.0.0/16, 10.0.0.0/8" },
            "check", "--Database:Provider=postgres", "--Database:ConnectionString=Host=127.0.0.1;Port=1;Username=nobody", $"--data={database.DataFolder}");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("WRONG  settings     The environment sets Weft__Outbond__AllowHttp", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("WRONG  master key   Secrets:MasterKey is missing.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("WRONG  database ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("WRONG  outbound     169.254.169.254", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("public addresses, and 169.254.0.0/16, 10.0.0.0/8", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }
}
