using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore;

/// <summary>Two Hubs on one PostgreSQL; on SQLite, which has one node, the same Hub twice.</summary>
public sealed class TwoNodesTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task One_trial_of_many_clicks_on_both(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var nodes = await StartAsync(provider, database);
        var store = await Store.OpenAsync(nodes.First);
        var elsewhere = new ConsoleClient(nodes.Second.Http, store.Admin.Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            (i % 2 == 0 ? store.Admin : elsewhere).PostAsync($"{Store.Base}/start-trial", new { appCode = Store.Quality })));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("TRIAL_USED", a.ErrorCode));
        Assert.Single(await store.CredentialsAsync(Store.Quality));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task One_activation_of_many_clicks_on_both(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var nodes = await StartAsync(provider, database);
        var store = await Store.OpenAsync(nodes.First);
        var elsewhere = new ConsoleClient(nodes.Second.Http, store.Operator.Token);
        var order = Store.Ok(await store.Admin.PostAsync($"{Store.Base}/create-order", Store.Order(Store.Quality)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? store.Operator : elsewhere).PostAsync(
            $"{Store.Base}/admin/record-payment", new { orderNo = order.Text("orderNo"), paymentMethod = "OFFLINE", amount = 799 })));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.InRange(a.Status, 400, 409));
        Assert.Single(Assert.Single(await store.SubscriptionsAsync(Store.Quality)).GetProperty("periods").EnumerateArray());
        Assert.Single(await store.CredentialsAsync(Store.Quality));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Tenants_on_both_get_different_numbers_and_do_not_hold_each_other_up(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var nodes = await StartAsync(provider, database);
        var stores = new List<Store>();
        for (var i = 0; i < 6; i++)
        {
            stores.Add(await Store.OpenAsync(i % 2 == 0 ? nodes.First : nodes.Second));
        }

        // Trials take an order's and a subscription's number, purchases an order's, a payment's and a subscription's, all at once.
        await Task.WhenAll(stores.SelectMany(s => new[] { s.TrialAsync(Store.Quality).ContinueWith(t => Store.Ok(t.Result), TaskScheduler.Default), s.BuyAsync(Store.Logistics) }));

        var orders = new List<string?>();
        foreach (var store in stores)
        {
            orders.AddRange(Store.Ok(await store.Admin.PostAsync($"{Store.Base}/my-orders")).GetProperty("records").EnumerateArray().Select(o => o.Text("orderNo")));
        }
        Assert.Equal(12, orders.Distinct().Count());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_one_node_switches_off_the_other_knows_a_moment_later(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var nodes = await StartAsync(provider, database);
        var store = await Store.OpenAsync(nodes.First);
        var made = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");
        var directory = nodes.Second.Services.GetRequiredService<CredentialDirectory>();
        async Task<CredentialStanding> StandingAsync() =>
            (await directory.FindByKeyAsync(made.Text("appKey")!, CancellationToken.None))!.StandingAt(nodes.Second.Clock.UtcNow());
        Assert.Equal(CredentialStanding.Good, await StandingAsync());

        Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{made.Id()}/disable"));

        // The clocks stand still: only the message can have told it.
        for (var tries = 0; await StandingAsync() != CredentialStanding.Disabled && tries < 500; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
        Assert.Equal(CredentialStanding.Disabled, await StandingAsync());
    }

    private static async Task<Nodes> StartAsync(string provider, TestDatabase database)
    {
        var first = await TestHub.StartAsync(provider, on: database);
        return new Nodes(first, provider == "postgres" ? await TestHub.StartAsync(provider, on: database, clock: first.Clock) : first);
    }

    private sealed record Nodes(TestHub First, TestHub Second) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            if (Second != First)
            {
                await Second.DisposeAsync();
            }
        }
    }
}
