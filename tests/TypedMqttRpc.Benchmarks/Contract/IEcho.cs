namespace TypedMqttRpc.Benchmarks.Contract;

/// <summary>The service that the typed side calls; one lane is one service on the connection.</summary>
[MqttService("bench/{lane}/echo")]
public partial interface IEcho
{
    ValueTask<Parcel> EchoAsync(Parcel parcel, CancellationToken cancellationToken = default);

    /// <summary>The same with a task, which the caller's side must allocate.</summary>
    Task<Parcel> EchoTaskAsync(Parcel parcel, CancellationToken cancellationToken = default);

    /// <summary>The same, by an implementation that reads its context.</summary>
    ValueTask<Parcel> EchoContextAsync(Parcel parcel, CancellationToken cancellationToken = default);

    /// <summary>The same, once the server was told to let go of what it holds.</summary>
    ValueTask<Parcel> HoldAsync(Parcel parcel, CancellationToken cancellationToken = default);
}
