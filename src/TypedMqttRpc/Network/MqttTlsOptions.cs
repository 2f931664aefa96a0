namespace TypedMqttRpc;

/// <summary>
/// How the broker proves who it is, and how this client does. The host name and the chain are always checked: there is no
/// switch that turns that off, since one set for a test would reach production.
/// </summary>
public sealed class MqttTlsOptions
{
    /// <summary>
    /// A PEM file with the certificates of the authorities that sign the broker's certificate; <see langword="null"/> for those of the system.
    /// </summary>
    public string? CaFile { get; set; }

    /// <summary>A PEM file with this client's certificate, or a PFX file; <see langword="null"/> for none.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>A PEM file with the private key of <see cref="CertificateFile"/>; <see langword="null"/> when that file holds it.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The password of the key or of the PFX file.</summary>
    public string? KeyPassword { get; set; }

    /// <summary>The name that the broker's certificate must carry, where it is not the host of the address.</summary>
    public string? TargetHost { get; set; }
}
