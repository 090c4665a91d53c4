using Weft.Hub.Modules.Accounts;
using Xunit;

namespace Weft.Hub.Tests.Modules.Accounts;

public sealed class ReservedNamesTests
{
    [Theory]
    [InlineData("OpenAPI-下单对接")]
    [InlineData("openapi-")]
    [InlineData("OPENAPI-x")]
    [InlineData("ＯｐｅｎＡＰＩ－下单")]
    [InlineData("  OpenAPI-x")]
    [InlineData("Open\u200bAPI-x")]
    [InlineData("OpenAPI\u2010x")]
    [InlineData("OpenAPI\u2212x")]
    public void What_looks_like_the_gateways_marker_is_refused(string name) => Assert.True(ReservedNames.IsReserved(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("OpenAPI")]
    [InlineData("OpenAPI下单")]
    [InlineData("我的OpenAPI-下单")]
    public void Other_names_are_free(string? name) => Assert.False(ReservedNames.IsReserved(name));
}
