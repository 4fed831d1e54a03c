using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Pipeline.Worker.Inference;

/// <summary>
/// Makes sessions as the options say. The provider is settled once, when the first session is made or at start, and
/// never changes to another in silence.
/// </summary>
internal sealed partial class SessionFactory
{
    private const int GpuBatch = 8;

    /// <summary>Of large machines; smaller ones run two at once.</summary>
    private const int ProcessorsOfRun = 8;

    private readonly InferenceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SessionFactory> _logger;
    private readonly Lazy<ExecutionProvider> _provider;

    public SessionFactory(IOptions<InferenceOptions> options, TimeProvider time, ILogger<SessionFactory> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        _provider = new Lazy<ExecutionProvider>(Settle);
    }

    /// <summary>On the processor with every other option as it is, for programs that have no configuration.</summary>
    public static SessionFactory OnProcessor() => new(
        Options.Create(new InferenceOptions { Provider = ExecutionProvider.Cpu }),
        TimeProvider.System,
        NullLogger<SessionFactory>.Instance);

    /// <summary>Jobs that run at once; several share the processors.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>What runs the networks here: never <see cref="ExecutionProvider.Auto"/>.</summary>
    /// <exception cref="ProviderUnavailableException">What was asked for does not run here.</exception>
    public ExecutionProvider Provider => _provider.Value;

    /// <param name="graph">File of an ONNX graph.</param>
    /// <exception cref="ProviderUnavailableException">What was asked for does not run here.</exception>
    /// <exception cref="OnnxRuntimeException">The graph is none, or does not run.</exception>
    public INetworkSession Open(string graph)
    {
        using var options = MakeOptions(Provider);
        return new OnnxSession(graph, options);
    }

    /// <param name="graph">An ONNX graph.</param>
    /// <exception cref="ProviderUnavailableException">What was asked for does not run here.</exception>
    /// <exception cref="OnnxRuntimeException">The graph is none, or does not run.</exception>
    public INetworkSession Open(byte[] graph)
    {
        using var options = MakeOptions(Provider);
        return new OnnxSession(graph, options);
    }

    /// <summary>Joins what is asked of a session; a device that is lost ends the process.</summary>
    public Batcher Batch(string network, INetworkSession session)
    {
        var maxBatch = _options.MaxBatch > 0 ? _options.MaxBatch : Provider == ExecutionProvider.Cpu ? 1 : GpuBatch;
        var patience = TimeSpan.FromMilliseconds(_options.BatchMilliseconds);
        var limits = new BatchLimits(maxBatch, patience, Runs(Provider));
        return new Batcher(network, session, limits, _time, DeviceLossExit.End);
    }

    private int Runs(ExecutionProvider provider)
    {
        if (_options.ParallelRuns > 0)
        {
            return _options.ParallelRuns;
        }

        var most = provider == ExecutionProvider.Cpu ? Math.Max(2, Environment.ProcessorCount / ProcessorsOfRun) : 1;
        return Math.Min(Jobs, most);
    }

    /// <summary>On the processor. The runtime itself would take one on some virtual machines of two, at twice the time.</summary>
    private int ThreadsOfRun() => _options.Threads > 0
        ? _options.Threads
        : Math.Max(1, Environment.ProcessorCount / Runs(ExecutionProvider.Cpu));

    private ExecutionProvider Settle()
    {
        if (_options.Provider != ExecutionProvider.Auto)
        {
            Probe(_options.Provider);
            return _options.Provider;
        }

        try
        {
            Probe(ExecutionProvider.Cuda);
            LogTook(ExecutionProvider.Cuda, "it runs");
            return ExecutionProvider.Cuda;
        }
        catch (ProviderUnavailableException e)
        {
            LogTook(ExecutionProvider.Cpu, e.Message);
            return ExecutionProvider.Cpu;
        }
    }

    /// <summary>Runs one convolution that may not fall back to the processor.</summary>
    private void Probe(ExecutionProvider provider)
    {
        if (provider == ExecutionProvider.Cpu)
        {
            return;
        }

        RequireInBuild(provider);
        try
        {
            using var options = MakeOptions(provider);
            options.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
            ProviderProbe.Run(options);
        }
        catch (Exception e) when (e is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new ProviderUnavailableException(
                $"{Name(provider)} does not run on this machine: {Reason(e.Message)} "
                    + "It needs an NVIDIA driver and the CUDA 13 and cuDNN 9 libraries"
                    + (provider == ExecutionProvider.TensorRt ? ", and TensorRT 10." : "."),
                e);
        }
    }

    /// <summary>Asked instead of tried: an entry point that is missing tells a user nothing.</summary>
    private static void RequireInBuild(ExecutionProvider provider)
    {
        var name = provider == ExecutionProvider.TensorRt ? "TensorrtExecutionProvider" : "CUDAExecutionProvider";
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(name))
        {
            throw new ProviderUnavailableException(
                $"{Name(provider)} is not in this build, whose ONNX Runtime is the one for processors. "
                    + "Build with -p:OnnxRuntime=Gpu, or take the provider cpu.");
        }
    }

    private SessionOptions MakeOptions(ExecutionProvider provider)
    {
        var options = new SessionOptions
        {
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            EnableCpuMemArena = _options.Arena,
            // It plans for shapes that come again; pictures rarely do.
            EnableMemoryPattern = false,
            InterOpNumThreads = 1,
            IntraOpNumThreads = provider == ExecutionProvider.Cpu ? ThreadsOfRun() : 1,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", _options.Spinning ? "1" : "0");
        try
        {
            Append(options, provider);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private void Append(SessionOptions options, ExecutionProvider provider)
    {
        if (provider == ExecutionProvider.TensorRt)
        {
            using var tensorRt = new OrtTensorRTProviderOptions();
            tensorRt.UpdateOptions(TensorRtSettings());
            options.AppendExecutionProvider_Tensorrt(tensorRt);
        }

        if (provider is ExecutionProvider.TensorRt or ExecutionProvider.Cuda)
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(CudaSettings());
            options.AppendExecutionProvider_CUDA(cuda);
        }
    }

    /// <summary>
    /// As measured by others: every picture has a shape of its own, and memory must not grow with each.
    /// </summary>
    private Dictionary<string, string> CudaSettings()
    {
        var settings = new Dictionary<string, string>
        {
            ["device_id"] = Text(_options.DeviceId),
            ["cudnn_conv_algo_search"] = "HEURISTIC",
            ["arena_extend_strategy"] = "kSameAsRequested",
            ["do_copy_in_default_stream"] = "1",
            // Ten bits of mantissa would be other results under the same digest.
            ["use_tf32"] = "0",
        };
        if (_options.GpuMebibytes > 0)
        {
            settings["gpu_mem_limit"] = Text(_options.GpuMebibytes * 1024L * 1024L);
        }

        return settings;
    }

    private Dictionary<string, string> TensorRtSettings()
    {
        var settings = new Dictionary<string, string> { ["device_id"] = Text(_options.DeviceId) };
        if (_options.EngineCache is { } folder)
        {
            settings["trt_engine_cache_enable"] = "1";
            settings["trt_engine_cache_path"] = folder;
            settings["trt_timing_cache_enable"] = "1";
            settings["trt_timing_cache_path"] = folder;
        }

        return settings;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Name(ExecutionProvider provider) => $"The provider {provider.ToString().ToLowerInvariant()}";

    /// <summary>What the loader said, without where in the runtime it was said.</summary>
    private static string Reason(string message)
    {
        const string Loader = "with error: ";
        var line = message.Split('\n')[0];
        var start = line.IndexOf(Loader, StringComparison.Ordinal);
        return line[(start < 0 ? 0 : start + Loader.Length)..].TrimEnd('.', ' ', '\r') + ".";
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Provider auto took {Provider}: {Because}")]
    private partial void LogTook(ExecutionProvider provider, string because);
}
