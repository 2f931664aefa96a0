using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Tests.Topics;

public sealed class ServiceTopicsTests
{
    [Theory]
    [InlineData(null, "home/d1/t", "get", null, "home/d1/t/get")]
    [InlineData("plant-7", "home/d1/t", "get", null, "plant-7/home/d1/t/get")]
    [InlineData(null, "home/d1/t", "get", "c1", "home/d1/t/get/c1")]
    [InlineData("p/q", "t", "get", "c1", "p/q/t/get/c1")]
    public void A_request_goes_to_the_service_the_method_and_perhaps_the_caller(string? prefix, string service, string method, string? caller, string expected) =>
        Assert.Equal(expected, ServiceTopics.Request(prefix, service, method, caller));

    [Theory]
    [InlineData("home/+/t", null, "home/d1/t")]
    [InlineData("home/+/t", "c1", "home/d1/t")]
    [InlineData("t", null, "t")]
    [InlineData("t", "c1", "t")]
    [InlineData("+", "c1", "x")]
    [InlineData("+", null, "x")]
    public void The_request_filter_matches_requests_and_never_a_cancellation(string serviceFilter, string? caller, string service)
    {
        string filter = ServiceTopics.RequestFilter(serviceFilter, identifyCaller: caller is not null);

        Assert.True(TopicFilter.Matches(filter, ServiceTopics.Request(null, service, "get", caller)));
        Assert.False(TopicFilter.Matches(filter, ServiceTopics.Cancel(service, caller)));
        Assert.True(TopicFilter.Matches(ServiceTopics.Cancel(serviceFilter, caller is null ? null : "+"), ServiceTopics.Cancel(service, caller)));
    }

    [Fact]
    public void Responses_lie_under_one_filter_for_each_client()
    {
        Assert.Equal("clients/c1/r/Greeter", ServiceTopics.Response("c1", "Greeter"));
        Assert.True(TopicFilter.Matches(ServiceTopics.ResponseFilter("c1"), ServiceTopics.Response("c1", "Greeter")));
        Assert.False(TopicFilter.Matches(ServiceTopics.ResponseFilter("c1"), ServiceTopics.Response("c10", "Greeter")));
    }
}
