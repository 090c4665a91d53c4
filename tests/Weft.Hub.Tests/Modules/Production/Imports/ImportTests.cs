using System.Text;
using System.Text.Json;
using Weft.Hub.Platform.Sheets;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Imports;

/// <summary>Spreadsheets by the front door: what is read exactly, what is refused by cell, and what can be taken back.</summary>
public sealed class ImportTests
{
    private const string Styles = "/api/production/styles";
    private const string Orders = "/api/production/orders";
    private const string Imports = "/api/production/imports";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Styles_are_tried_imported_exported_and_taken_back(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var file = ImportFiles.Workbook("plain");

        var dry = await tenant.ImportAsync(Styles + "/import", file, options: "dryRun=true");
        Assert.True(dry.Status == 200, dry.Text);
        Assert.Equal((2, 2, 0, JsonValueKind.Null), (dry.Number("total"), dry.Number("imported"), dry.Number("failed"), dry.Data.GetProperty("importId").ValueKind));
        Assert.Equal(0, (await tenant.Admin.GetAsync(Styles)).Number("total"));

        var made = await tenant.ImportAsync(Styles + "/import", file, "春季.xlsx");
        Assert.Equal(2, made.Number("imported"));
        var style = (await tenant.Admin.GetAsync(Styles + "?styleNo=F001")).Records().Single();
        Assert.Equal(("连衣裙", "裙", 88.5m, "2026-03-01", "首批"), (style.GetProperty("styleName").GetString(), style.GetProperty("category").GetString(),
            style.GetProperty("price").GetDecimal(), style.GetProperty("deliveryDate").GetString(), style.GetProperty("remark").GetString()));
        Assert.Equal("2026-03-05", (await tenant.Admin.GetAsync(Styles + "?styleNo=F002")).Records().Single().GetProperty("deliveryDate").GetString());

        // All or nothing: the same again stores nothing, and says where.
        var again = await tenant.ImportAsync(Styles + "/import", file);
        Assert.Equal((0, 2, "A2 A3"), (again.Number("imported"), again.Number("failed"), again.Addresses()));

        // What is exported can be imported, by another tenant as well.
        var (_, exported, name) = await tenant.DownloadAsync(Styles + "/export?sort=styleNo");
        Assert.Equal("款式-20260211.xlsx", name);
        var other = await Tenants.CreateAsync(tenant.Hub);
        Assert.Equal(2, (await other.ImportAsync(Styles + "/import", exported)).Number("imported"));
        Assert.Equal(88.5m, (await other.Admin.GetAsync(Styles + "?styleNo=F001")).Records().Single().GetProperty("price").GetDecimal());

        var id = made.Data.GetProperty("importId").GetInt64();
        var run = (await tenant.Admin.GetAsync(Imports)).Records().Single();
        Assert.Equal(("STYLE", "春季.xlsx", 2), (run.GetProperty("kind").GetString(), run.GetProperty("fileName").GetString(), run.GetProperty("imported").GetInt32()));
        Assert.Equal(404, (await other.Admin.PostAsync($"{Imports}/{id}/undo")).Status);
        var viewer = await tenant.UserAsync("all", "MENU_STYLE_INFO", "ORDER_IMPORT");
        Assert.Equal((404, 403), ((await viewer.PostAsync($"{Imports}/{id}/undo")).Status, (await tenant.ImportAsync(Styles + "/import", file, by: viewer)).Status));
        Assert.Equal(200, (await tenant.Admin.PostAsync($"{Imports}/{id}/undo")).Status);
        Assert.Equal(0, (await tenant.Admin.GetAsync(Styles)).Number("total"));
        Assert.Equal("STATE", (await tenant.Admin.PostAsync($"{Imports}/{id}/undo")).ErrorCode);
        Assert.Equal(2, (await tenant.ImportAsync(Styles + "/import", file)).Number("imported"));
    }

    // Workbook, how many are stored when only the right ones are, and the cells that are wrong.
    [Theory]
    [InlineData("zeros", 3, "")]
    [InlineData("longnumber", 1, "A2")]
    [InlineData("decimals", 3, "D4 D6")]
    [InlineData("epoch1904", 2, "")]
    [InlineData("epoch1900", 2, "E4")]
    [InlineData("dateastext", 0, "A2")]
    [InlineData("formulas", 2, "D3")]
    [InlineData("merged", 3, "D6")]
    [InlineData("hidden", 2, "")]
    [InlineData("emptyrows", 2, "")]
    [InlineData("errors", 1, "A2 B3 D3 E6 A7 A5")]
    [InlineData("missing", 0, "A1 A1")]
    [InlineData("titles", 1, "")]
    [InlineData("twicetitles", 0, "D1")]
    public async Task Each_cell_is_read_exactly_or_named(string workbook, int imported, string wrong)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));

        var answer = await tenant.ImportAsync(Styles + "/import", ImportFiles.Workbook(workbook), options: "mode=valid");

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal((imported, wrong), (answer.Number("imported"), answer.Addresses()));
        var styles = (await tenant.Admin.GetAsync(Styles + "?sort=styleNo")).Records();
        Assert.Equal(imported, styles.Count);
        string[] expected = workbook switch
        {
            "zeros" => ["00123", "00124", "6901234567890123456"],
            "longnumber" => ["690123456789012"],
            "decimals" => ["1.1", "0.3", "12.5"],
            "epoch1904" or "epoch1900" => ["2026-03-01", "2026-12-31"],
            "formulas" => ["A1-X", "F3"],
            "merged" => ["连衣裙", "连衣裙", "衬衫"],
            "titles" => ["两行\n备注"],
            _ => [],
        };
        var field = workbook switch { "decimals" => "price", "merged" => "category", "titles" => "remark", "epoch1904" or "epoch1900" => "deliveryDate", _ => "styleNo" };
        if (expected.Length > 0)
        {
            Assert.Equal(expected, styles.Select(s => s.GetProperty(field).ToString()));
        }
        if (workbook == "hidden")
        {
            Assert.Contains("隐藏行", answer.Data.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_workbook_with_errors_comes_back_with_them_marked_and_can_be_mended()
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var answer = await tenant.ImportAsync(Styles + "/import", ImportFiles.Workbook("errors"));
        Assert.Equal((6, 0, 5), (answer.Number("total"), answer.Number("imported"), answer.Number("failed")));

        var (_, marked, name) = await tenant.DownloadAsync(answer.Data.GetProperty("markedFile").GetString()!);
        Assert.Equal("a-错误标记.xlsx", name);
        using var stream = new MemoryStream(marked);
        var sheet = SheetReader.Read(stream, name).Sheets.Single();
        var row = sheet.Rows.Single(r => r.Number == 3);
        Assert.Equal("X1", row[0].Text);
        Assert.StartsWith("错误：B3 ", row[6].Text, StringComparison.Ordinal);
        Assert.Contains("D3 ", row[6].Text, StringComparison.Ordinal);
        // It is read like the original: the reasons stand in a column without a title.
        Assert.Equal(answer.Addresses(), (await tenant.ImportAsync(Styles + "/import", marked)).Addresses());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Orders_come_as_rows_and_as_matrices_and_go_while_nobody_touched_them(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        await tenant.ImportAsync(Styles + "/import", ImportFiles.Workbook("plain"));
        var rows = await tenant.ImportAsync(Orders + "/import", ImportFiles.Workbook("orders"));
        Assert.True(rows.Status == 200 && rows.Number("imported") == 2, rows.Text);
        var matrix = await tenant.ImportAsync(Orders + "/import-matrix", ImportFiles.Workbook("matrix"));
        Assert.True(matrix.Status == 200 && matrix.Number("imported") == 2, matrix.Text);

        var orders = (await tenant.Admin.GetAsync(Orders + "?sort=createTime")).Records();
        Assert.Equal([7, 35, 42, 100], orders.Select(o => o.GetProperty("orderQuantity").GetInt32()).Order());
        Assert.Contains("00777", orders.Select(o => o.GetProperty("styleNo").GetString()));
        var first = orders.Single(o => o.GetProperty("orderQuantity").GetInt32() == 42);
        Assert.Equal(("欧尚", "宏达制衣", 88.5m, "2099-03-01"), (first.GetProperty("customerName").GetString(), first.GetProperty("factoryName").GetString(),
            first.GetProperty("orderUnitPrice").GetDecimal(), first.GetProperty("expectedShipDate").GetString()));
        var path = $"{Orders}/{first.GetProperty("orderNo").GetString()}";
        Assert.Equal(["红 S 10", "红 M 20", "蓝 S 5", "蓝 L 7"], (await tenant.Admin.GetAsync(path)).Data.GetProperty("lines").EnumerateArray()
            .Select(l => $"{l.GetProperty("color").GetString()} {l.GetProperty("size").GetString()} {l.GetProperty("quantity").GetInt32()}"));

        // The styles are in use now, and one of the matrix's orders is edited: neither import can be undone; the other one can.
        var styles = (await tenant.Admin.GetAsync(Imports)).Records().Single(r => r.GetProperty("kind").GetString() == "STYLE").GetProperty("id").GetInt64();
        Assert.Equal("IN_USE", (await tenant.Admin.PostAsync($"{Imports}/{styles}/undo")).ErrorCode);
        await tenant.Admin.PutAsync(path, new { remarks = "改了" });
        Assert.Equal("IN_USE", (await tenant.Admin.PostAsync($"{Imports}/{matrix.Data.GetProperty("importId").GetInt64()}/undo")).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.PostAsync($"{Imports}/{rows.Data.GetProperty("importId").GetInt64()}/undo")).Status);
        Assert.Equal(2, (await tenant.Admin.GetAsync(Orders)).Number("total"));
    }

    [Theory]
    [InlineData("orders", "import", "orderclash", "B3 C5 D6 E6 E7")]
    [InlineData("orders", "import-matrix", "matrixwrong", "D3 A4 B4 C4 A1")]
    public async Task Orders_that_contradict_themselves_are_refused_by_cell(string list, string action, string workbook, string wrong)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var answer = await tenant.ImportAsync($"/api/production/{list}/{action}", ImportFiles.Workbook(workbook));
        Assert.Equal(wrong.Split(' ').Order(), answer.Addresses().Split(' ').Order());
        Assert.Equal(0, (await tenant.Admin.GetAsync(Orders)).Number("total"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Factories_keep_their_codes_and_phones(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var made = await tenant.ImportAsync("/api/system/factories/import", ImportFiles.Workbook("factories"));
        Assert.True(made.Status == 200 && made.Number("imported") == 2, made.Text);
        var factories = (await tenant.Admin.GetAsync("/api/system/factories")).Records();
        var first = factories.Single(f => f.GetProperty("factoryName").GetString() == "宏达制衣");
        Assert.Equal(("007", "13812345678", "OUTSOURCE"), (first.GetProperty("factoryCode").GetString(), first.GetProperty("contactPhone").GetString(), first.GetProperty("supplierType").GetString()));

        var (_, csv, _) = await tenant.DownloadAsync("/api/system/factories/export?format=csv&factoryName=布行");
        var text = Encoding.UTF8.GetString(csv);
        Assert.StartsWith("\uFEFF名称,编码", text, StringComparison.Ordinal);
        Assert.Contains(",'+86 21 5555,", text, StringComparison.Ordinal);
        Assert.DoesNotContain("宏达", text, StringComparison.Ordinal);
        await tenant.Admin.PostAsync($"{Imports}/{made.Data.GetProperty("importId").GetInt64()}/undo");
        // The apostrophe is the file's, not the phone's.
        Assert.Equal(1, (await tenant.ImportAsync("/api/system/factories/import", csv, "a.csv")).Number("imported"));
        Assert.Equal("+86 21 5555", (await tenant.Admin.GetAsync("/api/system/factories")).Records().Single().GetProperty("contactPhone").GetString());
    }

    public static TheoryData<string, string> Encodings => new() { { "utf-8", "," }, { "utf-8-bom", "," }, { "gb18030", "," }, { "utf-16", "\t" }, { "gb18030", ";" } };

    [Theory, MemberData(nameof(Encodings))]
    public async Task Csv_is_read_in_every_encoding_that_is_met(string encoding, string separator)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var text = "款号,款名,品类,单价,备注\r\n007,连衣裙,裙,88.5,\"甲,\"\"乙\"\"\n丙\"\r\n\r\n=\"0081\",衬衫,上衣,96,\r\n".Replace(",", separator, StringComparison.Ordinal);
        byte[] bytes = encoding switch
        {
            "utf-8-bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            _ => Encoding.GetEncoding(encoding).GetBytes(text),
        };

        var answer = await tenant.ImportAsync(Styles + "/import", bytes, "a.csv");

        Assert.True(answer.Status == 200 && answer.Number("imported") == 2, answer.Text);
        var styles = (await tenant.Admin.GetAsync(Styles + "?sort=styleNo")).Records();
        Assert.Equal(["007", "0081"], styles.Select(s => s.GetProperty("styleNo").GetString()));
        Assert.Equal(("连衣裙", $"甲{separator}\"乙\"\n丙"), (styles[0].GetProperty("styleName").GetString(), styles[0].GetProperty("remark").GetString()));
    }

    [Fact]
    public async Task An_export_needs_its_own_right_and_the_lists()
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        await tenant.Admin.PostAsync(Styles, new { styleNo = "=1+1", styleName = "@SUM(A1)", category = "裙", remark = "-2\"," });
        await tenant.Admin.PostAsync("/api/production/customers", new { customerName = "客户甲" });
        await tenant.Admin.PostAsync(Orders, new { styleNo = "S", orderQuantity = 5 });

        var (_, csv, _) = await tenant.DownloadAsync(Styles + "/export?format=csv");
        Assert.Contains("'=1+1,'@SUM(A1),裙", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        Assert.Contains("\"'-2\"\",\"", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        foreach (var list in new[] { Styles, Orders, "/api/production/customers", "/api/system/factories" })
        {
            foreach (var format in new[] { "xlsx", "csv" })
            {
                var (status, content, _) = await tenant.DownloadAsync($"{list}/export?format={format}");
                using var stream = new MemoryStream(content);
                var read = SheetReader.Read(stream, "a");
                Assert.Equal((200, null), (status, read.Problem));
                Assert.Equal(list.EndsWith("factories", StringComparison.Ordinal) ? 1 : 2, read.Sheets.Single().Rows.Count);
            }
        }
        var noExport = await tenant.UserAsync("all", "MENU_STYLE_INFO");
        var noMenu = await tenant.UserAsync("all", "DATA_EXPORT", "MENU_PRODUCTION_ORDER_VIEW");
        Assert.Equal((403, 403, 200, 400), ((await tenant.DownloadAsync(Styles + "/export", noExport)).Status, (await tenant.DownloadAsync(Styles + "/export", noMenu)).Status,
            (await tenant.DownloadAsync(Orders + "/export", noMenu)).Status, (await tenant.DownloadAsync(Styles + "/export?format=pdf&status=x")).Status));
        var (_, template, _) = await tenant.DownloadAsync(Orders + "/import-matrix-template");
        using var matrix = new MemoryStream(template);
        Assert.Equal("款号*", SheetReader.Read(matrix, "a").Sheets.Single().Rows[0][0].Text);
    }
}
