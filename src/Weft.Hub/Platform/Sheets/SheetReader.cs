using Weft.Hub.Platform.Files;

namespace Weft.Hub.Platform.Sheets;

/// <summary>Reads the spreadsheet files that people send: .xlsx and CSV, told apart by their first bytes.</summary>
public static class SheetReader
{
    /// <summary>The file's visible sheets, or the sentence that says why it can not be read. <paramref name="file"/> is seekable and stays open.</summary>
    public static SheetFile Read(Stream file, string fileName, SheetLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fileName);
        Span<byte> head = stackalloc byte[FileKind.HeadBytes];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (read == 0)
        {
            return SheetFile.Refused("文件是空的");
        }
        if (FileKind.Of(head[..read]) is not { } kind)
        {
            using var memory = new MemoryStream();
            file.CopyTo(memory);
            return CsvReader.Read(memory.GetBuffer().AsMemory(0, (int)memory.Length), Path.GetFileNameWithoutExtension(fileName), limits ?? SheetLimits.Default);
        }
        return kind == FileKind.Zip ? XlsxReader.Read(file, limits ?? SheetLimits.Default)
            : SheetFile.Refused(kind == FileKind.Ole ? "不支持旧格式 .xls，也不支持加密的工作簿；请另存为不带密码的 .xlsx" : "文件不是 .xlsx 或 CSV");
    }
}
