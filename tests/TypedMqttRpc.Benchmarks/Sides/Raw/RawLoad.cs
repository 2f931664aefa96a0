using System.Buffers.Binary;
using System.Diagnostics;
using MessagePack;
using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Benchmarks.Load;
using TypedMqttRpc.Benchmarks.Mqtt;

namespace TypedMqttRpc.Benchmarks.Sides.Raw;

/// <summary>Keeps so many encoded requests in flight: each response that was read is followed by the next request, and all of them by one write.</summary>
internal sealed class RawLoad : CallLoad
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly RawConnection _connection;
    private readonly RawPublish _request;
    private readonly long[] _started;
    private readonly bool[] _isInFlight;
    private readonly Thread _thread;
    private int _inFlight;
    private volatile bool _isStopping;
    private long _lost;

    public RawLoad(RawConnection connection, LoadShape shape)
    {
        _connection = connection;
        _request = new(RawConnection.RequestTopic, RawConnection.ResponseTopic, shape.Qos, MessagePackSerializer.Serialize(Parcels.Make(shape.Payload)));
        _started = new long[shape.InFlight];
        _isInFlight = new bool[shape.InFlight];
        _thread = new(Run) { IsBackground = true, Name = "raw caller" };
    }

    public override long Lost => Interlocked.Read(ref _lost);

    public override void Start() => _thread.Start();

    public override void Stop()
    {
        _isStopping = true;
        _thread.Join();
    }

    private void Run()
    {
        for (int slot = 0; slot < _started.Length; slot++)
        {
            Call(slot, Stopwatch.GetTimestamp());
        }

        _connection.Flush();
        while (_inFlight > 0)
        {
            if (!_connection.Receive(Limit))
            {
                // Whatever comes after this belongs to no slot any more.
                Interlocked.Add(ref _lost, _inFlight);
                return;
            }

            HandleAll(Stopwatch.GetTimestamp());
            _connection.Flush();
        }
    }

    private void HandleAll(long now)
    {
        while (Packet.TrySplit(_connection.Input.Written, out ReadOnlySpan<byte> body) is > 0 and int length)
        {
            byte first = _connection.Input.Written[0];
            if ((first & 0xF0) == Packet.Publish)
            {
                RawArrival response = new(first, body);
                if (response.Qos > 0)
                {
                    _connection.AddPuback(response.PacketId);
                }

                OnResponse((int)BinaryPrimitives.ReadInt64LittleEndian(response.Correlation), now);
            }

            _connection.Input.Take(length);
        }
    }

    private void OnResponse(int slot, long now)
    {
        if (slot >= _isInFlight.Length || !_isInFlight[slot])
        {
            return;
        }

        _isInFlight[slot] = false;
        _inFlight--;
        Latencies.Add(now - _started[slot]);
        if (!_isStopping)
        {
            Call(slot, now);
        }
    }

    private void Call(int slot, long now)
    {
        _isInFlight[slot] = true;
        _inFlight++;
        _started[slot] = now;
        Span<byte> correlation = stackalloc byte[RawPublish.CorrelationLength];
        BinaryPrimitives.WriteInt64LittleEndian(correlation, slot);
        _request.AddTo(_connection.Output, correlation);
    }
}
