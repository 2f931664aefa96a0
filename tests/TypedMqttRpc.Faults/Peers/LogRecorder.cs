using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TypedMqttRpc.Faults.Peers;

/// <summary>Counts log events by their ids, and keeps the text of those that somebody should read.</summary>
internal sealed class LogRecorder : ILoggerFactory, ILogger
{
    private readonly ConcurrentDictionary<int, int> _counts = new();

    /// <summary>Warnings and errors.</summary>
    public ConcurrentQueue<string> Warnings { get; } = new();

    public int CountOf(int eventId) => _counts.GetValueOrDefault(eventId);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _counts.AddOrUpdate(eventId.Id, 1, static (_, count) => count + 1);
        if (logLevel >= LogLevel.Warning)
        {
            Warnings.Enqueue(formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }
}
