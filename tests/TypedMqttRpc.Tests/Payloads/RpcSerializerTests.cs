using MessagePack;
using MessagePack.Resolvers;
using TypedMqttRpc.Payloads;

namespace TypedMqttRpc.Tests.Payloads;

public sealed class RpcSerializerTests
{
    [Fact]
    public void What_a_peer_sends_is_never_trusted()
    {
        MessagePackSerializerOptions trusting = MessagePackSerializerOptions.Standard.WithSecurity(MessagePackSecurity.TrustedData);

        foreach (MessagePackSerializerOptions options in (MessagePackSerializerOptions[])[RpcSerializer.Default, RpcSerializer.Harden(trusting)])
        {
            Assert.True(options.Security.HashCollisionResistant);
            Assert.Equal(64, options.Security.MaximumObjectGraphDepth);
        }
    }

    [Fact]
    public void The_resolver_of_the_user_is_kept() =>
        Assert.Same(ContractlessStandardResolver.Instance, RpcSerializer.Harden(ContractlessStandardResolver.Options).Resolver);

    [Theory]
    [InlineData(MessagePackCompression.Lz4Block)]
    [InlineData(MessagePackCompression.Lz4BlockArray)]
    public void Compression_is_refused(MessagePackCompression compression)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => RpcSerializer.Harden(MessagePackSerializerOptions.Standard.WithCompression(compression)));
        Assert.Contains("Compression", error.Message);
    }

    [Fact]
    public void A_resolver_that_makes_any_type_is_refused() =>
        Assert.Contains("typeless", Assert.Throws<ArgumentException>(() => RpcSerializer.Harden(TypelessContractlessStandardResolver.Options)).Message);
}
