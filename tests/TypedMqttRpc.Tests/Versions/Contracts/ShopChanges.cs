namespace TypedMqttRpc.Tests.Versions;

/// <summary>Every change, and what becomes of a call between the version before it and the one after it.</summary>
internal static class ShopChanges
{
    private const string Works = "";

    private static readonly Dictionary<string, (ShopVersion Newer, string FromOlder, string FromNewer)> All = new()
    {
        ["nothing"] = (Recorded.Shop.Version, Works, Works),
        ["method added"] = (MethodAdded.Shop.Version, Works, Works),
        ["argument appended"] = (ArgumentAppended.Shop.Version, Works, Works),
        ["member appended"] = (MemberAppended.Shop.Version, Works, Works),
        ["type changed"] = (TypeChanged.Shop.Version, "argument 'price' is int32 here and string there", "argument 'price' is string here and int32 there"),
        ["arguments reordered"] = (Reordered.Shop.Version, "argument 2 is 'count' here and 'price' there", "argument 2 is 'price' here and 'count' there"),

        // A server that promises more than its caller knows of does no harm.
        ["idempotent dropped"] = (IdempotentDropped.Shop.Version, "the method is idempotent here and not idempotent there", Works),
    };

    public static IEnumerable<(string Change, bool IsCallerNewer, bool IsServerNewer)> Cells =>
        from change in All.Keys
        from isCallerNewer in new[] { false, true }
        from isServerNewer in new[] { false, true }
        select (change, isCallerNewer, isServerNewer);

    public static ShopVersion Version(string change, bool isNewer) => isNewer ? All[change].Newer : Recorded.Shop.Version;

    /// <summary>Why a call cannot be made, or an empty text.</summary>
    public static string Conflict(string change, bool isCallerNewer, bool isServerNewer) =>
        isCallerNewer == isServerNewer ? Works
        : isCallerNewer ? All[change].FromNewer
        : All[change].FromOlder;
}
