using System.ComponentModel.DataAnnotations;

namespace Pipeline.Contracts;

/// <summary>Which broker, and as whom: what dispatcher and workers are told in the same words.</summary>
public abstract class BrokerConnection
{
    private const int UsualPort = 5672;
    private const int UsualTlsPort = 5671;

    [Required]
    public string Host { get; set; } = "localhost";

    /// <summary>0: the usual one, 5672, or 5671 with TLS.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    [Required]
    public string VirtualHost { get; set; } = "/";

    [Required]
    public string User { get; set; } = "";

    /// <summary>A secret: give it through the environment.</summary>
    [Required]
    public string Password { get; set; } = "";

    /// <summary>
    /// Encrypts, and accepts only a certificate that this machine trusts and that carries the host's name.
    /// </summary>
    public bool Tls { get; set; }

    /// <summary>The name in the broker's certificate, where it is not <see cref="Host"/>.</summary>
    public string? TlsServerName { get; set; }

    /// <summary>With the usual port filled in.</summary>
    public ushort ActualPort => (ushort)(Port != 0 ? Port : Tls ? UsualTlsPort : UsualPort);

    /// <summary>The name that the broker's certificate must carry.</summary>
    public string CertificateName => TlsServerName ?? Host;

    /// <summary>For messages; without password.</summary>
    public override string ToString() => $"{Host}:{ActualPort}{(VirtualHost == "/" ? "" : $"/{VirtualHost}")}";
}
