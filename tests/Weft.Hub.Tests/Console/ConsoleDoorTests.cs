using System.Net;
using System.Text.RegularExpressions;
using Weft.Hub.Console;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

public sealed class ConsoleDoorTests
{
    [Theory]
    [InlineData("/", "/login")]
    [InlineData("/production?status=pending", "/login?returnUrl=%2Fproduction%3Fstatus%3Dpending")]
    public async Task Whoever_is_not_signed_in_is_sent_to_sign_in(string path, string target)
    {
        var hub = await TestHub.SharedAsync("sqlite");
        using var answer = await hub.Http.GetAsync(path);
        Assert.Equal((HttpStatusCode.Redirect, target), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Pages_allow_no_foreign_source_and_no_evaluation()
    {
        var hub = await TestHub.SharedAsync("sqlite");
        using var answer = await hub.Http.GetAsync("/login");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("src=\"http", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connection_of_pages_is_closed_to_strangers()
    {
        var hub = await TestHub.SharedAsync("sqlite");
        using var answer = await hub.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public void Every_text_takes_the_same_values_in_every_language() =>
        Assert.All(TextCatalogue.Load().All, text => Assert.All(text.Value, value => Assert.Equal((text.Key, Places(text.Value[0])), (text.Key, Places(value)))));

    [Fact]
    public void Every_text_is_there_in_every_language() =>
        Assert.All(TextCatalogue.Load().All, text => Assert.All(text.Value, value => Assert.False(string.IsNullOrWhiteSpace(value), text.Key)));

    private static string Places(string text) =>
        string.Join(',', Regex.Matches(text, @"\{\d").Select(place => place.Value).Distinct().Order(StringComparer.Ordinal));
}
