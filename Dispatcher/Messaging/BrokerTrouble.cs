using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>What the broker or the way to it refuses, as one sentence with its exit code.</summary>
internal static class BrokerTrouble
{
    /// <returns>Null where it is no trouble of the broker.</returns>
    public static RefusedException? ToRefusal(Exception exception, BrokerOptions options) => exception switch
    {
        RefusedException refused => refused,
        _ when Find<AuthenticationFailureException>(exception) is not null || Find<PossibleAuthenticationFailureException>(exception) is not null =>
            new RefusedException(
                ExitCodes.NoPermission,
                $"The broker {options.Title} refuses the user '{options.User}': check {BrokerOptions.Section}:User and Password.",
                exception),
        _ when Reason(exception) is { } reason => Refused(reason, exception, options),
        BrokerUnreachableException or SocketException or OperationCanceledException or TimeoutException or IOException
            or AlreadyClosedException => new RefusedException(
                ExitCodes.Unavailable, $"The broker {options.Title} cannot be reached: {Cause(exception)}.", exception),
        PublishException => new RefusedException(
            ExitCodes.Unavailable, $"The broker {options.Title} did not take a message: {Cause(exception)}.", exception),
        _ => null,
    };

    private static RefusedException Refused(ShutdownEventArgs reason, Exception exception, BrokerOptions options) =>
        reason.ReplyCode switch
        {
            Constants.PreconditionFailed => new RefusedException(
                ExitCodes.Configuration,
                $"The broker {options.Title} has a queue or exchange of other arguments than the pipeline needs "
                    + $"(durable, x-queue-type=quorum and nothing else): {reason.ReplyText}. Delete it when it is empty.",
                exception),
            Constants.AccessRefused or Constants.NotAllowed => new RefusedException(
                ExitCodes.NoPermission,
                $"The broker {options.Title} does not let '{options.User}' do what is needed: {reason.ReplyText}.",
                exception),
            _ => new RefusedException(
                ExitCodes.Unavailable, $"The broker {options.Title} ended the connection: {reason.ReplyText}.", exception),
        };

    private static ShutdownEventArgs? Reason(Exception exception) => Find<OperationInterruptedException>(exception)?.ShutdownReason;

    private static string Cause(Exception exception) => exception is OperationCanceledException
        ? "it does not answer"
        : exception.GetBaseException().Message.TrimEnd('.');

    private static T? Find<T>(Exception? exception)
        where T : Exception =>
        exception switch
        {
            null => null,
            T found => found,
            AggregateException many => many.InnerExceptions.Select(Find<T>).FirstOrDefault(found => found is not null),
            _ => Find<T>(exception.InnerException),
        };
}
