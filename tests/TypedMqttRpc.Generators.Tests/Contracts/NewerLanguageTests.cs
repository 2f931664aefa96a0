using Microsoft.CodeAnalysis.CSharp;

namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>Contracts in words that the oldest supported language does not have.</summary>
public class NewerLanguageTests
{
    private const LanguageVersion CSharp13 = (LanguageVersion)1300;

    [Fact]
    public void A_contract_in_a_newer_language()
    {
        Assert.SkipUnless(Consumer.Newest >= CSharp13, "The compiler under test is older.");

        Snapshot.Match(Consumer.Generate(Consumer.Compile("""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using TypedMqttRpc;

            namespace Home;

            [MqttService("math")]
            public partial interface IMath
            {
                Task<int> SumAsync(params List<int> values);

                Task<int> SpanAsync(params ReadOnlySpan<int> values);

                Task ReferenceAsync(ref readonly int value);

                Task GenericAsync<T>(T value) where T : allows ref struct;
            }
            """, Consumer.Newest), Consumer.Newest, out _));
    }
}
