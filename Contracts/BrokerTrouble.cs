namespace Pipeline.Contracts;

/// <summary>
/// What keeps a program from working with the broker, in one sentence for the operator; dispatcher and workers say it
/// alike.
/// </summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Sentence">Names the broker, and no password.</param>
public sealed record BrokerTrouble(int ExitCode, string Sentence)
{
    private const ushort AccessRefused = 403;
    private const ushort NotFound = 404;
    private const ushort PreconditionFailed = 406;
    private const ushort NotAllowed = 530;

    /// <summary>User and password are not accepted.</summary>
    public static BrokerTrouble Credentials(BrokerConnection broker) => new(
        ExitCodes.NoPermission, $"The broker {broker} refuses the user '{broker.User}': check user and password.");

    /// <summary>Its certificate is not of an authority that this machine trusts, or carries another name.</summary>
    public static BrokerTrouble Certificate(BrokerConnection broker) => new(
        ExitCodes.Configuration,
        $"The certificate of the broker {broker} is not accepted: this machine must trust its authority, and it must "
            + $"carry the name {broker.CertificateName}.");

    /// <summary>It does not answer, or not in time.</summary>
    public static BrokerTrouble Unreachable(BrokerConnection broker, string? cause = null) => new(
        ExitCodes.Unavailable, $"The broker {broker} cannot be reached: {cause ?? "it does not answer"}.");

    /// <summary>It answers, and closes channel or connection.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="code">AMQP 0-9-1's reply code.</param>
    /// <param name="text">The broker's own words, which name queue, exchange or virtual host.</param>
    public static BrokerTrouble Closed(BrokerConnection broker, ushort code, string text) => code switch
    {
        PreconditionFailed => new(
            ExitCodes.Configuration,
            $"The broker {broker} has a queue or exchange of other arguments than the pipeline needs: {text}. Delete "
                + "it when it is empty, and see deploy/rabbitmq/README.md."),
        // Both have the code 530: a virtual host that is not there, and one that the user may not enter.
        NotAllowed when text.Contains("not found", StringComparison.Ordinal) => new(
            ExitCodes.Configuration, $"The broker {broker} has no virtual host '{broker.VirtualHost}'."),
        NotFound => new(ExitCodes.Configuration, $"The broker {broker} lacks what the pipeline needs: {text}."),
        AccessRefused or NotAllowed => new(
            ExitCodes.NoPermission, $"The broker {broker} does not let '{broker.User}' do what is needed: {text}."),
        _ => new(ExitCodes.Unavailable, $"The broker {broker} ended the connection: {text}."),
    };

    /// <summary>
    /// The exception and everything that led to it; of several addresses of a broker, what happened at each.
    /// </summary>
    public static IEnumerable<Exception> CausesOf(Exception exception) => exception switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(CausesOf).Prepend(many),
        { InnerException: { } inner } => CausesOf(inner).Prepend(exception),
        _ => [exception],
    };
}
