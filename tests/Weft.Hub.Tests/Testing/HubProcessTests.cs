using System.Diagnostics;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Testing;

public sealed class HubProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("weft-hub-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_killed_hub_is_gone_and_starts_again_on_its_port()
    {
        var options = new HubProcessOptions { DataFolder = folder, WaitForReady = false };
        int first;
        Uri address;
        await using (var hub = await HubProcess.StartAsync(options, Stop))
        {
            (first, address) = (hub.Id, hub.BaseAddress);
            Assert.NotEqual(0, address.Port);
            await hub.KillAsync();
            Assert.True(hub.HasExited);
            Assert.Throws<ArgumentException>(() => Process.GetProcessById(first));
        }

        await using var again = await HubProcess.StartAsync(options with { Url = address.GetLeftPart(UriPartial.Authority) }, Stop);
        Assert.Equal(address, again.BaseAddress);
        Assert.NotEqual(first, again.Id);
    }

    [Fact]
    public async Task A_hub_that_is_asked_to_stop_ends_in_order()
    {
        await using var hub = await HubProcess.StartAsync(new HubProcessOptions { DataFolder = folder, WaitForReady = false }, Stop);
        Assert.Equal(0, await hub.StopAsync());
        Assert.Contains("Application is shutting down", hub.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_can_not_start_shows_what_it_wrote()
    {
        await using var taken = await WebhookReceiver.StartAsync();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => HubProcess.StartAsync(new HubProcessOptions { DataFolder = folder, Url = taken.BaseAddress.GetLeftPart(UriPartial.Authority) }, Stop));
        Assert.Contains("is in use by another program", failure.Message, StringComparison.OrdinalIgnoreCase);
    }
}
