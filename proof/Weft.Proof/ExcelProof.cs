using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Weft.Proof;

/// <summary>
/// Fifty thousand styles come in as one workbook and go out again as .xlsx and CSV within a minute, while the Hub's process never holds more than 400 MB
/// (2²⁰ bytes, as ps and top show); the same file again stores nothing, and the import is undone as a whole.
/// </summary>
internal sealed class ExcelProof : IProof
{
    private const double WithinSeconds = 60;
    private const double AtMostMegabytes = 400;
    private const string Styles = "/api/production/styles";

    public string Name => "excel";

    public Measuring Measures => Measuring.Limits;

    public async Task RunAsync(ProofRun run)
    {
        await using var installation = await Installation.CreateAsync(run.Provider);
        var hub = await installation.StartAsync(stop: run.Stop);
        using var console = await installation.SignInAsync(hub);
        using var http = new HttpClient { BaseAddress = hub.BaseAddress, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", console.Token);
        var rows = run.Take(5_000, 50_000);
        var file = Workbook(rows);

        var watch = Stopwatch.StartNew();
        var (status, imported) = await ImportAsync(http, file, run.Stop);
        var importSeconds = watch.Elapsed.TotalSeconds;
        run.Expect(status == 200 && Number(imported, "imported") == rows, $"import of {rows}: {status} {imported}");
        if (run.Failures > 0)
        {
            return;
        }
        watch.Restart();
        var xlsx = await LengthAsync(http, Styles + "/export?format=xlsx", run);
        var csvLines = await LinesAsync(http, Styles + "/export?format=csv", run.Stop);
        var exportSeconds = watch.Elapsed.TotalSeconds;
        run.Expect(csvLines == rows + 1, $"the CSV has {csvLines} lines, not {rows + 1}");
        var peak = PeakMegabytes(hub.Id);
        run.Say($"{rows} rows ({file.Length / 1e6:0.0} MB): imported in {importSeconds:0.0} s, exported as .xlsx ({xlsx / 1e6:0.0} MB) and CSV in {exportSeconds:0.0} s; at most {peak:0} MB, {Together.Load()}");
        run.Expect(importSeconds + exportSeconds <= WithinSeconds, $"{importSeconds + exportSeconds:0.0} s, more than {WithinSeconds:0}");
        run.Expect(peak <= AtMostMegabytes, $"{peak:0} MB, more than {AtMostMegabytes:0}");

        var (_, again) = await ImportAsync(http, file, run.Stop);
        run.Expect(Number(again, "imported") == 0 && Number(again, "failed") == rows, $"the same file again: {again[..Math.Min(300, again.Length)]}");
        var id = JsonElement.Parse(imported).GetProperty("data").GetProperty("importId").GetInt64();
        var undone = await http.PostAsync($"/api/production/imports/{id}/undo", null, run.Stop);
        run.Expect(undone.IsSuccessStatusCode, $"undo: {await undone.Content.ReadAsStringAsync(run.Stop)}");
        var left = Number(await http.GetStringAsync(Styles, run.Stop), "total");
        run.Expect(left == 0, $"{left} styles are left after the import was undone");
    }

    private static async Task<(int Status, string Text)> ImportAsync(HttpClient http, byte[] file, CancellationToken stop)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await http.PostAsync(Styles + "/import?fileName=big.xlsx", content, stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
    }

    private static int Number(string answer, string name) => JsonElement.Parse(answer).GetProperty("data").GetProperty(name).GetInt32();

    private static async Task<long> LengthAsync(HttpClient http, string path, ProofRun run)
    {
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, run.Stop);
        run.Expect(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
        await using var stream = await answer.Content.ReadAsStreamAsync(run.Stop);
        var block = new byte[64 * 1024];
        long length = 0;
        int read;
        while ((read = await stream.ReadAsync(block, run.Stop)) > 0)
        {
            length += read;
        }
        return length;
    }

    private static async Task<int> LinesAsync(HttpClient http, string path, CancellationToken stop)
    {
        using var reader = new StreamReader(await http.GetStreamAsync(path, stop), Encoding.UTF8);
        var lines = 0;
        while (await reader.ReadLineAsync(stop) is not null)
        {
            lines++;
        }
        return lines;
    }

    /// <summary>The most that the process ever held in memory.</summary>
    private static double PeakMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Made here by hand and not with the Hub's writer: it is the file of another program.</summary>
    private static byte[] Workbook(int rows)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part("xl/workbook.xml", writer => writer.Write($"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"款式\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
            Part("xl/_rels/workbook.xml.rels", writer => writer.Write(
                $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"));
            Part("xl/worksheets/sheet1.xml", writer =>
            {
                writer.Write($"<worksheet xmlns=\"{Main}\"><sheetData>");
                Row(writer, 1, "款号", "款名", "品类", "季节", "颜色", "尺码", "客户", "设计师", "备注", "单价", "年份");
                for (var i = 0; i < rows; i++)
                {
                    Row(writer, i + 2, string.Create(CultureInfo.InvariantCulture, $"0{i:D7}"), $"连衣裙{i}", "连衣裙", "春", "红,蓝,白", "S,M,L,XL", "某某服饰有限公司", "阿梅", $"第 {i} 行的备注", 88.5 + (i % 100), 2026);
                }
                writer.Write("</sheetData></worksheet>");
            });

            void Part(string path, Action<StreamWriter> write)
            {
                using var writer = new StreamWriter(zip.CreateEntry(path, CompressionLevel.Fastest).Open());
                write(writer);
            }
        }
        return file.ToArray();
    }

    private static void Row(StreamWriter writer, int number, params IReadOnlyList<object> cells)
    {
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\">"));
        for (var i = 0; i < cells.Count; i++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + i)}{number}");
            writer.Write(cells[i] is string text
                ? $"<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"
                : string.Create(CultureInfo.InvariantCulture, $"<c r=\"{address}\"><v>{cells[i]}</v></c>"));
        }
        writer.Write("</row>");
    }
}
