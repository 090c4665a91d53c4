using System.Net;
using System.Text.Json.Nodes;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Reference;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.Descriptors;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>The reference of the partner API: its samples are sent as they stand there, and every field has its words.</summary>
public sealed class ReferenceTests
{
    private static readonly FunctionReference Reference = new(Catalogue);

    public static TheoryData<string, string> Functions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var provider in TestDatabase.Providers())
            {
                foreach (var function in Catalogue.All)
                {
                    data.Add(provider, function.Code);
                }
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Functions))]
    public async Task The_sample_of_a_function_is_accepted(string provider, string code)
    {
        var (stage, function) = (await FunctionStage.OfAsync<ReferenceTests>(provider), Catalogue.ByCode[code]);
        var sample = FunctionSamples.Request(function);
        await NameAsync(stage, function, sample);
        sample["requestId"] = PartnerOf.NewId();
        var answer = await stage.Trade.QueryAsync(function.Path, sample);
        Assert.True(answer["requestResult"] == "1", answer.Text);
        if (function.IsAsync)
        {
            Assert.Equal("异步处理提交成功", answer["errorMsg"]);
            answer = await stage.ResultAsync(Catalogue.ByCode["API" + function.Number + "NNF"].Path, sample["requestId"]!.GetValue<string>());
        }
        if (function.IsStored)
        {
            Assert.True(answer.Said == ("1", "1", "处理成功"), answer.Text);
            Assert.Equal("", answer.Doc().GetProperty("docErrorMsg").GetString());
        }
        else
        {
            Assert.Contains(answer["errorMsg"], (string[])["处理成功", "No Data!"]);
        }
    }

    [Fact]
    public void The_sample_answer_of_each_function_has_the_documented_shape()
    {
        foreach (var function in Catalogue.All)
        {
            AssertFits(function.Response, FunctionSamples.Answer(function), function.Code);
            AssertFits(function.Request, FunctionSamples.Request(function), function.Code, isWhole: false);
        }
    }

    [Fact]
    public void Every_field_has_its_words_in_both_languages_and_every_function_its_title()
    {
        Assert.Equal(75, Reference.Functions.Count);
        foreach (var function in Reference.Functions)
        {
            Assert.Matches("[\u4e00-\u9fff]|Sellout", function.Title.Chinese);
            foreach (var field in function.Request.Concat(function.Response).Where(f => f.Note.English.Length > 0))
            {
                Assert.True(field.Note.Chinese.Any(c => c is >= '\u4e00' and <= '\u9fff') || field.Note.Chinese.Length <= 3, $"{function.Code} {field.Path}: {field.Note.Chinese}");
                Assert.DoesNotContain("errata", field.Note.English, StringComparison.Ordinal);
            }
        }
        Assert.Equal("查詢庫存調整單的異步處理結果", Traditional.Of(Reference.TitleOf("API170NNF").Chinese));
    }

    [Theory]
    [InlineData("", "协同接口文档")]
    [InlineData("?lang=zh-TW", "協同介面文件")]
    [InlineData("?lang=en", "Partner API reference")]
    public async Task It_is_read_without_signing_in_and_in_each_language(string query, string title)
    {
        var hub = await TestHub.SharedAsync("sqlite");
        var page = WebUtility.HtmlDecode(await hub.Http.GetStringAsync(new Uri("/docs/partner" + query, UriKind.Relative)));
        Assert.Contains("<h1>" + title + "</h1>", page, StringComparison.Ordinal);
        Assert.All(Catalogue.All, f => Assert.Contains($"/docs/partner/{f.Code}", page, StringComparison.Ordinal));
        var function = WebUtility.HtmlDecode(await hub.Http.GetStringAsync(new Uri("/docs/partner/API170COF" + query, UriKind.Relative)));
        Assert.Contains("importintenaluseinventory_co_f", function, StringComparison.Ordinal);
        Assert.Contains("adjustQuantity", function, StringComparison.Ordinal);
        using var missing = await hub.Http.GetAsync(new Uri("/docs/partner/API999" + query, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    /// <summary>The documents that the sample names are made, and their numbers put in.</summary>
    private static async Task NameAsync(FunctionStage stage, PartnerFunction function, JsonObject sample)
    {
        if (function.Type == FunctionType.Query && sample.ContainsKey("documentNo"))
        {
            sample["documentNo"] = (await stage.QueryAsync(function))["documentNo"]!.GetValue<string>();
        }
        if (sample["docList"] is not JsonArray documents)
        {
            return;
        }
        var document = documents[0]!.AsObject();
        var known = document.ContainsKey("documentNo") || function.Number == "290" ? await stage.OnDocumentAsync(function) : stage.Valid(function);
        foreach (var name in new[] { "documentNo", "docNoOrder" }.Concat(function.Number is "280" or "290" ? ["docNo"] : Array.Empty<string>()).Where(document.ContainsKey))
        {
            document[name] = known[name]!.GetValue<string>();
        }
    }

    private static void AssertFits(FieldNode shape, JsonObject row, string code, bool isWhole = true)
    {
        if (isWhole)
        {
            Assert.Equal(shape.Children.Select(c => c.Name), row.Select(p => p.Key));
        }
        foreach (var (name, value) in row)
        {
            var field = shape.Child(name);
            Assert.True(field is not null, $"{code}: {name}");
            if (field.Type == FieldType.List)
            {
                AssertFits(field, value!.AsArray()[0]!.AsObject(), code, isWhole);
                continue;
            }
            var text = value!.GetValue<string>();
            Assert.True(field.Length == 0 || text.Length <= field.Length, $"{code}: {name} {text}");
            Assert.True(text.Length == 0 || field.Allowed.Count == 0 || field.Allowed.Contains(text), $"{code}: {name} {text}");
        }
    }
}
