using Microsoft.Extensions.Logging;
using TypedMqttRpc.Network;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc;

public sealed partial class MqttRpcConnection
{
    /// <summary>Hands what the network reports to those whom it concerns.</summary>
    private sealed class Observer(MqttRpcConnection connection, ILogger log) : ISessionObserver
    {
        private readonly string _responses = ServiceTopics.ResponseRoot(connection.ClientId);

        public void OnMessage(in MqttMessage message)
        {
            try
            {
                if (connection._access.OnMessage(message))
                {
                    return;
                }

                if (message.Topic.StartsWith(_responses, StringComparison.Ordinal))
                {
                    connection._caller.OnResponse(message);
                }
                else if (!connection._server.Router.OnMessage(message) && !connection._caller.Watch.OnMessage(message))
                {
                    connection._server.Drop(message.Topic, "nothing serves it any more");
                }
            }
            catch (Exception unforeseen)
            {
                // Thrown on, it would keep the message unacknowledged, and a few of those silence a subscription.
                NetworkLog.ReceiveFailed(log, unforeseen);
            }
        }

        public void OnConnected(LiveSession session)
        {
            connection._caller.OnConnected(session);
            connection._server.Announcer?.OnConnected();
        }

        public void OnLost(string reason) => connection._caller.OnLost(reason);

        public void OnStateChanged(MqttRpcConnectionState state, string? reason) => connection._state.Report(state, reason);
    }
}
