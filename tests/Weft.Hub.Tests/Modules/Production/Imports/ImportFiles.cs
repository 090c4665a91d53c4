using System.Reflection;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Hub.Tests.Modules.Production.Imports;

/// <summary>Sends spreadsheets to a tenant's imports; the workbooks are LibreOffice's, see Workbooks/make.py.</summary>
internal static class ImportFiles
{
    public static byte[] Workbook(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Weft.Hub.Tests.Modules.Production.Imports.Workbooks.{name}.xlsx")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    public static async Task<ConsoleAnswer> ImportAsync(this TestTenant tenant, string path, byte[] content, string fileName = "a.xlsx", string options = "", ConsoleClient? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}?fileName={Uri.EscapeDataString(fileName)}&{options}") { Content = new ByteArrayContent(content) };
        request.Headers.Authorization = new("Bearer", (by ?? tenant.Admin).Token);
        request.Content.Headers.ContentType = new("application/octet-stream");
        using var response = await tenant.Hub.Http.SendAsync(request);
        return await ConsoleClient.ReadAsync(response);
    }

    public static async Task<(int Status, byte[] Content, string Name)> DownloadAsync(this TestTenant tenant, string path, ConsoleClient? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", (by ?? tenant.Admin).Token);
        using var response = await tenant.Hub.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentDisposition?.FileNameStar ?? "");
    }

    public static int Number(this ConsoleAnswer answer, string name) => answer.Data.GetProperty(name).GetInt32();

    public static string Addresses(this ConsoleAnswer answer) =>
        string.Join(" ", answer.Data.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("address").GetString()));

    public static List<JsonElement> Records(this ConsoleAnswer answer) => [.. answer.Data.GetProperty("records").EnumerateArray()];
}
