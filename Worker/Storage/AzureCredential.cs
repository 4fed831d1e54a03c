namespace Pipeline.Worker.Storage;

/// <summary>
/// How the worker proves to Azure who it is. One way, named: a chain that tries several finds another one than was
/// meant.
/// </summary>
public enum AzureCredential
{
    /// <summary>What the connection string holds: a key or a shared access signature.</summary>
    ConnectionString,

    /// <summary>The signature in the query of the account's address.</summary>
    SharedAccessSignature,

    /// <summary>The identity of the machine or container that this runs on.</summary>
    ManagedIdentity,

    /// <summary>The identity of the Kubernetes service account that this runs as.</summary>
    WorkloadIdentity,
}
