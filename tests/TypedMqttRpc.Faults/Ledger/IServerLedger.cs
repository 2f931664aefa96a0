namespace TypedMqttRpc.Faults.Ledger;

/// <summary>Where a server writes down each execution, before it does the work.</summary>
internal interface IServerLedger
{
    void Executed(long id);
}
