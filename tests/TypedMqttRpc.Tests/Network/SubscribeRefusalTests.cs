using TypedMqttRpc.Network;

namespace TypedMqttRpc.Tests.Network;

public sealed class SubscribeRefusalTests
{
    [Theory]
    [InlineData(MqttReasonCode.NotAuthorized, "check the broker's ACL")]
    [InlineData(MqttReasonCode.SharedSubscriptionsNotSupported, "serve without a group")]
    [InlineData(MqttReasonCode.WildcardSubscriptionsNotSupported, "no wildcard subscriptions")]
    [InlineData(MqttReasonCode.TopicFilterInvalid, "does not accept the topic filter")]
    [InlineData(MqttReasonCode.QuotaExceeded, "raise its limit")]
    [InlineData(MqttReasonCode.ImplementationSpecificError, "0x83 (ImplementationSpecificError)")]
    [InlineData((MqttReasonCode)0xFF, "0xFF")]
    [InlineData(MqttReasonCode.Success, "grants only QoS 0")]
    public void Every_refusal_names_the_filter_and_what_to_do(MqttReasonCode answer, string expected)
    {
        string? problem = SubscribeRefusal.Find(new("home/+/t/+", 1), answer);

        Assert.Contains("'home/+/t/+'", problem);
        Assert.Contains(expected, problem);
    }

    [Theory]
    [InlineData(0, MqttReasonCode.Success)]
    [InlineData(0, MqttReasonCode.GrantedQoS1)]
    [InlineData(1, MqttReasonCode.GrantedQoS1)]
    [InlineData(1, MqttReasonCode.GrantedQoS2)]
    public void What_is_granted_is_no_refusal(int qos, MqttReasonCode answer) => Assert.Null(SubscribeRefusal.Find(new("a", qos), answer));
}
