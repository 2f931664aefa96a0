using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Emitting;

/// <summary>Prints a member that throws: the developer meets one clear sentence instead of a class that lacks a member.</summary>
internal static class UnsupportedMemberEmitter
{
    public static void Emit(SourceWriter writer, UnsupportedMemberModel member)
    {
        string problem = ProblemText.Throw(member.Reason);
        SignatureModel signature = member.Signature;
        SignatureEmitter.EmitHead(writer, signature);
        switch (member.Kind)
        {
            case UnsupportedMemberKind.Method:
                writer.Line($"{SignatureEmitter.Declare(signature)} =>");
                using (writer.Indent())
                {
                    writer.Line($"{problem};");
                }

                break;
            case UnsupportedMemberKind.Event:
                EmitAccessors(writer, SignatureEmitter.DeclareName(signature, "event "), problem, "add", "remove");
                break;
            case UnsupportedMemberKind.Property:
                string indexer = signature.Parameters.Count == 0 ? string.Empty : $"[{SignatureEmitter.Parameters(signature)}]";
                EmitAccessors(writer, SignatureEmitter.DeclareName(signature) + indexer, problem, member.HasGetter ? "get" : null, member.Setter);
                break;
        }
    }

    private static void EmitAccessors(SourceWriter writer, string heading, string problem, params string?[] accessors)
    {
        using (writer.Block(heading))
        {
            foreach (string? accessor in accessors)
            {
                if (accessor is not null)
                {
                    writer.Line($"{accessor} => {problem};");
                }
            }
        }
    }
}
