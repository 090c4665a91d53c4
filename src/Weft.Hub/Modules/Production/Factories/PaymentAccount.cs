using System.Text.Json.Serialization;

namespace Weft.Hub.Modules.Production.Factories;

/// <summary>Where a supplier is paid.</summary>
/// <param name="Kind"><c>BANK</c>, <c>ALIPAY</c>, <c>WECHAT</c> or <c>OTHER</c>.</param>
/// <param name="Holder">户名.</param>
/// <param name="Bank">开户行; null unless it is a bank's.</param>
/// <param name="Number">账号.</param>
/// <param name="Remark">What else whoever pays must know.</param>
public sealed record PaymentAccount(string Kind, string Holder, string? Bank, string Number, string? Remark)
{
    /// <summary>As the log keeps it: enough to recognise it, too little to pay to.</summary>
    [JsonIgnore]
    public string Masked => $"{Kind} {Holder} ****{Number[Math.Max(0, Number.Length - 4)..]}";
}
