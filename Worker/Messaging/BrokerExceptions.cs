using System.Net.Sockets;
using System.Security.Authentication;
using Pipeline.Contracts;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Worker.Messaging;

/// <summary>From what the broker's client throws to what keeps the worker from starting.</summary>
internal static class BrokerExceptions
{
    /// <returns>Null for an exception that is not the broker's.</returns>
    public static CannotStartException? Explain(Exception exception, BrokerOptions broker) =>
        Find(exception, broker) is { } trouble
            ? new CannotStartException(trouble.ExitCode, trouble.Sentence, exception)
            : null;

    private static BrokerTrouble? Find(Exception exception, BrokerOptions broker)
    {
        var causes = BrokerTrouble.CausesOf(exception).ToList();
        return exception switch
        {
            _ when causes.Any(
                cause => cause is AuthenticationFailureException or PossibleAuthenticationFailureException) =>
                BrokerTrouble.Credentials(broker),
            _ when causes.Any(cause => cause is AuthenticationException) => BrokerTrouble.Certificate(broker),
            _ when causes.OfType<OperationInterruptedException>().FirstOrDefault()?.ShutdownReason is { } closed =>
                BrokerTrouble.Closed(broker, closed.ReplyCode, closed.ReplyText),
            OperationCanceledException => BrokerTrouble.Unreachable(broker),
            RabbitMQClientException or SocketException or TimeoutException or IOException =>
                BrokerTrouble.Unreachable(broker, exception.GetBaseException().Message.TrimEnd('.')),
            _ => null,
        };
    }
}
