using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.PartnerApi.Families;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.Descriptors;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>Every function by its descriptor: a valid request, and each field missing, too long, of a wrong type, out of its range, naming nothing (scm-partner-api 9, 10).</summary>
public sealed class FunctionTests
{
    /// <summary>Functions that act on a document which must be there first.</summary>
    private static readonly string[] OnDocuments =
        ["API110ULF", "API111ULF", "API160ULF", "API16AFSF", "API16BFSF", "API260ULF", "API290COF", "API290VOF", "API290CLF", "API290RCF"];

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    public static TheoryData<string, string> Creates => Of(f => f.IsStored && !f.IsAsync && !OnDocuments.Contains(f.Code));

    public static TheoryData<string, string> Acts => Of(f => OnDocuments.Contains(f.Code));

    public static TheoryData<string, string> Queries => Of(f => f.Type == FunctionType.Query);

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_function_is_built_and_tried(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        await using var scope = hub.Services.CreateAsyncScope();
        var built = scope.ServiceProvider.GetServices<DocumentFunction>().SelectMany(f => f.Codes).Concat(scope.ServiceProvider.GetServices<QueryFunction>().SelectMany(f => f.Codes)).ToHashSet();
        built.UnionWith(Catalogue.All.Where(f => f.Type == FunctionType.Result && built.Contains("API" + f.Number + "COF")).Select(f => f.Code));
        Assert.Empty(Catalogue.All.Select(f => f.Code).Except(built));
        var tried = Creates.Concat(Acts).Concat(Queries).Select(row => row.Data.Item2).ToHashSet();
        tried.UnionWith(Catalogue.All.Where(f => (f.IsAsync || f.Type == FunctionType.Result) && tried.Contains("API" + f.Number + "COF")).Select(f => f.Code));
        Assert.Equal(75, Catalogue.All.Count(f => tried.Contains(f.Code)));
    }

    [Theory, MemberData(nameof(Creates))]
    public async Task A_valid_request_is_accepted_and_its_answer_has_the_documented_shape(string provider, string code)
    {
        var (stage, function) = (await FunctionStage.OfAsync<FunctionTests>(provider), Catalogue.ByCode[code]);
        var answer = await stage.Trade.CallAsync(function.Path, stage.Valid(function));
        Assert.True(answer.Said == ("1", "1", "处理成功"), answer.Text);
        Assert.Equal("", answer.Doc().GetProperty("docErrorMsg").GetString());
        AssertShape(function.Response, answer.Body);
        if (!Catalogue.ByCode.TryGetValue(code[..^1] + "B", out var later))
        {
            return;
        }
        var id = PartnerOf.NewId();
        var accepted = await stage.Trade.QueryAsync(later.Path, PartnerOf.Request(id, stage.Valid(later)));
        Assert.Equal("异步处理提交成功", accepted["errorMsg"]);
        AssertShape(later.Response, accepted.Body);
        var inquiry = Catalogue.ByCode["API" + function.Number + "NNF"];
        var result = await stage.ResultAsync(inquiry.Path, id);
        Assert.True(result.Said == ("1", "1", "处理成功"), result.Text);
        AssertShape(inquiry.Response, result.Body);
        await AssertFiltersAsync(stage, inquiry, new JsonObject { ["requestId"] = "ask", ["requestTime"] = "2026-02-11 14:30:00", ["targetRequestId"] = id });
    }

    [Theory, MemberData(nameof(Creates))]
    public async Task Whatever_is_wrong_is_refused_by_its_name_and_nothing_is_made(string provider, string code)
    {
        var (stage, function) = (await FunctionStage.OfAsync<FunctionTests>(provider), Catalogue.ByCode[code]);
        var (before, valid) = (await stage.Trade.Partner.DocumentsAsync(), stage.Valid(function));
        List<(JsonObject Document, string Message)> wrong = [.. AllWrongs(function, valid)];
        var answer = await stage.Trade.CallAsync(function.Path, [valid, .. wrong.Select(w => w.Document)]);
        Assert.Equal(("1", "7", "处理失败(请求数据数据错误导入失败)"), answer.Said);
        Assert.Equal(("1", ""), (answer.Doc().GetProperty("docResult").GetString(), answer.Doc().GetProperty("docNoHVS").GetString()));
        for (var i = 0; i < wrong.Count; i++)
        {
            AssertRefused(answer.Doc(i + 1), wrong[i].Message);
        }
        await AssertTypesAsync(stage, function, valid);
        Assert.Equal(before, await stage.Trade.Partner.DocumentsAsync());
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task What_acts_on_a_document_refuses_what_is_wrong_and_then_does_it(string provider, string code)
    {
        var (stage, function) = (await FunctionStage.OfAsync<FunctionTests>(provider), Catalogue.ByCode[code]);
        var valid = await stage.OnDocumentAsync(function);
        var before = await stage.Trade.Partner.DocumentsAsync();
        foreach (var (document, message) in AllWrongs(function, valid))
        {
            var refused = await stage.Trade.CallAsync(function.Path, document);
            Assert.Equal(("1", "7", "处理失败(请求数据数据错误导入失败)"), refused.Said);
            AssertRefused(refused.Doc(), message);
        }
        await AssertTypesAsync(stage, function, valid);
        var nameless = valid.DeepClone().AsObject();
        nameless.Remove("org_Text");
        foreach (var token in new[] { stage.TokenOfZb01, stage.Stranger.Token })
        {
            var foreign = await stage.Trade.Partner.CallAsync(function.Path, PartnerOf.Request(PartnerOf.NewId(), nameless), token);
            AssertRefused(foreign.Doc(), Literals.NotFound("单据"));
        }
        Assert.Equal(before, await stage.Trade.Partner.DocumentsAsync());
        var answer = await stage.Trade.CallAsync(function.Path, valid);
        Assert.True(answer.Said == ("1", "1", "处理成功"), answer.Text);
        Assert.Equal("", answer.Doc().GetProperty("docErrorMsg").GetString());
        AssertShape(function.Response, answer.Body);
    }

    [Theory, MemberData(nameof(Creates))]
    public async Task Another_organisation_and_another_tenant_are_out_of_reach(string provider, string code)
    {
        var (stage, function) = (await FunctionStage.OfAsync<FunctionTests>(provider), Catalogue.ByCode[code]);
        var (valid, knowsOrganisations) = (stage.Valid(function), function.Request.Child("docList")!.Child("org_Text") is not null);
        const string NoOrganisation = "上传组织不存在或没有访问权限";
        foreach (var organisation in new[] { "ZB01", "THEIRS" }.Where(_ => knowsOrganisations))
        {
            AssertRefused((await stage.Trade.CallAsync(function.Path, With(valid, [], "org_Text", organisation))).Doc(), NoOrganisation);
        }
        foreach (var (records, path) in Shapes(function, valid))
        {
            foreach (var field in records.Children.Where(c => c.Name is "bpartner_Value" or "product_Value" or "product_Text"))
            {
                AssertRefused((await stage.Trade.CallAsync(function.Path, With(valid, path, field.Name, "THEIRS"))).Doc(), Literals.NotFound(FieldLabels.ObjectOf(field.Name)));
            }
        }
        // Whoever belongs to another organisation makes nothing in this one; and nobody reads another tenant's result.
        if (knowsOrganisations)
        {
            AssertRefused((await stage.Trade.Partner.CallAsync(function.Path, PartnerOf.Request(PartnerOf.NewId(), With(valid, [], "org_Text", "HD01")), stage.TokenOfZb01)).Doc(), NoOrganisation);
        }
        if (Catalogue.ByCode.TryGetValue("API" + function.Number + "NNF", out var inquiry))
        {
            var id = PartnerOf.NewId();
            await stage.Trade.QueryAsync(function.Path, PartnerOf.Request(id, valid));
            Assert.Equal("No Data!", (await stage.Stranger.CallAsync(inquiry.Path, new { requestId = "ask", requestTime = "2026-02-11 14:30:00", targetRequestId = id }))["errorMsg"]);
        }
    }

    [Theory, MemberData(nameof(Queries))]
    public async Task A_query_refuses_wrong_filters_finds_nothing_of_others_and_answers_in_the_documented_shape(string provider, string code)
    {
        var (stage, function) = (await FunctionStage.OfAsync<FunctionTests>(provider), Catalogue.ByCode[code]);
        var asked = await stage.QueryAsync(function);
        await AssertFiltersAsync(stage, function, asked);
        foreach (var filter in function.Request.Children.Where(f => f is { Type: FieldType.Text, Allowed.Count: 0 } && f.Name != "requestId"))
        {
            Assert.Equal("No Data!", (await stage.Trade.QueryAsync(function.Path, With(asked, [], filter.Name, "没有的"[..Math.Min(3, filter.Length)])))["errorMsg"]);
        }
        foreach (var organisation in new[] { "ZB01", "THEIRS" }.Where(_ => function.Request.Child("org_Value") is not null))
        {
            Assert.Equal("No Data!", (await stage.Trade.QueryAsync(function.Path, With(asked, [], "org_Value", organisation)))["errorMsg"]);
        }
        var foreign = await stage.Trade.Partner.CallAsync(function.Path, asked, stage.Stranger.Token);
        // Partners and products belong to the whole tenant; all else to one organisation.
        var isWide = function.Number is "240" or "241" or "242" or "250";
        Assert.All(new[] { "海风服饰", "锦绣布厂", "样品间" }, name => Assert.DoesNotContain(name, foreign.Text, StringComparison.Ordinal));
        Assert.True(isWide || foreign["errorMsg"] == "No Data!", foreign.Text);
        Assert.True(isWide || (await stage.Trade.Partner.CallAsync(function.Path, asked, stage.TokenOfZb01))["errorMsg"] == "No Data!");
        var answer = await stage.Trade.QueryAsync(function.Path, asked);
        Assert.Equal(("1", "处理成功"), (answer["requestResult"], answer["errorMsg"]));
        Assert.NotEqual(0, answer.Body.GetProperty(function.RowList).GetArrayLength());
        AssertShape(function.Response, answer.Body);
        Assert.DoesNotContain("THEIRS", answer.Text, StringComparison.Ordinal);
    }

    private static TheoryData<string, string> Of(Func<PartnerFunction, bool> wanted)
    {
        var data = new TheoryData<string, string>();
        foreach (var provider in TestDatabase.Providers())
        {
            foreach (var function in Catalogue.All.Where(wanted))
            {
                data.Add(provider, function.Code);
            }
        }
        return data;
    }

    private static IEnumerable<(JsonObject Document, string Message)> AllWrongs(PartnerFunction function, JsonObject valid) =>
        from place in Shapes(function, valid)
        from field in place.Shape.Children
        from wrong in Wrongs(field, function, At(valid, place.Path))
        select (With(valid, place.Path, field.Name, wrong.Value), wrong.Message);

    private static void AssertRefused(JsonElement document, string message)
    {
        Assert.Equal("9", document.GetProperty("docResult").GetString());
        Assert.Contains(message + ",", document.GetProperty("docErrorMsg").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Numbers and dates that are none.</summary>
    private static async Task AssertTypesAsync(FunctionStage stage, PartnerFunction function, JsonObject valid)
    {
        foreach (var (shape, path) in Shapes(function, valid))
        {
            foreach (var field in shape.Children.Where(c => c.Type is FieldType.Number or FieldType.Date))
            {
                var malformed = await stage.Trade.CallAsync(function.Path, With(valid, path, field.Name, "1,x"));
                Assert.Equal(("1", "6"), (malformed["requestResult"], malformed["targetRequestResult"]));
                Assert.EndsWith(Unparseable(field), malformed["errorMsg"], StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Calls without documents say it in their message.</summary>
    private static async Task AssertFiltersAsync(FunctionStage stage, PartnerFunction function, JsonObject asked)
    {
        foreach (var field in function.Request.Children.Where(f => f.Name != "requestId"))
        {
            List<(string? Value, string Message)> wrongs = field.IsRequired ? [(null, $"Missing field: \"{field.Name}\"")] : [];
            if (field.Type == FieldType.Text)
            {
                wrongs.Add((new string('x', field.Length + 1), Literals.TooLong(field.Label, field.Length)));
            }
            if (field.Allowed.Count > 0)
            {
                wrongs.Add(("?", Literals.NotFound(FieldLabels.ObjectOf(field.Name))));
            }
            if (field.Type is FieldType.Date or FieldType.Timestamp)
            {
                wrongs.Add(("1,x", Unparseable(field)));
            }
            foreach (var (value, message) in wrongs)
            {
                var refused = await stage.Trade.QueryAsync(function.Path, With(asked, [], field.Name, value));
                Assert.Equal(("1", "6"), (refused["requestResult"], refused["targetRequestResult"]));
                Assert.Contains(message, refused["errorMsg"], StringComparison.Ordinal);
            }
        }
    }
}
