namespace TypedMqttRpc.Generators.Infrastructure;

/// <summary>The names of the pipeline's steps, by which tests see which of them ran again.</summary>
internal static class TrackingNames
{
    public const string ReadContract = nameof(ReadContract);
    public const string EmittableContract = nameof(EmittableContract);
    public const string CollidingHintNames = nameof(CollidingHintNames);
}
