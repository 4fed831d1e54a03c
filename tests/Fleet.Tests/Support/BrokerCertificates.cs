using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>An authority of the test's own and a broker's certificate for <c>localhost</c>, as PEM files.</summary>
internal sealed class BrokerCertificates : IDisposable
{
    public const string Name = "localhost";

    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset Until = From.AddDays(30);

    public BrokerCertificates()
    {
        using var authorityKey = RSA.Create(2048);
        var authority = Request("CN=Pipeline test authority", authorityKey);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var signer = authority.CreateSelfSigned(From, Until);

        using var brokerKey = RSA.Create(2048);
        var broker = Request($"CN={Name}", brokerKey);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Name);
        broker.CertificateExtensions.Add(names.Build());
        using var signed = broker.Create(signer, From, Until, RandomNumberGenerator.GetBytes(8));

        File.WriteAllText(Authority, signer.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Folder, "server.pem"), signed.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Folder, "server.key"), brokerKey.ExportPkcs8PrivateKeyPem());
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("pipeline-tls-").FullName;

    /// <summary>The file to trust.</summary>
    public string Authority => Path.Combine(Folder, "ca.pem");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static CertificateRequest Request(string name, RSA key) =>
        new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
