using Microsoft.Extensions.Logging;

namespace TypedMqttRpc.Tests.Support;

/// <summary>Keeps log messages.</summary>
internal sealed class TestLog : ILoggerFactory, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Waits for a message with an event id.</summary>
    public async Task<Entry> WhenLogged(int id, int count = 1)
    {
        await Waiting.Until(() => Entries.Count(entry => entry.Id == id) >= count, $"Log message {id}");
        return Entries.Where(entry => entry.Id == id).ElementAt(count - 1);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _entries.Add(new(eventId.Id, logLevel, formatter(state, exception), exception));
        }
    }

    public void Dispose()
    {
    }

    public sealed record Entry(int Id, LogLevel Level, string Text, Exception? Exception);
}
