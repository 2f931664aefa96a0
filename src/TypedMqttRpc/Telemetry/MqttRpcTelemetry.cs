using System.Diagnostics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Telemetry;

/// <summary>The activities of this library. None is made while nobody listens.</summary>
internal static class MqttRpcTelemetry
{
    private const string Name = "TypedMqttRpc";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Continues the caller's trace while a request is served.</summary>
    public static Activity? StartServing(string operation, in RequestHead head)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext.TryParse(head.TraceParent, head.TraceState, isRemote: true, out ActivityContext parent);
        return Source.StartActivity(operation, ActivityKind.Server, parent);
    }
}
