using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>
/// One part of a page, such as a list, a row of cards or a chart, with what it shows meanwhile: parts load and fail by themselves, and a failed one leaves the
/// others as they are.
/// </summary>
internal sealed class Part<T>
{
    private int turn;

    /// <summary>What was read last; kept while it is read again.</summary>
    public T? Value { get; private set; }

    /// <summary>True once something was read.</summary>
    public bool Ready { get; private set; }

    public Refusal? Problem { get; private set; }

    public bool Loading { get; private set; }

    public async Task LoadAsync(Func<Task<Answer<T>>> read)
    {
        (Loading, Problem) = (true, null);
        var mine = ++turn;
        var answer = await read();
        if (mine != turn)
        {
            // The person has asked for something else meanwhile.
            return;
        }
        (Loading, Problem) = (false, answer.Refusal);
        if (Problem is null)
        {
            (Value, Ready) = (answer.Value, true);
        }
    }
}
