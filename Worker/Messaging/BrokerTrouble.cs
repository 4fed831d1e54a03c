using System.Security.Authentication;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Worker.Messaging;

/// <summary>From what the broker's client throws to one sentence and an exit code.</summary>
internal static class BrokerTrouble
{
    private const ushort AccessRefused = 403;
    private const ushort NotFound = 404;
    private const ushort PreconditionFailed = 406;
    private const ushort NotAllowed = 530;

    /// <returns>Null for an exception that is not the broker's.</returns>
    public static CannotStartException? Explain(Exception exception, BrokerOptions broker, string declaring)
    {
        var causes = Causes(exception).ToList();
        var closed = causes.OfType<OperationInterruptedException>().FirstOrDefault()?.ShutdownReason;
        return exception switch
        {
            _ when causes.Any(cause => cause is AuthenticationFailureException or PossibleAuthenticationFailureException) => new(
                ExitCodes.NoPermission, $"RabbitMQ does not accept user and password ({broker}).", exception),
            _ when causes.OfType<AuthenticationException>().Any() => new(
                ExitCodes.Configuration, $"The broker's certificate is not accepted ({broker}).", exception),
            _ when closed is not null => Explain(closed, broker, declaring, exception),
            BrokerUnreachableException or ConnectFailureException or OperationCanceledException or TimeoutException =>
                new(ExitCodes.Unavailable, $"RabbitMQ does not answer ({broker}).", exception),
            RabbitMQClientException => new(
                ExitCodes.Unavailable, $"RabbitMQ ended the connection ({broker}).", exception),
            _ => null,
        };
    }

    private static CannotStartException Explain(
        ShutdownEventArgs closed, BrokerOptions broker, string declaring, Exception e) => closed.ReplyCode switch
        {
            AccessRefused => new(
                ExitCodes.NoPermission,
                $"The user {broker.User} may not declare '{declaring}': {closed.ReplyText}.",
                e),
            PreconditionFailed => new(
                ExitCodes.Configuration,
                $"'{declaring}' exists with other arguments ({closed.ReplyText}); delete it when it is empty, and see "
                    + "deploy/rabbitmq/README.md.",
                e),
            NotFound or NotAllowed => new(
                ExitCodes.Configuration,
                $"There is no virtual host '{broker.VirtualHost}', or this user may not enter it ({broker}).",
                e),
            _ => new(ExitCodes.Unavailable, $"RabbitMQ ended the connection: {closed.ReplyText} ({broker}).", e),
        };

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
            foreach (var inner in cause is AggregateException many ? many.InnerExceptions.SelectMany(Causes) : [])
            {
                yield return inner;
            }
        }
    }
}
