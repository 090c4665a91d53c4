namespace Weft.Hub.Modules.Accounts.Dicts;

/// <summary>The kinds of words and what 导入预设数据 brings (console-pages 11).</summary>
internal static class DictTypes
{
    public static readonly IReadOnlyDictionary<string, (string Name, string[] Presets)> All = new Dictionary<string, (string, string[])>(StringComparer.Ordinal)
    {
        ["category"] = ("品类", ["T恤", "衬衫", "卫衣", "夹克", "外套", "裤子", "裙子", "连衣裙"]),
        ["season"] = ("季节", ["春", "夏", "秋", "冬"]),
        ["color"] = ("颜色", ["黑色", "白色", "灰色", "红色", "蓝色", "绿色", "黄色"]),
        ["size"] = ("尺码", ["XS", "S", "M", "L", "XL", "XXL"]),
        ["plate_type"] = ("款式类型", ["首单", "复板", "公司版"]),
        ["material_type"] = ("面辅料类型", ["面料", "里料", "辅料"]),
        ["process_type"] = ("工序类型", ["采购", "裁剪", "车缝", "二次工艺", "尾部", "入库"]),
        ["craft_type"] = ("工艺类型", ["印花", "绣花", "洗水", "烫钻"]),
        ["warehouse"] = ("仓库", ["A仓", "B仓", "成品仓", "次品仓"]),
        ["defect_type"] = ("瑕疵类型", ["外观完整性问题", "尺寸精度问题", "工艺规范性问题", "功能有效性问题", "其他问题"]),
        ["express_company"] = ("快递公司", ["顺丰速运", "中通快递", "圆通速递", "韵达快递", "申通快递", "京东物流", "德邦快递"]),
        ["settlement"] = ("结算方式", ["月结", "现结", "预付"]),
    };
}
