using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>
/// Orders as the trade writes them: each sheet is one order. Above are names with their values beside them (款号 | FZ001 | 客户 | …); then a row that begins with 颜色 and
/// goes on with the sizes; below it a row for each colour, with pieces under the sizes. 合计 columns and rows are checked, not counted.
/// </summary>
internal sealed class MatrixImport(OrderRecords orders) : ImportKind
{
    public override string Code => "ORDER_MATRIX";

    public override string Name => "颜色尺码表订单";

    public override string Permission => ProductionPermissions.OrderImport;

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("款号", true), new("款名", Aliases: "款式名称"), new("客户", Aliases: "客户名称"), new("加工厂", Aliases: "工厂"), new("跟单员"), new("计划开始"), new("计划完成", Aliases: "订单交期"),
        new("预计出货", Aliases: "交期"), new("客户单价", Aliases: "单价"), new("加工单价"), new("备注"),
    ];

    public override IReadOnlyList<IReadOnlyList<string>> Template =>
    [
        ["款号*", "", "客户", ""], ["加工厂", "", "跟单员", ""], ["预计出货", "", "客户单价", ""], ["备注", ""], [],
        ["颜色\\尺码", "S", "M", "L", "XL", "2XL", "合计"], ["", "", "", "", "", "", ""], ["合计"],
    ];

    public override ImportContent Read(IReadOnlyList<SheetData> sheets, TenantTime time)
    {
        List<ImportRecord> records = [];
        List<string> warnings = [];
        foreach (var sheet in sheets.Where(s => s.Rows.Count > 0))
        {
            records.Add(new Matrix(sheet, Columns).Read(time));
            warnings.AddRange(Hidden(sheet));
        }
        return new ImportContent(records, [], warnings);
    }

    public override Task<IReadOnlyList<Result<long>>> StoreAsync(IReadOnlyList<object> commands, TenantTime time, CancellationToken ct) => orders.StoreAsync(commands, ct);

    public override Task<Refusal?> UndoAsync(IReadOnlyList<long> ids, CancellationToken ct) => orders.UndoAsync(ids, ct);

    /// <summary>One sheet: 1. the row of sizes; 2. names and values above it; 3. the pieces below it; 4. the sums.</summary>
    private sealed class Matrix(SheetData sheet, IReadOnlyList<ImportColumn> known)
    {
        private readonly List<CellError> errors = [];
        private readonly Dictionary<string, (int Column, SheetRow Row)> values = new(StringComparer.Ordinal);
        private readonly List<OrderLineInput> lines = [];

        public ImportRecord Read(TenantTime time)
        {
            // 1
            var at = -1;
            for (var i = 0; i < sheet.Rows.Count && at < 0; i++)
            {
                at = Word(sheet.Rows[i][0]).StartsWith("颜色", StringComparison.Ordinal) ? i : -1;
            }
            if (at < 0)
            {
                return new ImportRecord(sheet.Name, "A1", null, [new CellError(sheet.Name, "A1", "找不到尺码行：A 列应有一格以“颜色”开头，右边依次为尺码")]);
            }
            // 2
            for (var i = 0; i < at; i++)
            {
                ReadValues(sheet.Rows[i]);
            }
            var command = Command(time);
            // 3, 4
            ReadPieces(sheet.Rows[at], sheet.Rows.Skip(at + 1));
            var quantity = lines.Sum(l => (long)l.Quantity);
            var address = values.TryGetValue("款号", out var place) ? CellAddress.Of(place.Column, place.Row.Number) : CellAddress.Of(0, sheet.Rows[at].Number);
            if (quantity is 0 or > 1_000_000 || lines.Count > 500)
            {
                Fail(0, sheet.Rows[at], lines.Count > 500 ? $"最多 500 个颜色尺码，实际 {lines.Count} 个" : $"数量合计 {quantity}，应为 1 到 1000000");
            }
            return new ImportRecord(sheet.Name, address, errors.Count == 0 ? command with { Quantity = (int)quantity, Lines = lines } : null, errors);
        }

        private void ReadValues(SheetRow row)
        {
            for (var column = 0; column < row.Cells.Count - 1; column++)
            {
                var word = Word(row[column]).TrimEnd(':', '：', '*');
                if (row[column].IsMerged || known.FirstOrDefault(c => c.Title == word || c.Aliases.Contains(word)) is not { } name)
                {
                    continue;
                }
                var next = column + 1;
                // The name itself may be merged over several cells.
                while (next < row.Cells.Count && row[next].IsMerged && row[next].Text == row[column].Text)
                {
                    next++;
                }
                if (!row[next].IsEmpty && !values.TryAdd(name.Title, (next, row)))
                {
                    Fail(column, row, $"“{name.Title}”重复");
                }
                column = next;
            }
        }

        private PlaceOrderCommand Command(TenantTime time)
        {
            var command = new PlaceOrderCommand
            {
                Origin = OrderOrigin.Console,
                Time = time,
                StyleNo = Text("款号", 64) ?? "",
                StyleName = Text("款名", 128),
                Quantity = 0,
                CustomerName = Text("客户", 100),
                FactoryName = Text("加工厂", 100),
                Merchandiser = Text("跟单员", 64),
                PlannedStartDate = Day("计划开始"),
                PlannedEndDate = Day("计划完成"),
                ExpectedShipDate = Day("预计出货"),
                OrderUnitPrice = Price("客户单价"),
                FactoryUnitPrice = Price("加工单价"),
                Remarks = Text("备注", 500),
            };
            if (command.StyleNo.Length == 0)
            {
                errors.Add(new CellError(sheet.Name, "A1", "缺少“款号”：请在尺码行上方写“款号”，款号写在它右边的一格"));
            }
            if (command.PlannedStartDate > command.PlannedEndDate && values.TryGetValue("计划完成", out var place))
            {
                Fail(place.Column, place.Row, "不能早于计划开始");
            }
            return command;
        }

        private void ReadPieces(SheetRow head, IEnumerable<SheetRow> below)
        {
            var sizes = Sizes(head);
            var sums = new Dictionary<int, long>();
            foreach (var row in below)
            {
                var color = CellValues.AsText(row[0]).Value;
                if (color is null)
                {
                    continue;
                }
                if (IsSum(color))
                {
                    CheckSums(row, sizes, sums);
                    break;
                }
                if (color.Length > 32)
                {
                    Fail(0, row, "颜色最多 32 个字符");
                }
                ReadRow(row, color, sizes, sums);
            }
        }

        /// <summary>Column and size; a 合计 column has none.</summary>
        private List<(int Column, string? Size)> Sizes(SheetRow head)
        {
            List<(int, string?)> sizes = [];
            for (var column = 1; column < head.Cells.Count; column++)
            {
                var (size, problem) = CellValues.AsText(head[column]);
                problem ??= size is { Length: > 16 } || size?.Contains(',', StringComparison.Ordinal) == true ? "尺码最多 16 个字符，不能包含逗号"
                    : size is not null && !IsSum(size) && sizes.Any(s => s.Item2 == size) ? $"尺码“{size}”重复" : null;
                if (problem is not null)
                {
                    Fail(column, head, problem);
                }
                else if (size is not null)
                {
                    sizes.Add((column, IsSum(size) ? null : size));
                }
            }
            return sizes;
        }

        private void ReadRow(SheetRow row, string color, List<(int Column, string? Size)> sizes, Dictionary<int, long> sums)
        {
            if (lines.Any(l => l.Color == color))
            {
                Fail(0, row, $"颜色“{color}”重复");
            }
            var total = 0L;
            foreach (var (column, size) in sizes)
            {
                var (number, problem) = CellValues.AsNumber(row[column]);
                problem ??= number is { } n && (n < 0 || n > 1_000_000 || n != decimal.Truncate(n)) ? $"数量应为 0 到 1000000 的整数，实际 {n}" : null;
                if (problem is not null)
                {
                    Fail(column, row, problem);
                    continue;
                }
                if (size is null)
                {
                    if (number is { } sum && sum != total)
                    {
                        Fail(column, row, $"合计 {sum} 与各尺码之和 {total} 不一致");
                    }
                    continue;
                }
                var pieces = (int)(number ?? 0);
                total += pieces;
                sums[column] = sums.GetValueOrDefault(column) + pieces;
                if (pieces > 0)
                {
                    lines.Add(new OrderLineInput(color, size, pieces));
                }
            }
        }

        private void CheckSums(SheetRow row, List<(int Column, string? Size)> sizes, Dictionary<int, long> sums)
        {
            foreach (var (column, size) in sizes)
            {
                var expected = size is null ? sums.Values.Sum() : sums.GetValueOrDefault(column);
                if (CellValues.AsNumber(row[column]).Value is { } sum && sum != expected)
                {
                    Fail(column, row, $"合计 {sum} 与上方之和 {expected} 不一致");
                }
            }
        }

        private string? Text(string title, int max) => Value(title, cell => CellValues.AsText(cell) is var (text, problem) && problem is null && text?.Length > max
            ? (null, $"“{title}”最多 {max} 个字符") : CellValues.AsText(cell));

        private DateOnly? Day(string title) => Value(title, cell => CellValues.AsDay(cell, sheet.Uses1904));

        private decimal? Price(string title) => Value(title, cell => CellValues.AsNumber(cell with { IsMerged = false }) is var (price, problem) && problem is null
            && price is { } p && (p < 0 || p > 999_999_999 || decimal.Round(p, 2) != p) ? (null, $"“{title}”应为不小于 0 的数字，最多 2 位小数") : CellValues.AsNumber(cell with { IsMerged = false }));

        private T? Value<T>(string title, Func<Cell, (T? Value, string? Problem)> read)
        {
            if (!values.TryGetValue(title, out var place))
            {
                return default;
            }
            var (value, problem) = read(place.Row[place.Column]);
            if (problem is not null)
            {
                Fail(place.Column, place.Row, problem);
            }
            return value;
        }

        private void Fail(int column, SheetRow row, string message) => errors.Add(new CellError(sheet.Name, CellAddress.Of(column, row.Number), message));

        private static string Word(Cell cell) => cell.Kind == CellKind.Text ? cell.Text.Trim() : "";

        private static bool IsSum(string text) => text is "合计" or "总计" or "小计" or "总数";
    }
}
