namespace Pipeline.Contracts.Tests;

public sealed class BrokerTroubleTests
{
    private static readonly BrokerConnection Broker = new SomeConnection { User = "me", VirtualHost = "shop" };

    [Theory]
    [InlineData(403, "ACCESS_REFUSED - no", ExitCodes.NoPermission)]
    [InlineData(404, "NOT_FOUND - no exchange", ExitCodes.Configuration)]
    [InlineData(406, "PRECONDITION_FAILED - inequivalent arg", ExitCodes.Configuration)]
    [InlineData(530, "NOT_ALLOWED - vhost shop not found", ExitCodes.Configuration)]
    [InlineData(530, "NOT_ALLOWED - access to vhost 'shop' refused for user 'me'", ExitCodes.NoPermission)]
    [InlineData(320, "CONNECTION_FORCED - shutdown", ExitCodes.Unavailable)]
    public void A_reply_says_whether_to_wait_to_ask_or_to_change_a_setting(int code, string text, int exitCode)
    {
        var trouble = BrokerTrouble.Closed(Broker, (ushort)code, text);

        Assert.Equal(exitCode, trouble.ExitCode);
        Assert.Contains("localhost:5672/shop", trouble.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_port_is_the_usual_one_of_what_is_spoken()
    {
        Assert.Equal(
            (5672, 5671, 1234),
            (new SomeConnection().ActualPort, new SomeConnection { Tls = true }.ActualPort,
                new SomeConnection { Tls = true, Port = 1234 }.ActualPort));
    }

    [Fact]
    public void Causes_are_found_at_every_address_that_was_tried()
    {
        var second = new TimeoutException();
        var exception = new IOException("", new AggregateException(new IOException(), new IOException("", second)));

        Assert.Contains(second, BrokerTrouble.CausesOf(exception));
    }

    private sealed class SomeConnection : BrokerConnection;
}
