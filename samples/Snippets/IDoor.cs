using TypedMqttRpc;

namespace Snippets;

// <snippet:identify>
/// <summary>A door, which wants to know who opens it.</summary>
[MqttService("home/{deviceId}/door", IdentifyCaller = true)]
public partial interface IDoor
{
    Task<string> OpenAsync(CancellationToken cancellationToken = default);
}

/// <summary>The broker vouches for the caller's name, if its ACL lets a client publish to no topic but those that end in its own id.</summary>
public sealed class Door : IDoor
{
    public Task<string> OpenAsync(CancellationToken cancellationToken) => Task.FromResult($"Come in, {RpcContext.Current!.Caller}.");
}
// </snippet:identify>
