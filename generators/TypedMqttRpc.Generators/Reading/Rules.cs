using System.Globalization;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>What a contract may not do. An id is never given to another rule.</summary>
internal static class Rules
{
    public const string NotPartial = "TMR0001";
    public const string ContainingTypeNotPartial = "TMR0002";
    public const string NotVisible = "TMR0003";
    public const string GenericContract = "TMR0004";
    public const string Property = "TMR0005";
    public const string Event = "TMR0006";
    public const string OldLanguage = "TMR0007";
    public const string StaticAbstract = "TMR0008";
    public const string HasBody = "TMR0009";
    public const string InheritsNoService = "TMR0010";
    public const string ClientNameTaken = "TMR0011";
    public const string NoMethod = "TMR0012";

    public const string GenericMethod = "TMR0101";
    public const string ReturnType = "TMR0102";
    public const string ReturnsVoid = "TMR0103";
    public const string ReturnsReference = "TMR0104";
    public const string NestedTask = "TMR0105";
    public const string SameTopic = "TMR0106";
    public const string Overloaded = "TMR0107";
    public const string OneWayResult = "TMR0108";

    public const string ByReference = "TMR0201";
    public const string RefStruct = "TMR0202";
    public const string SeveralCancellationTokens = "TMR0203";
    public const string CancellationTokenNotLast = "TMR0204";
    public const string NoCancellationToken = "TMR0205";
    public const string CannotBeSent = "TMR0206";

    public const string EmptyLevel = "TMR0401";
    public const string Wildcard = "TMR0402";
    public const string Braces = "TMR0404";
    public const string TokenTwice = "TMR0405";
    public const string TokenType = "TMR0406";
    public const string ReservedTopic = "TMR0407";
    public const string BadCharacter = "TMR0408";
    public const string NullableToken = "TMR0411";

    public const string OutOfRange = "TMR0501";
    public const string Timeout = "TMR0502";
    public const string BadArgument = "TMR0503";
    public const string Group = "TMR0505";
    public const string NotOneLevel = "TMR0506";

    public const string ResultCannotBeSent = "TMR0604";

    /// <summary>The sentence of each rule; the reader supplies what stands in the braces.</summary>
    public static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string>
    {
        [NotPartial] = "Declare '{0}' partial so that its client and dispatcher can be generated",
        [ContainingTypeNotPartial] = "'{0}' is nested in '{1}', which is not partial",
        [NotVisible] = "'{0}' is {1}; a service interface and its members must be visible in their assembly",
        [GenericContract] = "'{0}' is generic or nested in a generic type; a service interface cannot have type parameters",
        [Property] = "'{0}' is a property; declare a method that returns Task<{1}>",
        [Event] = "'{0}' is an event, and events do not travel; declare a method instead",
        [OldLanguage] = "TypedMqttRpc needs C# 11 or later; this project compiles as C# {0}",
        [StaticAbstract] = "'{0}' is a static abstract member; a service interface cannot require static members",
        [HasBody] = "'{0}' has a body: it runs in the caller and is never sent",
        [InheritsNoService] = "'{0}' inherits '{1}', which declares members and is not a service; inherit only services, IDisposable or IAsyncDisposable",
        [ClientNameTaken] = "'{0}' cannot be generated: {1} has that name or needs it as well; rename one of them",
        [NoMethod] = "'{0}' declares no remote method",

        [GenericMethod] = "'{0}' is generic; a remote method cannot have type parameters",
        [ReturnType] = "'{0}' returns '{1}'; return Task, Task<T>, ValueTask or ValueTask<T>",
        [ReturnsVoid] = "'{0}' returns void; return Task, and mark it OneWay if no reply is wanted",
        [ReturnsReference] = "'{0}' returns by reference; a remote method returns a value",
        [NestedTask] = "'{0}' returns a nested task or stream '{1}'; return the result itself",
        [SameTopic] = "'{0}' and '{1}' answer the same topic level '{2}'; give one of them another [MqttMethod] name",
        [Overloaded] = "'{0}' is overloaded; give each overload its own [MqttMethod] name",
        [OneWayResult] = "'{0}' is OneWay and returns a value, which nobody will send; return Task or ValueTask",

        [ByReference] = "Parameter '{0}' is passed by {1}; remote parameters are passed by value",
        [RefStruct] = "Parameter '{0}' is a ref struct or pointer ('{1}'), which cannot leave the stack",
        [SeveralCancellationTokens] = "'{0}' has more than one CancellationToken",
        [CancellationTokenNotLast] = "CancellationToken should be the last parameter of '{0}'",
        [NoCancellationToken] = "'{0}' cannot be cancelled by its caller; add a CancellationToken",
        [CannotBeSent] = "Parameter '{0}' of type '{1}' cannot be sent",

        [EmptyLevel] = "The topic '{0}' {1}",
        [Wildcard] = "The topic '{0}' {1}",
        [Braces] = "The topic '{0}' {1}",
        [TokenTwice] = "The topic '{0}' {1}",
        [TokenType] = "Token parameter '{0}' has type '{1}'; use string, an integer, Guid or an enum",
        [ReservedTopic] = "The topic '{0}' {1}",
        [BadCharacter] = "The topic '{0}' {1}",
        [NullableToken] = "Token parameter '{0}' may be null; a level of a topic cannot",

        [OutOfRange] = "{0} of '{1}' is {2}; valid values are {3}",
        [Timeout] = "TimeoutMs of '{0}' is {1}; valid values are 1 to 86400000 (a day), or 0 to leave it to the connection",
        [BadArgument] = "The detail type of a [RpcFault] of '{0}' cannot be used: {1}",
        [Group] = "The group '{0}' is not one level of plain text without '/', '+' and '#'",
        [NotOneLevel] = "The name '{0}' in [{1}] is not one topic level: plain text without '/', '+' and '#'",

        [ResultCannotBeSent] = "'{0}' returns '{1}', which cannot be sent",
    };

    /// <summary>The rule's id and its sentence, as an unsupported member says it when it is called.</summary>
    public static string Describe(string id, params object[] arguments) =>
        $"{id}: {string.Format(CultureInfo.InvariantCulture, Texts[id], arguments)}.";
}
