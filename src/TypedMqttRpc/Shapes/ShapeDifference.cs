namespace TypedMqttRpc.Shapes;

/// <summary>One thing in which two shapes differ.</summary>
/// <param name="IsBreaking">The two cannot call each other; otherwise the newer one has something more.</param>
/// <param name="What">Such as <c>argument 'celsius'</c>.</param>
/// <param name="Was">How it is on one side, such as <c>float64</c>.</param>
/// <param name="Is">How it is on the other.</param>
internal sealed record ShapeDifference(bool IsBreaking, string What, string Was, string Is)
{
    /// <summary>As history.</summary>
    public override string ToString() => $"{What} was {Was} and is {Is}";
}
