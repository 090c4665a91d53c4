using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>The tables of a production sheet; one without rows is left out.</summary>
internal static class SheetTables
{
    /// <summary>Names and values, three pairs to a row.</summary>
    public static Markup Facts(params IReadOnlyList<(string Name, string? Value)> facts) => Markup.Of($"""
        <table class="facts"><tbody>{facts.Chunk(3).Select(row => Markup.Of(
            $"<tr>{row.Select(f => Markup.Of($"<th>{f.Name}</th><td>{(string.IsNullOrEmpty(f.Value) ? "—" : f.Value)}</td>"))}</tr>"))}</tbody></table>
        """);

    /// <summary>颜色尺码: a row for each colour, a column for each size, with sums.</summary>
    public static Markup Lines(ProductionOrder order)
    {
        if (order.LineAllocationOpen)
        {
            return Markup.Of($"""
                <h2>颜色尺码</h2><p class="note">未拆分。颜色：{string.Join("、", order.Colors)}　尺码：{string.Join("、", order.Sizes)}</p>
                """);
        }
        var (colors, sizes) = (order.Lines.Select(l => l.Color).Distinct().ToList(), order.Lines.Select(l => l.Size).Distinct().ToList());
        var pieces = order.Lines.ToDictionary(l => (l.Color, l.Size), l => l.Quantity);
        Markup Row(string color) => Markup.Of($"""
            <tr><th>{color}</th>{sizes.Select(size => Number(pieces.TryGetValue((color, size), out var quantity) ? quantity : null))}{Number(order.Lines.Where(l => l.Color == color).Sum(l => l.Quantity))}</tr>
            """);
        return Markup.Of($"""
            <h2>颜色尺码</h2><table class="lines"><thead><tr><th>颜色</th>{sizes.Select(s => Markup.Of($"""<th class="n">{s}</th>"""))}<th class="n">合计</th></tr></thead>
            <tbody>{colors.Select(Row)}<tr><th>合计</th>{sizes.Select(size => Number(order.Lines.Where(l => l.Size == size).Sum(l => l.Quantity)))}{Number(order.OrderQuantity)}</tr></tbody></table>
            """);
    }

    public static Markup Processes(ProductionOrder order, bool withPrices) => Markup.When(order.Processes.Count > 0, () => Markup.Of($"""
        <h2>工序</h2><table class="processes"><thead><tr><th>序号</th><th>工序编码</th><th>工序</th><th>阶段</th>{Markup.When(withPrices, () => Markup.Of($"""<th class="n">工价</th>"""))}</tr></thead>
        <tbody>{order.Processes.OrderBy(p => p.SortOrder).Select((p, n) => Markup.Of($"""
            <tr><td>{n + 1}</td><td>{p.Code}</td><td>{p.Name}</td><td>{p.Stage}</td>{Markup.When(withPrices, () => Markup.Of($"""<td class="n">{p.UnitPrice}</td>"""))}</tr>
            """))}</tbody></table>
        """));

    /// <summary>A style's processes, with machine and time.</summary>
    public static Markup Processes(IReadOnlyList<StyleProcess> processes) => Markup.When(processes.Count > 0, () => Markup.Of($"""
        <h2>工序</h2><table class="processes"><thead><tr><th>序号</th><th>工序编码</th><th>工序</th><th>阶段</th><th>机器</th><th class="n">标准工时（秒）</th><th class="n">工价</th></tr></thead>
        <tbody>{processes.OrderBy(p => p.SortOrder).Select((p, n) => Markup.Of($"""
            <tr><td>{n + 1}</td><td>{p.ProcessCode}</td><td>{p.ProcessName}</td><td>{p.ProgressStage}</td><td>{p.MachineType}</td><td class="n">{p.StandardTime}</td><td class="n">{p.Price}</td></tr>
            """))}</tbody></table>
        """));

    /// <summary>BOM, with what the whole order needs; prices are the quotation's.</summary>
    public static Markup Materials(IReadOnlyList<StyleBom> bom, int orderQuantity) => Markup.When(bom.Count > 0, () => Markup.Of($"""
        <h2>面辅料（BOM）</h2><table class="bom"><thead><tr><th>类型</th><th>编码</th><th>名称</th><th>颜色</th><th>规格</th><th>单位</th><th class="n">单件用量</th><th class="n">损耗%</th><th class="n">订单用量</th><th>供应商</th></tr></thead>
        <tbody>{bom.Select(m => Markup.Of($"""
            <tr><td>{m.MaterialType}</td><td>{m.MaterialCode}</td><td>{m.MaterialName}</td><td>{m.Color}</td><td>{m.Specification}</td><td>{m.Unit}</td><td class="n">{m.UsageAmount}</td><td class="n">{m.LossRate}</td><td class="n">{decimal.Round(m.UsageAmount * (1 + (m.LossRate / 100)) * orderQuantity, 2, MidpointRounding.AwayFromZero)}</td><td>{m.Supplier}</td></tr>
            """))}</tbody></table>
        """));

    /// <summary>尺寸表: a row for each part, a column for each size.</summary>
    public static Markup Measures(IReadOnlyList<StyleSize> measures)
    {
        var sizes = measures.Select(m => m.Size).Distinct().ToList();
        Markup Row(IGrouping<string, StyleSize> part)
        {
            var values = part.ToDictionary(m => m.Size, m => m.Value);
            return Markup.Of($"""
                <tr><th>{part.Key}</th>{sizes.Select(size => Number(values.TryGetValue(size, out var value) ? value : null))}{Number(part.Max(m => m.Tolerance))}<td>{part.Select(m => m.Method).FirstOrDefault(m => m is not null)}</td></tr>
                """);
        }
        return Markup.When(measures.Count > 0, () => Markup.Of($"""
            <h2>尺寸表</h2><table class="sizes"><thead><tr><th>部位</th>{sizes.Select(s => Markup.Of($"""<th class="n">{s}</th>"""))}<th class="n">公差±</th><th>量法</th></tr></thead>
            <tbody>{measures.GroupBy(m => m.Part).Select(Row)}</tbody></table>
            """));
    }

    private static Markup Number(decimal? value) => Markup.Of($"""<td class="n">{value}</td>""");
}
