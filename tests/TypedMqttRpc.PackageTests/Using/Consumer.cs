using TypedMqttRpc.PackageTests.Packing;

namespace TypedMqttRpc.PackageTests.Using;

/// <summary>The program that the page of TypedMqttRpc leads to.</summary>
public sealed class Consumer(PackageFeed feed) : IAsyncLifetime
{
    private readonly Workspace _workspace = new(feed);

    public async ValueTask InitializeAsync()
    {
        await _workspace.RunAsync(PackagePage.Commands("TypedMqttRpc"));
        _workspace.Write("Greeting/Program.cs", PackagePage.Program("TypedMqttRpc"));
    }

    public ValueTask DisposeAsync()
    {
        _workspace.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="Shell.RunAsync"/>
    internal Task<string> RunAsync(string script) => _workspace.RunAsync(script, "Greeting");
}
