namespace Pipeline.Worker.Inference;

/// <summary>
/// One input alone finds not enough memory on the device. It is no result of the photo: another process may hold the
/// memory, and another worker may have more.
/// </summary>
internal sealed class DeviceMemoryException(string network, string bucket, Exception inner)
    : Exception($"The device has not enough memory for {network} at {bucket}.", inner);
