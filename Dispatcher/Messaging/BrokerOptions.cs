using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>The RabbitMQ broker.</summary>
public sealed class BrokerOptions
{
    public const string Section = "Dispatcher:Broker";

    [Required]
    public string Host { get; set; } = "localhost";

    [Range(1, 65535)]
    public int Port { get; set; } = 5672;

    [Required]
    public string VirtualHost { get; set; } = "/";

    [Required]
    public string User { get; set; } = "guest";

    /// <summary>Give it through the environment.</summary>
    [Required]
    public string Password { get; set; } = "guest";

    /// <summary>Whether to speak TLS; the certificate's chain and name are checked.</summary>
    public bool Tls { get; set; }

    /// <summary>Seconds in which the broker must answer at the start.</summary>
    [Range(1, 300)]
    public int StartSeconds { get; set; } = 20;

    /// <summary>Seconds in which a publish must be confirmed.</summary>
    [Range(1, 600)]
    public int ConfirmSeconds { get; set; } = 30;

    /// <summary>Publishes that wait for their confirms at once.</summary>
    [Range(1, 1024)]
    public int ParallelPublishes { get; set; } = 128;

    /// <summary>Shown in messages.</summary>
    public string Title => $"{Host}:{Port}{(VirtualHost == "/" ? "" : "/" + VirtualHost)}";
}
