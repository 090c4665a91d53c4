using System.Text.Json;
using Weft.Hub.Modules.Integrations.OrderSync.Pull;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.OrderSync.Pull;

/// <summary>Customers' lists in their own shapes and words, and the orders that they mean.</summary>
public sealed class MappedOrderTests
{
    [Theory]
    [InlineData("""[{"no":1},{"no":2}]""", 2)]
    [InlineData("""{"data":[{"no":1}]}""", 1)]
    [InlineData("""{"code":0,"records":[{"no":1}]}""", 1)]
    [InlineData("""{"list":[{"no":1}],"total":1}""", 1)]
    [InlineData("""{"code":0,"data":{"total":1,"records":[{"no":1}]}}""", 1)]
    [InlineData("""{"Data":{"Page":{"Rows":[{"no":1}]}}}""", 1)]
    [InlineData("""{"d":{"x":1},"einkauf":[{"no":1}]}""", 1)]
    [InlineData("""{"data":{"no":1,"items":[{"color":"红"}]}}""", 1)]
    [InlineData("""{"data":[1,"x",{"no":1}]}""", 1)]
    [InlineData("""{"data":[]}""", 0)]
    [InlineData("""{"ok":true}""", 0)]
    [InlineData("\"nothing\"", 0)]
    public void The_list_is_found_in_what_is_wrapped_around_it(string answer, int rows) => Assert.Equal(rows, PullRecords.Of(JsonElement.Parse(answer)).Count);

    [Fact]
    public void Without_an_answer_there_is_no_list() => Assert.Empty(PullRecords.Of(null));

    // A customer's row, and the order that is guessed from it.
    [Theory]
    [InlineData("""{"orderNo":"A-1","styleNo":"F1","qty":"1,200"}""", """{"externalOrderNo":"A-1","styleNo":"F1","quantity":1200}""")]
    [InlineData("""{"id":7,"order_no":"A-1","style_code":100,"total_qty":500.0}""", """{"externalOrderNo":"A-1","styleNo":"100","quantity":500}""")]
    [InlineData("""{"id":7,"productNo":"F1","quantity":5}""", """{"externalOrderNo":"7","styleNo":"F1","quantity":5}""")]
    [InlineData("""{"单号":"A-1","款号":"F1","数量":"5","交期":"2026年3月1日"}""", """{"externalOrderNo":"A-1","styleNo":"F1","quantity":5,"requiredDate":"2026-03-01"}""")]
    [InlineData("""{"billNo":"A","style":{"no":"F1","id":9},"detail":{"styleName":"风衣"},"num":3}""", """{"externalOrderNo":"A","styleNo":"F1","styleName":"风衣","quantity":3}""")]
    [InlineData("""{"orderNo":"A","styleNo":"F1","quantity":3,"colors":"红，蓝、红","sizes":"S/M"}""", """{"externalOrderNo":"A","styleNo":"F1","quantity":3,"colors":["红","蓝"],"sizes":["S","M"]}""")]
    [InlineData("""{"orderNo":"A","styleNo":"F1","details":[{"colorName":"红","size":"S","qty":"30"},{"colorName":"红","size":"M","qty":20}]}""",
        """{"externalOrderNo":"A","styleNo":"F1","items":[{"color":"红","size":"S","quantity":30},{"color":"红","size":"M","quantity":20}],"quantity":50}""")]
    [InlineData("""{"orderNo":" ","styleNo":"F1","quantity":"五百","deliveryDate":"bald","factoryId":3}""", """{"styleNo":"F1","quantity":"五百","requiredDate":"bald"}""")]
    public void Names_that_look_alike_are_taken_for_our_fields(string row, string order) => Assert.Equal(order, Mapped(row));

    // A date as customers write it, and the tenant's day that it is.
    [Theory]
    [InlineData("\"2026-03-01\"", "2026-03-01")]
    [InlineData("\"2026/3/1 08:00:00\"", "2026-03-01")]
    [InlineData("\"2026-03-01T00:00:00\"", "2026-03-01")]
    [InlineData("\"2026-03-01T20:00:00Z\"", "2026-03-02")]
    [InlineData("\"20260301\"", "2026-03-01")]
    [InlineData("20260301", "2026-03-01")]
    [InlineData("1772380800000", "2026-03-02")]
    [InlineData("1772380800", "2026-03-02")]
    [InlineData("\"01.03.2026\"", "01.03.2026")]
    public void A_date_is_the_day_that_it_is_for_the_tenant(string theirs, string ours) =>
        Assert.Equal($$"""{"externalOrderNo":"A","styleNo":"F","quantity":1,"requiredDate":"{{ours}}"}""", Mapped($$"""{"orderNo":"A","styleNo":"F","qty":1,"deliveryDate":{{theirs}}}"""));

    [Fact]
    public void A_person_chooses_another_field_or_none()
    {
        var row = JsonElement.Parse("""{"orderNo":"A","poNo":"P","styleNo":"F","qty":1,"memo":"x"}""");
        var mapping = FieldMapping.Guess([row]);
        mapping["externalOrderNo"] = "poNo";
        mapping["remark"] = null;
        Assert.Equal("""{"externalOrderNo":"P","styleNo":"F","quantity":1}""", MappedOrder.Of(row, mapping, TenantTime.For(null)).ToJsonString(EnvelopeWriter.Json));
    }

    private static string Mapped(string row)
    {
        var given = JsonElement.Parse(row);
        return MappedOrder.Of(given, FieldMapping.Guess([given]), TenantTime.For(null)).ToJsonString(EnvelopeWriter.Json);
    }
}
