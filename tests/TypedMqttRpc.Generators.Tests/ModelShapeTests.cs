using System.Reflection;
using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Tests;

/// <summary>The pipeline caches its models: a model must be plain, equatable data and never keep a compilation alive.</summary>
public class ModelShapeTests
{
    public static TheoryData<Type> Models { get; } =
        [.. typeof(MqttServiceGenerator).Assembly.GetTypes().Where(type => type is { Namespace: "TypedMqttRpc.Generators.Model", IsEnum: false, IsNested: false })];

    [Fact]
    public void There_are_models() => Assert.True(Models.Count >= 7);

    [Theory, MemberData(nameof(Models))]
    public void A_model_is_a_sealed_record_that_equals_its_like(Type model)
    {
        Assert.True(model.IsSealed);
        Assert.True(typeof(IEquatable<>).MakeGenericType(model).IsAssignableFrom(model));
    }

    [Theory, MemberData(nameof(Models))]
    public void A_model_holds_text_numbers_and_other_models_only(Type model) =>
        Assert.All(model.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), field => Assert.True(IsPlain(field.FieldType), $"{model.Name}.{field.Name} is a {field.FieldType}"));

    private static bool IsPlain(Type type) =>
        type == typeof(string)
        || type.IsPrimitive
        || type.Namespace == "TypedMqttRpc.Generators.Model"
        || (Nullable.GetUnderlyingType(type) is { } value && IsPlain(value))
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>) && IsPlain(type.GenericTypeArguments[0]));
}
