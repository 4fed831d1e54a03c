using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Inference;

/// <summary>
/// Providers are strict. These tests are of the build for processors; what a GPU's build says on a machine without CUDA
/// is described in <c>models/README.md</c>.
/// </summary>
public sealed class SessionFactoryTests : ILogger<SessionFactory>
{
    private readonly List<string> _log = [];

    [Theory]
    [InlineData(ExecutionProvider.Cuda)]
    [InlineData(ExecutionProvider.TensorRt)]
    public void A_provider_that_is_not_in_this_build_is_refused_with_what_to_do(ExecutionProvider provider)
    {
        var refused = Assert.Throws<ProviderUnavailableException>(() => Make(provider).Provider);

        Assert.Contains($"The provider {provider.ToString().ToLowerInvariant()} is not in this build", refused.Message, StringComparison.Ordinal);
        Assert.Contains("-p:OnnxRuntime=Gpu", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_session_is_opened_on_another_provider_in_silence()
    {
        Assert.Throws<ProviderUnavailableException>(() => Make(ExecutionProvider.Cuda).Open(SmallGraphs.WithSigmoid(32)));
    }

    [Fact]
    public void Auto_takes_what_there_is_once_and_says_so()
    {
        var sessions = Make(ExecutionProvider.Auto);

        Assert.Equal(ExecutionProvider.Cpu, sessions.Provider);
        Assert.Equal(ExecutionProvider.Cpu, sessions.Provider);

        Assert.Contains("auto took Cpu: The provider cuda is not in this build", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void The_processor_is_taken_without_a_word()
    {
        using var session = Make(ExecutionProvider.Cpu).Open(SmallGraphs.WithSigmoid(32));

        Assert.Equal(["input.1"], session.InputNames);
        Assert.Empty(_log);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Add(formatter(state, exception));

    private SessionFactory Make(ExecutionProvider provider) =>
        new(Options.Create(new InferenceOptions { Provider = provider }), TimeProvider.System, this);
}
