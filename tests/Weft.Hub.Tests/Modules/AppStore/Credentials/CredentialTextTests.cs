using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.AppStore.Credentials;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Credentials;

public sealed class CredentialTextTests
{
    // app-store 6.1
    [Fact]
    public void Each_text_has_its_prescribed_form()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.Matches("^os_[0-9a-f]{24}$", CredentialText.NewAppKey());
            Assert.Matches("^[A-Za-z0-9_-]{32}$", CredentialText.NewAppSecret());
            Assert.Matches("^wh_[A-Za-z0-9]{24}$", CallbackSecret.New());
        }
    }

    [Fact]
    public void No_text_comes_twice()
    {
        var texts = Enumerable.Range(0, 5000)
            .SelectMany(_ => new[] { CredentialText.NewAppKey(), CredentialText.NewAppSecret(), CallbackSecret.New() })
            .ToHashSet();

        Assert.Equal(15_000, texts.Count);
    }

    // 20,000 secrets hold each of 64 characters 10,000 times on average, with a deviation of 100; taking a remainder would show as a quarter more.
    [Fact]
    public void Every_character_is_about_as_frequent_as_every_other()
    {
        var counts = Enumerable.Range(0, 20_000).SelectMany(_ => CredentialText.NewAppSecret()).CountBy(c => c).ToDictionary();

        Assert.Equal(64, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 9_200, 10_800));
    }

    [Fact]
    public void The_hint_is_the_last_four_characters_and_never_half_of_the_secret()
    {
        Assert.Equal("t5aE", CredentialText.Hint("Kx9mPq2sT7vWzR4nB8dLf6hJc3gYt5aE"));
        Assert.Throws<ArgumentException>(() => CredentialText.Hint("12345678"));
    }
}
