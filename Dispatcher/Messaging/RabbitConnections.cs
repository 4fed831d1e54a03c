using RabbitMQ.Client;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>How connections of the plain client are made.</summary>
internal static class RabbitConnections
{
    /// <summary>
    /// Without recovery of its own: whoever uses a connection makes another one, and knows what was lost.
    /// </summary>
    public static ConnectionFactory Factory(BrokerOptions options) => new()
    {
        HostName = options.Host,
        Port = options.ActualPort,
        VirtualHost = options.VirtualHost,
        UserName = options.User,
        Password = options.Password,
        RequestedConnectionTimeout = TimeSpan.FromSeconds(Math.Min(options.StartSeconds, 10)),
        AutomaticRecoveryEnabled = false,
        Ssl = new SslOption { Enabled = options.Tls, ServerName = options.CertificateName },
    };
}
