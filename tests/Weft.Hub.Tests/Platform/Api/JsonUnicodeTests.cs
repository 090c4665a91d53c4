using System.Text;
using Weft.Hub.Platform.Api;
using Xunit;

namespace Weft.Hub.Tests.Platform.Api;

public sealed class JsonUnicodeTests
{
    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\uDC00\uD800"}""")]
    [InlineData("""{"a":"\ud800x"}""")]
    [InlineData("""{"a":{"b":["\udfff"]}}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":{"\uDBFF":1}}""")]
    public void Half_a_character_is_no_JSON_text(string json) => Assert.Equal("BAD_JSON", Token(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(0xC0)]
    [InlineData(0xFF)]
    [InlineData(0x80)]
    public void Bytes_that_are_no_UTF8_are_no_JSON_text(byte broken)
    {
        Assert.Equal("BAD_JSON", Token([.. "{\"a\":\""u8, broken, .. "\"}"u8]));
        Assert.Equal("BAD_JSON", Token([.. "{\""u8, broken, .. "\":1}"u8]));
    }

    [Theory]
    [InlineData("""{"a":"\ud83d\udc57"}""", "👗")]
    [InlineData("""{"a":"\\ud800"}""", "\\ud800")]
    [InlineData("""{"a":"\uD55C"}""", "한")]
    [InlineData("""{"a":"👗 红"}""", "👗 红")]
    public void Whole_characters_are_read_however_they_are_written(string json, string text) =>
        Assert.Equal(text, Fields.FromJson(Encoding.UTF8.GetBytes(json)).Text("a", 10));

    private static string? Token(byte[] json)
    {
        var fields = Fields.FromJson(json);
        // Where the refusal is missing, reading must not throw either.
        return fields.Rejected?.Token ?? fields.Text("a", 10);
    }
}
