using Microsoft.Extensions.Logging;

namespace TypedMqttRpc.BrokerTests.Clients;

/// <summary>A line of a log.</summary>
internal sealed record LogLine(LogLevel Level, int Id, string Text, Exception? Error);

/// <summary>A log that a test reads.</summary>
internal sealed class RecordedLog : ILoggerFactory, ILogger
{
    private readonly Observed<LogLine> _lines = new();

    public IReadOnlyList<LogLine> Lines => _lines.Items;

    /// <summary>The first line that holds all these texts.</summary>
    public Task<LogLine> WaitForAsync(params string[] texts) =>
        _lines.WaitForAsync(line => texts.All(text => line.Text.Contains(text, StringComparison.Ordinal)));

    /// <summary>Waits until lines with this id have been written so often.</summary>
    public Task CountAsync(int id, int count) =>
        _lines.WaitForAllAsync(lines => lines.Count(line => line.Id == id) >= count);

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add(new(logLevel, eventId.Id, formatter(state, exception), exception));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
