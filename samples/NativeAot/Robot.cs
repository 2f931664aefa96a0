using TypedMqttRpc;

namespace Plant;

/// <summary>An arm that is where it was told to go.</summary>
internal sealed class Robot : IRobot
{
    private const int Reach = 1_000;

    private readonly Lock _lock = new();
    private readonly Stack<Speed> _speeds = [];
    private Position _position;

    public ValueTask<Position> MoveAsync(Position by, Speed speed, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Position target = _position + by;
            if (Math.Max(Math.Abs(target.X), Math.Abs(target.Y)) > Reach)
            {
                throw new RpcFaultException<OutOfReach>(new(Reach), $"The arm does not reach {target}.", RpcStatus.InvalidArgument);
            }

            _speeds.Push(speed);
            _position = target;
            return new(target);
        }
    }

    public ValueTask<IReadOnlyList<Speed>> LastSpeedsAsync(int? count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new([.. _speeds.Take(count ?? _speeds.Count)]);
        }
    }

    public ValueTask<double> AverageAsync(List<double> measured, CancellationToken cancellationToken) => new(measured.Average());

    public ValueTask<Dictionary<string, int>> CountAsync(string[] parts, CancellationToken cancellationToken) =>
        new(parts.CountBy(static part => part).ToDictionary());
}
