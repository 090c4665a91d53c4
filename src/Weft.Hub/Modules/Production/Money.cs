namespace Weft.Hub.Modules.Production;

/// <summary>The one place where money is rounded (production-domain 1): two decimals, half away from zero.</summary>
public static class Money
{
    public static decimal Rounded(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);

    public static decimal? Rounded(decimal? amount) => amount is { } value ? Rounded(value) : null;
}
