using System.Diagnostics;
using System.Globalization;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

namespace TypedMqttRpc.BrokerTests.Interop;

/// <summary>
/// A responder made of two command line tools and a shell: to each request it publishes an answer on the Response Topic with the Correlation
/// Data, which is all that MQTT 5 asks of a responder.
/// </summary>
internal sealed class PlainResponder : IDisposable
{
    private const string Script = """
        mosquitto_sub -h 127.0.0.1 -p "$1" -V mqttv5 -q 1 -t "$2" -F '%R %D %p' | while read -r reply correlation question; do
          mosquitto_pub -h 127.0.0.1 -p "$1" -V mqttv5 -q 1 -t "$reply" -D publish correlation-data "$correlation" -m "echo: $question"
        done
        """;

    private readonly Process _process;

    private PlainResponder(Process process) => _process = process;

    /// <summary>Starts it, and waits until it has subscribed.</summary>
    public static async Task<PlainResponder> StartAsync(MosquittoBroker broker, string topic)
    {
        string shell = CommandLine.LocateOrSkip("bash");
        CommandLine.LocateOrSkip("mosquitto_sub");
        PlainResponder responder = new(Process.Start(shell, ["-c", Script, "responder", broker.Port.ToString(CultureInfo.InvariantCulture), topic]));
        await broker.SaysAsync($" 1 {topic}");
        return responder;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
