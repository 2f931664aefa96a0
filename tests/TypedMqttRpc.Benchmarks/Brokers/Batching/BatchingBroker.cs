using System.Net;
using System.Net.Sockets;

namespace TypedMqttRpc.Benchmarks.Brokers.Batching;

/// <summary>
/// A broker for benchmarks only: one thread reads as much as has arrived, handles all packets in it, and then writes once to each client concerned.
/// It takes the broker out of the way, so that the clients' own cost shows. No authentication, no sessions, no Wills, no shared subscriptions.
/// </summary>
internal sealed class BatchingBroker
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly PacketHandler _packets = new();
    private readonly List<ClientConnection> _clients = [];
    private Poll.Entry[] _entries = new Poll.Entry[64];

    public BatchingBroker()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public string Uri => $"mqtt://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    public void Start() => new Thread(Run) { IsBackground = true, Name = "broker" }.Start();

    private void Run()
    {
        while (true)
        {
            int count = Describe();
            Poll.Wait(_entries, count);
            for (int i = 1; i < count; i++)
            {
                Serve(_clients[i - 1], _entries[i].Happened);
            }

            foreach (ClientConnection client in _packets.Dirty)
            {
                client.IsDirty = false;
                client.Send();
            }

            _packets.Dirty.Clear();
            RemoveClosed();
            if (_entries[0].Happened != 0)
            {
                _clients.Add(new(_listener.Accept()));
            }
        }
    }

    /// <summary>What to wait for: the listener first, then the clients in their order.</summary>
    private int Describe()
    {
        if (_entries.Length <= _clients.Count)
        {
            _entries = new Poll.Entry[_clients.Count * 2];
        }

        _entries[0] = new() { Descriptor = (int)_listener.Handle, Wanted = Poll.Readable };
        for (int i = 0; i < _clients.Count; i++)
        {
            ClientConnection client = _clients[i];
            _entries[i + 1] = new()
            {
                Descriptor = client.Descriptor,
                Wanted = client.Output.Count > 0 ? (short)(Poll.Readable | Poll.Writable) : Poll.Readable,
            };
        }

        return _clients.Count + 1;
    }

    private void Serve(ClientConnection client, short happened)
    {
        if ((happened & Poll.Writable) != 0)
        {
            client.Send();
        }

        // Anything else, such as an end or an error, shows when it is read.
        if ((happened & ~Poll.Writable) != 0 && !client.IsClosed)
        {
            client.Receive();
            _packets.HandleAll(client);
        }
    }

    private void RemoveClosed()
    {
        for (int i = _clients.Count - 1; i >= 0; i--)
        {
            if (_clients[i].IsClosed)
            {
                _packets.Forget(_clients[i]);
                _clients.RemoveAt(i);
            }
        }
    }
}
