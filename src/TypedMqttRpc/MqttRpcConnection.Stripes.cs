namespace TypedMqttRpc;

public sealed partial class MqttRpcConnection
{
    private int _lastStripe;

    /// <summary>Calls go over several connections, of which this is the first.</summary>
    private bool IsStriped => _stripes.Length > 1;

    /// <summary>Finds the connection for a call, and the service as that connection calls it.</summary>
    private MqttRpcConnection OnStripe(ref BoundService service)
    {
        int index = NextStripe();
        service = service.OnStripe(index, _stripes);
        return _stripes[index];
    }

    /// <summary>They take turns; one that is lost at the moment is passed over, unless all are.</summary>
    private int NextStripe()
    {
        if (!IsStriped)
        {
            return 0;
        }

        uint turn = (uint)Interlocked.Increment(ref _lastStripe);
        for (uint i = 0; i < _stripes.Length; i++)
        {
            int index = (int)((turn + i) % (uint)_stripes.Length);
            if (_stripes[index]._keeper.Session is not null)
            {
                return index;
            }
        }

        return (int)(turn % (uint)_stripes.Length);
    }
}
