using System.Text.Json;
using Weft.Hub.Modules.PartnerApi.Functions;
using Xunit;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>The embedded descriptors (scm-partner-api 17 nos. 8 and 9).</summary>
public sealed class CatalogueTests
{
    private static readonly FunctionCatalogue Catalogue = new();

    [Fact]
    public void Every_function_is_there_and_creates_of_both_kinds_take_the_same_fields()
    {
        Assert.Equal(75, Catalogue.All.Count);
        foreach (var create in Catalogue.All.Where(f => f.IsAsync))
        {
            var twin = Catalogue.ByCode[create.Code[..^1] + "F"];
            var result = Catalogue.ByCode["API" + create.Number + "NNF"];
            Assert.Equal(Paths(twin.Request), Paths(create.Request));
            Assert.Equal(Paths(twin.Response), Paths(result.Response));
        }
        Assert.Contains("docList/lineList/adjustQuantity", Paths(Catalogue.ByCode["API170COB"].Request));
    }

    [Fact]
    public void A_path_that_two_functions_share_is_told_by_its_content()
    {
        PartnerFunction Of(string path, string body) => Catalogue.Of(path, JsonDocument.Parse(body).RootElement);
        const string Shared = "importinventorymovefrom_fs";
        Assert.Equal("API16AFSF", Of(Shared, """{"docList":[{"documentNo":"1"}]}""").Code);
        Assert.Equal("API16BFSF", Of(Shared, """{"docList":[{"documentNo":"1"},{"dateReceived":"2026-01-01"}]}""").Code);
        Assert.Equal("API16BFSF", Of(Shared, """{"docList":[{"documentNo":"1","linelist":[{"qtyReceipt":"1"}]}]}""").Code);
        Assert.Equal("API16BFSF", Of("importinventorymoveto_fs", "{}").Code);
        Assert.Equal("API170COF", Of("importintenaluseinventory_co_f", "{}").Code);
        Assert.False(Catalogue.Knows("importinternaluseinventory_co_f"));
    }

    private static List<string> Paths(FieldNode node) => [.. node.Children.SelectMany(c => Paths(c).Select(p => c.Name + "/" + p).Prepend(c.Name))];
}
