namespace Pipeline.Worker.Inference;

/// <summary>What a failed run says of the device.</summary>
internal enum DeviceError
{
    /// <summary>Nothing: graph and inputs do not fit together, or the like.</summary>
    None,

    /// <summary>It has not enough memory left for this run; a smaller one may do.</summary>
    OutOfMemory,

    /// <summary>Nothing will run on it any more in this process.</summary>
    Lost,
}
