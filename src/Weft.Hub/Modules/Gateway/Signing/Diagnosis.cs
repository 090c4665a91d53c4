using System.Globalization;
using System.Text;

namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>One well-known way to sign wrongly with the right secret. The token is stable; the sentences say what was done and what to do instead.</summary>
internal sealed record Mistake(string Token, string Chinese, string English)
{
    /// <summary>The same mistake with what exactly was signed put into the place that its sentences keep for it.</summary>
    public Mistake With(string chinese, string english) => this with
    {
        Chinese = string.Format(CultureInfo.InvariantCulture, CompositeFormat.Parse(Chinese), chinese),
        English = string.Format(CultureInfo.InvariantCulture, CompositeFormat.Parse(English), english),
    };
}

/// <summary>Why a signature made with the right secret did not match: every mistake that was made, in the order in which a reader meets them.</summary>
internal sealed record Diagnosis(IReadOnlyList<Mistake> Mistakes)
{
    /// <summary>For programs: one token, or several joined by <c>+</c>.</summary>
    public string Token => string.Join('+', Mistakes.Select(mistake => mistake.Token));

    /// <summary>For the answer and the tenant's log.</summary>
    public string Chinese => Joined(mistake => mistake.Chinese);

    public string English => Joined(mistake => mistake.English, " ");

    private string Joined(Func<Mistake, string> sentence, string gap = "") => Mistakes.Count == 1
        ? sentence(Mistakes[0])
        : string.Join(gap, Mistakes.Select((mistake, i) => string.Create(CultureInfo.InvariantCulture, $"({i + 1}) {sentence(mistake)}")));
}
