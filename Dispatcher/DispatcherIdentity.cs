using System.Globalization;
using System.Security.Cryptography;

namespace Pipeline.Dispatcher;

/// <summary>Tells this process from every other, also from one of the same number after a restart.</summary>
public sealed class DispatcherIdentity
{
    public string Name { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}:{Environment.ProcessId}:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
}
