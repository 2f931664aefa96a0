using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Benchmarks.Mqtt;

namespace TypedMqttRpc.Benchmarks.Sides.Raw;

/// <summary>Answers on one thread: reads what has arrived, and writes all responses to it at once. It decodes no payload.</summary>
internal sealed class RawServer : ServerSide
{
    private readonly RawConnection _connection = new();
    private RawPublish? _response;
    private (int Qos, int Length) _responseShape;

    public override Task StartAsync(SideSettings settings)
    {
        _connection.Open(settings.Port, RawConnection.RequestTopic);
        new Thread(Run) { IsBackground = true, Name = "raw server" }.Start();
        return Task.CompletedTask;
    }

    private void Run()
    {
        while (true)
        {
            if (_connection.Receive(Timeout.InfiniteTimeSpan))
            {
                Echo.AddCalls(AnswerAll());
                _connection.Flush();
            }
        }
    }

    private int AnswerAll()
    {
        int calls = 0;
        while (Packet.TrySplit(_connection.Input.Written, out ReadOnlySpan<byte> body) is > 0 and int length)
        {
            byte first = _connection.Input.Written[0];
            if ((first & 0xF0) == Packet.Publish)
            {
                RawArrival request = new(first, body);
                if (request.Qos > 0)
                {
                    _connection.AddPuback(request.PacketId);
                }

                ResponseFor(request).AddTo(_connection.Output, request.Correlation);
                calls++;
            }

            _connection.Input.Take(length);
        }

        return calls;
    }

    /// <summary>All requests of a load have the same payload, so one encoded response answers them all.</summary>
    private RawPublish ResponseFor(RawArrival request)
    {
        if (_response is null || _responseShape != (request.Qos, request.Payload.Length))
        {
            _response = new(RawConnection.ResponseTopic, responseTopic: null, request.Qos, request.Payload);
            _responseShape = (request.Qos, request.Payload.Length);
        }

        return _response;
    }
}
