namespace Pipeline.Worker.Storage;

/// <summary>
/// The store does not accept this worker's credential, as when it has expired. A fault of the deployment and of no job:
/// it is waited out as an outage is.
/// </summary>
internal sealed class StoreCredentialException(string message, Exception inner) : IOException(message, inner);
