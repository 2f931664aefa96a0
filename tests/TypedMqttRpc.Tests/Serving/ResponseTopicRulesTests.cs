using TypedMqttRpc.Serving;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Serving;

public sealed class ResponseTopicRulesTests
{
    public static TheoryData<string> Hostile =>
    [
        "", "#", "+", "/#", "a/#", "a/+", "a/+/b", "+/a", "a+", "a#", "a/b+", "a/#/b", "##", "a/b#c",
        "$SYS/x", "$SYS", "$share/g/a", "$", "$aws/things/x", "$queue/a",
        "a\0", "\0", "a\nb", "a\rb", "a\tb", "\u007f", "\u0085", "a/\u0001/b", "a\ufffe", "a\uffff", "a\ufdd0",
        "1/2/3/4/5/6/7/8/9", "////////", new string('x', 257), new string('ä', 129),
        "test/desk/echo", "test/desk/anything", "test/desk/_/cancel", "devices/7", "test/desk/",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_server_publishes_to_no_hostile_topic(string topic)
    {
        await using DeskHost host = await DeskHost.StartAsync();
        await host.Server.RouteAsync("devices/+", static (_, _) => new(RpcReply.Empty), cancellationToken: TestContext.Current.CancellationToken).Soon();
        host.Host.Broker.Publishes.Clear();

        host.Host.Broker.Inject(host.Request() with { ResponseTopic = topic });
        host.Host.Broker.Inject(host.Request(method: "nothing") with { ResponseTopic = topic });
        host.Host.Broker.Inject(host.Request() with { Topic = "devices/9", ResponseTopic = topic });

        for (int i = 1; i <= 3; i++)
        {
            Assert.Contains("because its Response Topic ", (await host.Host.Log.WhenLogged(302, i)).Text);
        }

        await host.StillServes();
        Assert.Equal(3, host.Server.Statistics.DroppedRequests);
        Assert.All(host.Host.Broker.Publishes.Recorded.Where(static published => published.ClientId == "server"), static published => Assert.Equal(DeskHost.Reply, published.Message.Topic));
    }

    [Fact]
    public void There_are_forty_of_them() => Assert.InRange(Hostile.Count, 40, 60);

    [Theory]
    [InlineData("a")]
    [InlineData("clients/me/r/Desk")]
    [InlineData("1/2/3/4/5/6/7/8")]
    [InlineData("a/$b")]
    [InlineData("mein/Gerät 😀")]
    [InlineData("test/desk")]
    [InlineData("test/desk/a/b")]
    public void Another_topic_is_fine(string topic)
    {
        RequestRouter router = new();
        router.Add([new("test/desk/+", new Nowhere())]);

        Assert.Null(new ResponseTopicRules(router, []).FindProblem(topic, caller: null));
    }

    [Theory]
    [InlineData("clients/c1/r/DeskVault", true)]
    [InlineData("clients/c1/r/", true)]
    [InlineData("clients/c1/r", false)]
    [InlineData("clients/c10/r/x", false)]
    [InlineData("clients/c2/r/x", false)]
    [InlineData("x/clients/c1/r/x", false)]
    public void An_identified_caller_is_answered_where_it_listens_and_nowhere_else(string topic, bool isGood) =>
        Assert.Equal(isGood, new ResponseTopicRules(new(), []).FindProblem(topic, "c1") is null);

    [Theory]
    [InlineData("clients/c1/r/x", true)]
    [InlineData("office/7", true)]
    [InlineData("office/7/8", false)]
    [InlineData("elsewhere", false)]
    public void An_allow_list_narrows_it_further(string topic, bool isGood) =>
        Assert.Equal(isGood, new ResponseTopicRules(new(), ["clients/#", "office/+"]).FindProblem(topic, null) is null);

    [Fact]
    public async Task The_allow_list_is_an_option()
    {
        await using DeskHost host = await DeskHost.StartAsync(serve: static options => options.AllowedResponseTopics.Add("peer/#"));
        await host.SendAsync(host.Request() with { ResponseTopic = "other/reply" });

        Assert.EndsWith("is not among the allowed response topics", (await host.Host.Log.WhenLogged(302)).Text);
        await host.StillServes();
    }

    private sealed class Nowhere : IServedFilter, ITopicTarget
    {
        public ITopicTarget TargetOf(string topic) => this;

        public void OnMessage(in MqttMessage message)
        {
        }
    }
}
