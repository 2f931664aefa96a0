using System.Buffers.Binary;
using TypedMqttRpc.Network;
using TypedMqttRpc.Network.MqttNet.Pipelined;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Network.Pipelined;

public sealed class PacketWriterTests
{
    private readonly SlowStream _stream = new();
    private readonly PacketWriter _writer;
    private Exception? _failure;

    public PacketWriterTests() => _writer = new PacketWriter(_stream, failure => _failure = failure);

    [Fact]
    public async Task What_comes_while_a_write_is_under_way_goes_out_together()
    {
        _writer.Publish(Message("a"), new Completion());
        byte[] first = await _stream.NextAsync();
        _writer.Publish(Message("b"), new Completion());
        _writer.Acknowledge(7);
        _writer.Publish(Message("c"), new Completion());

        _stream.LetOneEnd();
        byte[] second = await _stream.NextAsync();

        Assert.Equal(Encode("a"), first);
        Assert.Equal([.. Encode("b"), 0x40, 2, 0, 7, .. Encode("c")], second);
    }

    [Fact]
    public async Task While_the_reader_is_busy_nothing_is_written()
    {
        _writer.Cork();
        _writer.Acknowledge(1);
        _writer.Publish(Message("a"), new Completion());
        Assert.False(_stream.IsWriting);

        _writer.Uncork();

        Assert.Equal([0x40, 2, 0, 1, .. Encode("a")], await _stream.NextAsync());
    }

    [Fact]
    public async Task Acknowledgements_alone_wait_for_what_is_written_in_answer()
    {
        _writer.Cork();
        _writer.Acknowledge(1);
        _writer.Uncork();
        Assert.False(_stream.IsWriting);

        _writer.Publish(Message("a"), new Completion());

        Assert.Equal([0x40, 2, 0, 1, .. Encode("a")], await _stream.NextAsync());
    }

    [Fact]
    public async Task Without_an_answer_they_are_written_when_the_reader_has_nothing_more_to_do()
    {
        _writer.Cork();
        _writer.Acknowledge(1);
        _writer.Acknowledge(2);
        _writer.Uncork();

        _writer.Flush();

        Assert.Equal([0x40, 2, 0, 1, 0x40, 2, 0, 2], await _stream.NextAsync());
    }

    [Fact]
    public async Task A_flush_that_comes_while_the_reader_is_busy_is_made_up_for()
    {
        _writer.Cork();
        _writer.Acknowledge(1);
        _writer.Flush();
        Assert.False(_stream.IsWriting);

        _writer.Uncork();

        Assert.Equal([0x40, 2, 0, 1], await _stream.NextAsync());
    }

    [Fact]
    public async Task Each_acknowledgement_ends_its_publish()
    {
        Completion[] publishes = [.. Enumerable.Range(0, 200).Select(static _ => new Completion())];
        List<ushort> ids = [];
        foreach (Completion publish in publishes)
        {
            _writer.Publish(Message("a", qos: 1), publish);
        }

        _stream.LetOneEnd();
        _stream.LetOneEnd();
        byte[] written = [.. await _stream.NextAsync(), .. await _stream.NextAsync()];
        int size = written.Length / 200;
        for (int i = 0; i < 200; i++)
        {
            ids.Add(BinaryPrimitives.ReadUInt16BigEndian(written.AsSpan((i * size) + 5)));
        }

        Assert.Equal(200, ids.Distinct().Count());
        Assert.All(ids, static id => Assert.InRange(id, 0x8000, 0xFFFF));
        for (int i = 199; i >= 0; i--)
        {
            Assert.Null(publishes[i].Answer);
            _writer.OnAcknowledged(ids[i], MqttReasonCode.NoMatchingSubscribers);
            Assert.Equal(MqttReasonCode.NoMatchingSubscribers, publishes[i].Answer);
        }

        // A repeated one is nobody's, and so is one of MQTTnet's own.
        _writer.OnAcknowledged(ids[0], MqttReasonCode.Success);
        _writer.OnAcknowledged(1, MqttReasonCode.Success);
        Assert.All(publishes, static publish => Assert.Equal(1, publish.Calls));
    }

    [Fact]
    public async Task A_slow_socket_makes_publishes_wait_as_they_are()
    {
        const int Large = 100_000;
        _writer.Publish(Message("a"), new Completion());
        await _stream.NextAsync();
        Completion[] publishes = [.. Enumerable.Range(0, 100).Select(static _ => new Completion())];
        foreach (Completion publish in publishes)
        {
            _writer.Publish(Message("b", size: Large), publish);
        }

        int accepted = publishes.Count(static publish => publish.Calls == 1);
        Assert.InRange(accepted, 10, 12);

        int written = 0;
        while (written < 100 * Large)
        {
            _stream.LetOneEnd();
            byte[] next = await _stream.NextAsync();
            Assert.InRange(next.Length, 1, 2 * 1024 * 1024);
            written += next.Length;
        }

        Assert.All(publishes, static publish => Assert.Equal((1, MqttReasonCode.Success), (publish.Calls, publish.Answer)));
    }

    [Fact]
    public async Task When_the_connection_ends_so_does_every_publish_once()
    {
        Completion sent = new(), waiting = new(), late = new();
        _writer.Publish(Message("a", qos: 1), sent);
        await _stream.NextAsync();
        _writer.Publish(Message("b", size: 2_000_000), new Completion());
        _writer.Publish(Message("c", qos: 1), waiting);
        Task written = _writer.WriteAsync([1, 2, 3]);

        _stream.Fail();
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => written.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        _writer.Close("again");
        _writer.Publish(Message("d"), late);

        Assert.All((Completion[])[sent, waiting, late], static publish => Assert.Equal((1, "the connection ended: the cable is cut"), (publish.Calls, publish.Lost?.Message)));
        Assert.IsType<IOException>(_failure);
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => _writer.WriteAsync([1]));
    }

    [Fact]
    public void A_publisher_that_throws_does_not_keep_the_others_from_ending()
    {
        Completion before = new(), after = new(), waiting = new();
        _writer.Publish(Message("a", qos: 1), before);
        _writer.Publish(Message("b", qos: 1), new ThrowingCompletion());
        _writer.Publish(Message("c", size: 2_000_000, qos: 1), after);
        _writer.Publish(Message("d", qos: 1), new ThrowingCompletion());
        _writer.Publish(Message("e", qos: 1), waiting);

        _writer.Close("over");

        Assert.All((Completion[])[before, after, waiting], static publish => Assert.Equal((1, "over"), (publish.Calls, publish.Lost?.Message)));
    }

    [Fact]
    public async Task Who_begins_to_write_does_not_write_for_others_for_ever()
    {
        const int Others = 10_000;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int writes = 0;
        PacketWriter writer = null!;
        writer = new PacketWriter(
            new QuickStream(() =>
            {
                if (++writes <= Others)
                {
                    writer.Publish(Message("another"), new Completion());
                }
                else
                {
                    all.SetResult();
                }
            }),
            static _ => { });

        writer.Publish(Message("a"), new Completion());
        int onThisThread = Volatile.Read(ref writes);

        await all.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.InRange(onThisThread, 1, Others / 10);
    }

    [Fact]
    public async Task What_MQTTnet_sends_is_written_when_its_task_ends()
    {
        Task written = _writer.WriteAsync([0xC0, 0]);
        Assert.Equal([0xC0, 0], await _stream.NextAsync());
        Assert.False(written.IsCompleted);

        _stream.LetOneEnd();

        await written.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static MqttMessage Message(string topic, int qos = 0, int size = 0) => new() { Topic = topic, Qos = qos, Payload = new byte[size] };

    private static byte[] Encode(string topic)
    {
        MqttMessage message = Message(topic);
        PacketSize size = PacketSize.Measure(message);
        byte[] packet = new byte[size.Total];
        PublishEncoding.Write(packet, message, size, packetId: 0);
        return packet;
    }

    private sealed class Completion : IPublishCompletion
    {
        public int Calls { get; private set; }

        public MqttReasonCode? Answer { get; private set; }

        public MqttConnectionLostException? Lost { get; private set; }

        public void OnPublished(MqttReasonCode answer) => (Calls, Answer) = (Calls + 1, answer);

        public void OnNotPublished(MqttConnectionLostException lost) => (Calls, Lost) = (Calls + 1, lost);

        public void OnFailed(Exception unforeseen) => Assert.Fail(unforeseen.Message);
    }

    private sealed class ThrowingCompletion : IPublishCompletion
    {
        public void OnPublished(MqttReasonCode answer) => throw new InvalidOperationException();

        public void OnNotPublished(MqttConnectionLostException lost) => throw new InvalidOperationException();

        public void OnFailed(Exception unforeseen) => throw new InvalidOperationException();
    }

    /// <summary>A socket that takes everything at once.</summary>
    private sealed class QuickStream(Action onWrite) : IByteStream
    {
        public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            onWrite();
            return ValueTask.CompletedTask;
        }
    }
}
