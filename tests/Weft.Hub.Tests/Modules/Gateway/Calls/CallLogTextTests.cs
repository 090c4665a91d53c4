using System.Text;
using Weft.Hub.Modules.Gateway.Calls;
using Xunit;

namespace Weft.Hub.Tests.Modules.Gateway.Calls;

public sealed class CallLogTextTests
{
    [Theory]
    [InlineData("""{"appSecret":"Kx9mPq2s","a":1}""", """{"appSecret":"***","a":1}""")]
    [InlineData("""{"password" : "a\"b","x":2}""", """{"password" : "***","x":2}""")]
    [InlineData("""{"token":12345,"x":2}""", """{"token":"***","x":2}""")]
    [InlineData("""{"accessToken":"abc""", """{"accessToken":"***""")]
    [InlineData("""{"tokens":["abc"]}""", """{"tokens":["abc"]}""")]
    [InlineData("""{"contactPhone":"13812345678"}""", """{"contactPhone":"138****5678"}""")]
    [InlineData("""{"orderNo":"20260211138123456789"}""", """{"orderNo":"20260211138123456789"}""")]
    public void Secrets_and_phone_numbers_are_masked(string body, string kept) =>
        Assert.Equal(kept, CallLogText.OfBody(Encoding.UTF8.GetBytes(body))!.TrimEnd('"') + (kept.EndsWith('"') ? "\"" : ""));

    [Fact]
    public void A_secret_is_masked_before_the_text_is_cut()
    {
        var body = $$"""{"a":"{{new string('x', 1985)}}","secret":"{{new string('s', 100)}}"}""";
        Assert.DoesNotContain("ss", CallLogText.OfBody(Encoding.UTF8.GetBytes(body)), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_cut_at_2000_characters_and_never_inside_a_pair()
    {
        var text = CallLogText.OfBody(Encoding.UTF8.GetBytes(new string('a', 1999) + "😀😀"))!;
        Assert.Equal(1999, text.Length);
    }

    [Fact]
    public void The_query_of_a_target_is_left_out() =>
        Assert.Equal("https://erp.example.com/hook?***", CallLogText.OfAddress("https://erp.example.com/hook?key=1"));
}
