using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>The key that signs tokens (scm-partner-api 4.1).</summary>
public sealed class TokenKeysTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task The_first_tokens_of_a_server_may_be_asked_for_at_once_and_have_one_key(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var keys = hub.Services.GetRequiredService<TokenKeys>();
        var current = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => keys.CurrentAsync(CancellationToken.None))));
        Assert.Single(current.Select(k => k.Kid).Distinct());
        Assert.NotNull(await keys.FindAsync(current[0].Kid, CancellationToken.None));
    }
}
