using TypedMqttRpc.Network.MqttNet;

namespace TypedMqttRpc.Tests.Network;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("mqtt://localhost", "mqtt://localhost:1883", null, null)]
    [InlineData("mqtt://localhost:1884/", "mqtt://localhost:1884", null, null)]
    [InlineData("mqtts://broker.example", "mqtts://broker.example:8883", null, null)]
    [InlineData("ws://broker.example", "ws://broker.example:80/mqtt", null, null)]
    [InlineData("wss://broker.example/", "wss://broker.example:443/mqtt", null, null)]
    [InlineData("wss://broker.example:8443/deep/path", "wss://broker.example:8443/deep/path", null, null)]
    [InlineData("MQTT://LOCALHOST", "mqtt://localhost:1883", null, null)]
    [InlineData("mqtt://[::1]", "mqtt://[::1]:1883", null, null)]
    [InlineData("mqtt://[2001:db8::7]:1884", "mqtt://[2001:db8::7]:1884", null, null)]
    [InlineData("mqtt://192.168.0.7", "mqtt://192.168.0.7:1883", null, null)]
    [InlineData("mqtt://user@h", "mqtt://h:1883", "user", null)]
    [InlineData("mqtt://user:@h", "mqtt://h:1883", "user", "")]
    [InlineData("mqtt://user:p%40ss@h", "mqtt://h:1883", "user", "p@ss")]
    [InlineData("mqtt://us%3Aer:a:b%2F%3F%23%25%5B@h", "mqtt://h:1883", "us:er", "a:b/?#%[")]
    [InlineData("mqtt://u:%2541@h", "mqtt://h:1883", "u", "%41")]
    [InlineData("mqtt://u:p+q%20r@h", "mqtt://h:1883", "u", "p+q r")]
    [InlineData("mqtt://%C3%BCser:%F0%9F%98%80@h", "mqtt://h:1883", "üser", "😀")]
    public void An_address_is_read_with_its_defaults(string text, string expected, string? userName, string? password)
    {
        BrokerAddress address = BrokerAddress.Parse(text, "Uri");

        Assert.Equal((expected, userName, password), (address.ToString(), address.UserName, address.Password));
    }

    [Fact]
    public void An_IPv6_host_is_kept_as_a_socket_needs_it() => Assert.Equal("::1", BrokerAddress.Parse("mqtt://[::1]:1", "Uri").Host.Trim('[', ']'));

    [Fact]
    public void The_query_is_percent_decoded()
    {
        BrokerAddress address = BrokerAddress.Parse("mqtts://h?clientId=a%26b&ca=%2Fetc%2Fca.pem&flag&x=1=2", "Uri");

        Assert.Equal([new("clientId", "a&b"), new("ca", "/etc/ca.pem"), new("flag", ""), new("x", "1=2")], address.Query);
        Assert.True(address.IsEncrypted);
        Assert.False(address.IsWebSocket);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("localhost:1883")]
    [InlineData("mqtt://")]
    [InlineData("mqtt://:1883")]
    [InlineData("mqtt://host:port")]
    [InlineData("mqtt://host:99999")]
    [InlineData("http://host")]
    [InlineData("tcp://host")]
    [InlineData("mqtt://host/path")]
    [InlineData("mqtt://host#fragment")]
    [InlineData("/mqtt")]
    public void What_is_no_address_of_a_broker_is_refused(string text)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => BrokerAddress.Parse(text, "Uri"));

        Assert.Equal("Uri", error.ParamName);
        Assert.Contains("broker's address", error.Message);
    }

    /// <summary>A character that had to be escaped moves the rest of the password into another part of the URI.</summary>
    [Theory]
    [InlineData("http://user:hunter2@host")]
    [InlineData("mqtt://user:hunter2@host:port")]
    [InlineData("mqtt://user:hunter2@host/path")]
    [InlineData("mqtt://user:hunter2@")]
    [InlineData("mqtt://user:12/hunter2@host")]
    [InlineData("mqtt://user:12?hunter2@host")]
    [InlineData("mqtt://user:12?a&hunter2=x@host")]
    [InlineData("mqtt://user:12#hunter2@host")]
    [InlineData("mqtt://user:12?qos=hunter2@host")]
    [InlineData("user:hunter2@host")]
    [InlineData("mqtt://user:hunter2@host?bad=1")]
    [InlineData("mqtt://user:hunter2@host?qos=7")]
    public void No_error_repeats_a_password(string text)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ConnectionSettings.From(new MqttRpcOptions { Uri = text }));

        Assert.DoesNotContain("hunter2", error.ToString());
    }

    [Fact]
    public void The_address_in_messages_has_no_credentials() =>
        Assert.DoesNotContain("hunter2", BrokerAddress.Parse("mqtt://user:hunter2@host", "Uri").ToString());
}
