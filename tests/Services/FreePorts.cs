using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Pipeline.Services;

/// <summary>Ports of the loopback interface that nobody listens on.</summary>
public static class FreePorts
{
    /// <summary>
    /// Below the range from which the system takes ports for connections, so that none comes between.
    /// </summary>
    private const int First = 12_000;
    private const int Last = 31_000;

    /// <summary>The first of several consecutive ports.</summary>
    public static int Take(int count = 1)
    {
        while (true)
        {
            var first = RandomNumberGenerator.GetInt32(First, Last - count);
            if (Enumerable.Range(first, count).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
