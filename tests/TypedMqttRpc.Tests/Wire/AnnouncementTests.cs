using System.Buffers;
using MessagePack;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

/// <summary>What servers announce.</summary>
public class AnnouncementTests
{
    private static readonly Announcement Lab = new("Lab", "golden/lab/+", null, 7, ["ping"])
    {
        Fingerprint = "0123456789abcdef",
        Shapes = [new("ping", "()")],
    };

    [Fact]
    public void An_independent_reader_finds_the_contract_in_an_announcement() => Assert.Equal(
        """{"service": "Lab", "filter": "golden/lab/+", "group": nil, "life": 7, "methods": ["ping"], "contract": "0123456789abcdef", "shapes": {"ping": "()"}}""",
        MiniMessagePack.Read(Lab.Write()));

    [Fact]
    public void Who_reads_an_announcement_asks_for_the_shapes_apart()
    {
        byte[] bytes = Lab.Write();

        Assert.Equal(("0123456789abcdef", 0), (Announcement.TryRead(bytes)!.Fingerprint, Announcement.TryRead(bytes)!.Shapes.Count));
        Assert.Equal([new("ping", "()")], Announcement.ReadShapes(bytes));
    }

    [Fact]
    public void An_announcement_without_a_contract_says_nothing_of_one()
    {
        byte[] bytes = (Lab with { Fingerprint = null }).Write();

        Assert.Equal("""{"service": "Lab", "filter": "golden/lab/+", "group": nil, "life": 7, "methods": ["ping"]}""", MiniMessagePack.Read(bytes));
        Assert.Null(Announcement.TryRead(bytes)!.Fingerprint);
        Assert.Empty(Announcement.ReadShapes(bytes));
    }

    [Fact]
    public void A_large_service_announces_the_shapes_of_its_first_methods()
    {
        Announcement large = Lab with { Shapes = [.. Enumerable.Range(0, 100).Select(static i => new KeyValuePair<string, string>($"method{i}", new string('x', 1_000)))] };

        Assert.Equal(16, Announcement.ReadShapes(large.Write()).Count);
    }

    /// <summary>Callers keep what they read of the contracts of others.</summary>
    [Fact]
    public void Of_an_announcement_that_is_too_large_only_the_first_shapes_are_read()
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(bytes);
        writer.WriteMapHeader(1);
        writer.Write("shapes");
        writer.WriteMapHeader(100);
        for (int i = 0; i < 100; i++)
        {
            writer.Write($"method{i}");
            writer.Write(new string('x', 1_000));
        }

        writer.Flush();

        Assert.Equal(16, Announcement.ReadShapes(bytes.WrittenMemory).Count);
    }

    [Fact]
    public void A_fingerprint_or_filter_that_is_none_is_not_kept()
    {
        Assert.Null(Announcement.TryRead((Lab with { Fingerprint = new string('f', 65) }).Write())!.Fingerprint);
        Assert.Null(Announcement.TryRead((Lab with { Filter = new string('f', 65_536) }).Write()));
    }
}
