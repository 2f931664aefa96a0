using MessagePack.Resolvers;
using MessagePack;
using TypedMqttRpc;

namespace Diagnostics.TMR0703.Violation
{
    // <snippet:TMR0703-violation>
    public static class Program
    {
        public static void Configure(MqttRpcOptions options) =>
            options.SerializerOptions = MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4BlockArray); // TMR0703
    }
    // </snippet:TMR0703-violation>
}

namespace Diagnostics.TMR0703.Fix
{
    // <snippet:TMR0703-fix>
    public static class Program
    {
        public static void Configure(MqttRpcOptions options) =>
            options.SerializerOptions = MessagePackSerializerOptions.Standard.WithResolver(ContractlessStandardResolver.Instance);
    }
    // </snippet:TMR0703-fix>
}
