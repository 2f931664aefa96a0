using TypedMqttRpc;

namespace Plant;

/// <summary>A robot in a cell of the plant.</summary>
[MqttService("plant/{cell}/robot")]
public partial interface IRobot
{
    /// <summary>Moves the arm, and answers where it is then.</summary>
    [RpcFault(typeof(OutOfReach))]
    ValueTask<Position> MoveAsync(Position by, Speed speed = Speed.Slow, CancellationToken cancellationToken = default);

    /// <summary>The speeds of the last moves, the latest first.</summary>
    ValueTask<IReadOnlyList<Speed>> LastSpeedsAsync(int? count = null, CancellationToken cancellationToken = default);

    /// <summary>The mean of what a sensor of the arm measured.</summary>
    ValueTask<double> AverageAsync(List<double> measured, CancellationToken cancellationToken = default);

    /// <summary>How many there are of each part.</summary>
    ValueTask<Dictionary<string, int>> CountAsync(string[] parts, CancellationToken cancellationToken = default);
}
