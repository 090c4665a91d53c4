using System.Collections.Frozen;
using Weft.Hub.Console;

namespace Weft.Hub.Modules.PartnerApi.Reference;

/// <summary>A text of the descriptors, which are kept in simplified Chinese and English; traditional Chinese is made of the first.</summary>
internal sealed record LocalText(string Chinese, string English)
{
    public string In(Texts texts) => texts.Language switch
    {
        "en" => English,
        "zh-TW" => Traditional.Of(Chinese),
        _ => Chinese,
    };
}

/// <summary>Traditional characters for the simplified ones that the descriptors use. Literals of the protocol are never written through it.</summary>
internal static class Traditional
{
    private const string Simplified =
        "业产仓价会传伟体关净冲准减凭处创别务动区单参发变号后启唤团围国图坏块场备复够头奖实宾对导将层属币师带帐库应废开异张弃归录征径忆态总恶恼悬户执扩扫报拟择换损据摆摊时显晓暂条来标栏样档检欢汇测济灭点热状独环现画监盖盘码确离种积称稳类紧纪约级纳纸线组细终结绍经给统绝继续缩编缴罗义习职联脑节药获虑补装规视览觉计订认讨让训议讯记许论设访证评识诉诊词译试询该详语误说请诸诺读课调谁谢贝负财责败账货质贩购贷贸费资赋赏赖赠赶趋转轮软轻载较辅输达迁过运还这进远违连迟适选递逻遗邮邻释钟钢钥钱链销锁错键长门闭问间闻阅队阳阶际陆随隐难雇静页项顺须预领频题额风飞饰馆验龙采并仅从众优当册写几为与么乐个两严亩亲协决简签筛电税冻员兑网华东剂厂谈红锦绣数话权银伙满虚";

    private const string Full =
        "業產倉價會傳偉體關淨沖準減憑處創別務動區單參發變號後啟喚團圍國圖壞塊場備復夠頭獎實賓對導將層屬幣師帶帳庫應廢開異張棄歸錄徵徑憶態總惡惱懸戶執擴掃報擬擇換損據擺攤時顯曉暫條來標欄樣檔檢歡匯測濟滅點熱狀獨環現畫監蓋盤碼確離種積稱穩類緊紀約級納紙線組細終結紹經給統絕繼續縮編繳羅義習職聯腦節藥獲慮補裝規視覽覺計訂認討讓訓議訊記許論設訪證評識訴診詞譯試詢該詳語誤說請諸諾讀課調誰謝貝負財責敗賬貨質販購貸貿費資賦賞賴贈趕趨轉輪軟輕載較輔輸達遷過運還這進遠違連遲適選遞邏遺郵鄰釋鐘鋼鑰錢鏈銷鎖錯鍵長門閉問間聞閱隊陽階際陸隨隱難僱靜頁項順須預領頻題額風飛飾館驗龍採並僅從眾優當冊寫幾為與麼樂個兩嚴畝親協決簡簽篩電稅凍員兌網華東劑廠談紅錦繡數話權銀夥滿虛";

    private static readonly FrozenDictionary<char, char> Pairs = Simplified.Zip(Full).ToFrozenDictionary(p => p.First, p => p.Second);

    public static string Of(string simplified) => string.Create(simplified.Length, simplified, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = Pairs.GetValueOrDefault(from[i], from[i]);
        }
    });
}
