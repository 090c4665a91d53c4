namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>What one diagnosis may still cost. What no longer fits is left out; the rest is still tried.</summary>
internal sealed class Effort(int macs, int bytes)
{
    private int _bytesLeft = bytes;

    public int MacsLeft { get; private set; } = macs;

    public bool TrySpendMac(int hashedBytes)
    {
        if (MacsLeft == 0 || !TrySpendBytes(hashedBytes))
        {
            return false;
        }

        MacsLeft--;
        return true;
    }

    public bool TrySpendBytes(int bytes)
    {
        if (bytes > _bytesLeft)
        {
            return false;
        }

        _bytesLeft -= bytes;
        return true;
    }
}
