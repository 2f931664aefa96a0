using TypedMqttRpc.Shapes;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>
/// In what the contracts that instances of a service announce differ from those of its callers here, so that they cannot understand each other. Each is
/// compared once, however many instances have it. What cannot be shown to be a conflict is none.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ContractConflicts
{
    /// <summary>A fleet runs few versions at one time. Beyond this many, later ones are called without a look at them.</summary>
    private const int MaxContracts = 64;

    private readonly List<MqttService> _own = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _announced = new(StringComparer.Ordinal);
    private readonly Dictionary<(MqttService Own, string Announced), Dictionary<string, ShapeDifference>> _found = [];

    /// <summary>A caller uses a contract.</summary>
    public void AddOwn(MqttService contract)
    {
        if (_own.Count < MaxContracts && !_own.Contains(contract))
        {
            _own.Add(contract);
            foreach ((string fingerprint, IReadOnlyDictionary<string, string> shapes) in _announced)
            {
                Compare(contract, fingerprint, shapes);
            }
        }
    }

    /// <summary>An instance announces a contract.</summary>
    public void AddAnnounced(string fingerprint, ReadOnlyMemory<byte> announcement)
    {
        if (_announced.Count < MaxContracts && !_announced.ContainsKey(fingerprint))
        {
            IReadOnlyDictionary<string, string> shapes = Announcement.ReadShapes(announcement);
            _announced.Add(fingerprint, shapes);
            foreach (MqttService contract in _own)
            {
                Compare(contract, fingerprint, shapes);
            }
        }
    }

    /// <summary>Whether any contract here has a conflict with an announced one.</summary>
    public bool Has(string? fingerprint) => fingerprint is not null && _found.Keys.Any(pair => pair.Announced == fingerprint);

    /// <summary>Why a method cannot be called at who announces a contract; <see langword="null"/> when it can.</summary>
    public ShapeDifference? Find(MqttMethod method, string? fingerprint) =>
        fingerprint is not null && _found.TryGetValue((method.Service, fingerprint), out Dictionary<string, ShapeDifference>? methods)
            ? methods.GetValueOrDefault(method.Name)
            : null;

    private void Compare(MqttService own, string fingerprint, IReadOnlyDictionary<string, string> shapes)
    {
        if (own.Fingerprint is null || own.Fingerprint == fingerprint)
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
            _found.Add((own, fingerprint), found);
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
}
