using System.Buffers.Binary;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>The note on memory says what a request of the worst kind really takes.</summary>
public class MemoryNoteTests
{
    private const int Count = 20_000;

    private const string Pixel = """
        [MessagePackObject]
        public sealed class Pixel
        {
            [Key(0)] public double Red { get; set; }
            [Key(1)] public double Green { get; set; }
            [Key(2)] public string? Name { get; set; }
        }
        """;

    /// <param name="type">What is sent.</param>
    /// <param name="declarations">The types in it.</param>
    /// <param name="element">The bytes of the element that costs most for its length.</param>
    [Theory]
    [InlineData("List<Pixel>", Pixel, new byte[] { 0x90 })]
    [InlineData("Pixel[]", Pixel, new byte[] { 0x90 })]
    [InlineData("double[]", "", new byte[] { 0 })]
    [InlineData("List<int?>", "", new byte[] { 0 })]
    [InlineData("List<string>", "", new byte[] { 0xA1, 0x61 })]
    [InlineData("List<List<int>>", "", new byte[] { 0x90 })]
    public async Task It_is_what_is_allocated(string type, string declarations, byte[] element)
    {
        var program = new PayloadProgram(type, declarations);
        byte[] payload = [0xDD, 0, 0, 0, 0, .. Enumerable.Repeat(element, Count).SelectMany(static bytes => bytes)];
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(1), Count);

        Diagnostic note = Assert.Single(await program.AnalyzeAsync());
        int stated = int.Parse(note.Properties["BytesPerByte"]!, CultureInfo.InvariantCulture);

        Assert.Equal("TMR0607", note.Id);
        Assert.InRange((double)program.Measure(payload) / payload.Length, stated * 0.8, stated * 1.2);
    }

    [Fact]
    public async Task Types_that_lead_to_ever_more_types_are_followed_so_far()
    {
        const string Members = "[Key({0})] public Grow<List<T>>? A{0} {{ get; set; }} [Key({1})] public Grow<T[]>? A{1} {{ get; set; }} ";
        string declaration = "[MessagePackObject] public sealed class Grow<T> { "
            + string.Concat(Enumerable.Range(0, 20).Select(static i => string.Format(CultureInfo.InvariantCulture, Members, 2 * i, (2 * i) + 1))) + "}";

        Task<IReadOnlyList<Diagnostic>> analysis = new PayloadProgram("List<Grow<int>>", declaration).AnalyzeAsync();
        IReadOnlyList<Diagnostic> found = await analysis.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal("TMR0607", Assert.Single(found).Id);
    }

    [Fact]
    public async Task A_request_without_arguments_takes_none() => Assert.Empty(await Analysis.RunAsync(
        "[MqttService(\"lamps/{id}\")] public partial interface ILamp { Task OnAsync(string id, CancellationToken stop); }"));
}
