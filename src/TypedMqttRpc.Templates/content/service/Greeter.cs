namespace Template._1;

/// <summary>The service: an ordinary class, whose methods run several at a time.</summary>
internal sealed class Greeter : IGreeter
{
    public ValueTask<string> HelloAsync(string name, CancellationToken cancellationToken) => new($"Hello, {name}!");
}
