using TypedMqttRpc.Shapes;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>
/// In what the contracts that instances of a service announce differ from those of its callers here, so that they cannot understand each other. Each is
/// compared once, however many instances have it; who gives shapes of its own to the fingerprint of others is compared apart from them. What cannot be
/// shown to be a conflict is none.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ContractConflicts
{
    /// <summary>A fleet runs few versions at one time. Beyond this many, later ones are called without a look at them.</summary>
    private const int MaxContracts = 64;

    private readonly List<MqttService> _own = [];
    private readonly Dictionary<AnnouncedContract, IReadOnlyDictionary<string, string>> _announced = [];
    private readonly Dictionary<(MqttService Own, AnnouncedContract Announced), Dictionary<string, ShapeDifference>> _found = [];

    /// <summary>A caller uses a contract.</summary>
    public void AddOwn(MqttService contract)
    {
        if (_own.Count < MaxContracts && !_own.Contains(contract))
        {
            _own.Add(contract);
            foreach ((AnnouncedContract announced, IReadOnlyDictionary<string, string> shapes) in _announced)
            {
                Compare(contract, announced, shapes);
            }
        }
    }

    /// <summary>An instance announces a contract.</summary>
    /// <param name="announcement">What it announces.</param>
    /// <param name="bytes">The same, with the shapes.</param>
    public void AddAnnounced(Announcement announcement, ReadOnlyMemory<byte> bytes)
    {
        if (_announced.Count < MaxContracts && ContractOf(announcement) is { } announced && !_announced.ContainsKey(announced))
        {
            IReadOnlyDictionary<string, string> shapes = Announcement.ReadShapes(bytes);
            _announced.Add(announced, shapes);
            foreach (MqttService contract in _own)
            {
                Compare(contract, announced, shapes);
            }
        }
    }

    /// <summary>Whether any contract here has a conflict with an announced one.</summary>
    public bool Has(Announcement announcement) => ContractOf(announcement) is { } announced && _found.Keys.Any(pair => pair.Announced == announced);

    /// <summary>Why a method cannot be called at who announces a contract; <see langword="null"/> when it can.</summary>
    public ShapeDifference? Find(MqttMethod method, Announcement announcement) =>
        ContractOf(announcement) is { } announced && _found.TryGetValue((method.Service, announced), out Dictionary<string, ShapeDifference>? methods)
            ? methods.GetValueOrDefault(method.Name)
            : null;

    private static AnnouncedContract? ContractOf(Announcement announcement) =>
        announcement.Fingerprint is { } fingerprint ? new AnnouncedContract(fingerprint, announcement.ShapesHash) : null;

    private void Compare(MqttService own, AnnouncedContract announced, IReadOnlyDictionary<string, string> shapes)
    {
        if (own.Fingerprint is null || own.Fingerprint == announced.Fingerprint)
        {
            return;
        }

        var found = new Dictionary<string, ShapeDifference>(StringComparer.Ordinal);
        foreach (MqttMethod method in own.Methods)
        {
            // The server itself says of a method that it does not have what it has instead.
            if (method.Shape is { } here && shapes.TryGetValue(method.Name, out string? there) && here != there && there.Length <= ShapeText.MaxLength
                && Compare(here, there) is { } difference)
            {
                found.Add(method.Name, difference);
            }
        }

        if (found.Count > 0)
        {
            _found.Add((own, announced), found);
        }
    }

    private static ShapeDifference? Compare(string here, string there)
    {
        try
        {
            return ShapeComparison.OfPeers(ShapeParser.ParseMethod(here), ShapeParser.ParseMethod(there));
        }
        catch (FormatException)
        {
            // A later version of this library may say more than this one understands.
            return null;
        }
    }

    private readonly record struct AnnouncedContract(string Fingerprint, ulong ShapesHash);
}
