namespace TypedMqttRpc.Benchmarks.Sides;

/// <summary>One way to call: what is compared with the others.</summary>
/// <param name="Name">Its name on the command line and in the tables.</param>
/// <param name="MakeCaller">Makes the end that calls.</param>
/// <param name="MakeServer">Makes the end that answers.</param>
internal sealed record Side(string Name, Func<CallerSide> MakeCaller, Func<ServerSide> MakeServer);
