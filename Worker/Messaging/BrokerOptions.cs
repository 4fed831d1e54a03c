using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Messaging;

/// <summary>Which broker, and as whom.</summary>
public sealed class BrokerOptions
{
    public const string Section = "Worker:Broker";

    [Required]
    public string Host { get; set; } = "localhost";

    /// <summary>0: the usual one, 5672, or 5671 with TLS.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    [Required]
    public string VirtualHost { get; set; } = "/";

    [Required]
    public string User { get; set; } = "";

    /// <summary>A secret.</summary>
    [Required]
    public string Password { get; set; } = "";

    /// <summary>
    /// Encrypts, and accepts only a certificate that this machine trusts and that carries the host's name.
    /// </summary>
    public bool Tls { get; set; }

    /// <summary>The name in the broker's certificate, where it is not <see cref="Host"/>.</summary>
    public string? TlsServerName { get; set; }

    /// <summary>
    /// Address of the management interface, from which policies are read at start; null: they are not checked. Not
    /// needed for work.
    /// </summary>
    public Uri? Management { get; set; }

    /// <summary>Whether a missing policy keeps the process from starting, or is only said.</summary>
    public bool RequirePolicies { get; set; } = true;

    /// <summary>With the usual port filled in.</summary>
    internal ushort ActualPort => (ushort)(Port != 0 ? Port : Tls ? 5671 : 5672);

    /// <summary>For messages; without password.</summary>
    public override string ToString() => $"{Host}:{ActualPort}, virtual host '{VirtualHost}', as {User}";
}
