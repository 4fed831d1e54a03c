namespace Pipeline.Worker.Inference;

/// <summary>
/// What runs the networks has failed so that nothing will run on it any more in this process, which has to end.
/// </summary>
internal sealed class DeviceLostException(string network, Exception inner)
    : Exception($"The device that runs {network} has failed for good: {inner.Message.Split('\n')[0]}", inner);
