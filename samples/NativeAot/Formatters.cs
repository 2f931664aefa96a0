using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace Plant;

/// <summary>
/// Formatters for what MessagePack would otherwise make at run time, which a native program cannot: types of one's own, enums, and collections of
/// anything but numbers and strings.
/// </summary>
internal static class Formatters
{
    // <snippet:aot-options>
    public static MessagePackSerializerOptions Options { get; } = MessagePackSerializerOptions.Standard.WithResolver(CompositeResolver.Create(
        [
            new PositionFormatter(),
            new OutOfReachFormatter(),
            new GenericEnumFormatter<Speed>(),
            new InterfaceReadOnlyListFormatter<Speed>(),
            new DictionaryFormatter<string, int>(),
        ],
        [StandardResolver.Instance]));
    // </snippet:aot-options>
}
