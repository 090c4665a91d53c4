using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>Orders as a list: a row is a colour and size. Rows with the same 订单序号 are one order; without that column each row is one.</summary>
internal sealed class OrderImport(OrderRecords orders) : ImportKind
{
    private const string Group = "订单序号";

    public override string Code => "ORDER";

    public override string Name => "生产订单";

    public override string Permission => ProductionPermissions.OrderImport;

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new(Group, Aliases: ["序号", "组号"]), new("款号", true, "styleNo"), new("款名", Aliases: ["styleName", "款式名称"]), new("颜色", Aliases: "color"), new("尺码", Aliases: "size"),
        new("数量", true, "quantity", "下单数量", "订单数量"), new("加工厂", Aliases: "工厂"), new("客户", Aliases: "客户名称"), new("公司"), new("跟单员"), new("纸样师"), new("品类"),
        new("计划开始", Aliases: "计划开始日期"), new("计划完成", Aliases: ["计划完成日期", "订单交期"]), new("预计出货", Aliases: ["预计出货日期", "交期"]), new("客户单价", Aliases: "单价"),
        new("加工单价"), new("备注"),
    ];

    public override ImportContent Read(IReadOnlyList<SheetData> sheets, TenantTime time)
    {
        var (table, errors) = SheetTable.Find(sheets[0], Columns);
        if (table is null)
        {
            return new ImportContent([], errors, []);
        }
        var hasGroups = table.Column(Group) is not null;
        var groups = new List<OrderRows>();
        var byName = new Dictionary<string, OrderRows>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var fields = new RowFields(table, row);
            if (fields.IsEmpty)
            {
                continue;
            }
            var name = hasGroups ? fields.Text(Group, 32, required: true) : null;
            if (name is null || !byName.TryGetValue(name, out var order))
            {
                groups.Add(order = new OrderRows(sheets[0].Name, fields.Address("款号")));
                if (name is not null)
                {
                    byName.Add(name, order);
                }
            }
            order.Add(fields, time);
        }
        return new ImportContent([.. groups.Select(g => g.Record())], [], [.. table.Warnings, .. Hidden(sheets[0])]);
    }

    public override Task<IReadOnlyList<Result<long>>> StoreAsync(IReadOnlyList<object> commands, TenantTime time, CancellationToken ct) => orders.StoreAsync(commands, ct);

    public override Task<Refusal?> UndoAsync(IReadOnlyList<long> ids, CancellationToken ct) => orders.UndoAsync(ids, ct);

    /// <summary>The rows of one order: its fields stand in the first row, and where they are repeated they say the same.</summary>
    private sealed class OrderRows(string sheet, string address)
    {
        private readonly List<CellError> errors = [];
        private readonly List<OrderLineInput> lines = [];
        private PlaceOrderCommand? head;
        private long quantity;
        private int rows;

        public void Add(RowFields row, TenantTime time)
        {
            rows++;
            var command = Head(row, time);
            var (color, size) = (row.Text("颜色", 32), row.Text("尺码", 16));
            var pieces = row.Integer("数量", 1, 1_000_000, required: true) ?? 0;
            quantity += pieces;
            if (size?.Contains(',', StringComparison.Ordinal) == true)
            {
                row.Fail("尺码", "每行一个尺码，不能包含逗号");
            }
            if (color is null != size is null)
            {
                row.Fail(color is null ? "颜色" : "尺码", "颜色和尺码必须同时填写，或同时为空");
            }
            if (color is not null && size is not null)
            {
                if (lines.Any(l => l.Color == color && l.Size == size))
                {
                    row.Fail("颜色", $"颜色“{color}”尺码“{size}”在同一订单中重复");
                }
                lines.Add(new OrderLineInput(color, size, pieces));
            }
            else if (rows > 1 || lines.Count > 0)
            {
                row.Fail("颜色", "同一订单有多行时，每行都要填写颜色和尺码");
            }
            if (head is null)
            {
                head = command;
            }
            else if (Repeated(command) != head with { Quantity = 0 })
            {
                row.Fail("款号", "与同一订单第一行的款号、加工厂、客户、日期、单价或备注不一致");
            }
            errors.AddRange(row.Errors);
        }

        public ImportRecord Record()
        {
            if (quantity > 1_000_000)
            {
                errors.Add(new CellError(sheet, address, $"订单数量合计 {quantity} 超过 1000000"));
            }
            if (lines.Count > 500)
            {
                errors.Add(new CellError(sheet, address, $"一个订单最多 500 个颜色尺码，实际 {lines.Count} 个"));
            }
            return new ImportRecord(sheet, address, errors.Count == 0 ? head! with { Quantity = (int)quantity, Lines = lines } : null, errors);
        }

        /// <summary>What a further row leaves empty is as in the first.</summary>
        private PlaceOrderCommand Repeated(PlaceOrderCommand row) => row with
        {
            Time = head!.Time, StyleNo = row.StyleNo.Length > 0 ? row.StyleNo : head.StyleNo, StyleName = row.StyleName ?? head.StyleName,
            FactoryName = row.FactoryName ?? head.FactoryName, CustomerName = row.CustomerName ?? head.CustomerName, Company = row.Company ?? head.Company,
            Merchandiser = row.Merchandiser ?? head.Merchandiser, PatternMaker = row.PatternMaker ?? head.PatternMaker, ProductCategory = row.ProductCategory ?? head.ProductCategory,
            PlannedStartDate = row.PlannedStartDate ?? head.PlannedStartDate, PlannedEndDate = row.PlannedEndDate ?? head.PlannedEndDate,
            ExpectedShipDate = row.ExpectedShipDate ?? head.ExpectedShipDate, OrderUnitPrice = row.OrderUnitPrice ?? head.OrderUnitPrice,
            FactoryUnitPrice = row.FactoryUnitPrice ?? head.FactoryUnitPrice, Remarks = row.Remarks ?? head.Remarks,
        };

        private PlaceOrderCommand Head(RowFields row, TenantTime time)
        {
            var command = new PlaceOrderCommand
            {
                Origin = OrderOrigin.Console,
                Time = time,
                StyleNo = row.Text("款号", 64, required: head is null) ?? "",
                StyleName = row.Text("款名", 128),
                Quantity = 0,
                FactoryName = row.Text("加工厂", 100),
                CustomerName = row.Text("客户", 100),
                Company = row.Text("公司", 64),
                Merchandiser = row.Text("跟单员", 64),
                PatternMaker = row.Text("纸样师", 64),
                ProductCategory = row.Text("品类", 64),
                PlannedStartDate = row.Date("计划开始"),
                PlannedEndDate = row.Date("计划完成"),
                ExpectedShipDate = row.Date("预计出货"),
                OrderUnitPrice = row.Number("客户单价", 2),
                FactoryUnitPrice = row.Number("加工单价", 2),
                Remarks = row.Text("备注", 500),
            };
            if (command.PlannedStartDate > command.PlannedEndDate)
            {
                row.Fail("计划完成", "不能早于计划开始");
            }
            return command;
        }
    }
}
