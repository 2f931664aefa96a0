using TypedMqttRpc.Generators.Shapes;
using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Generators.Gate;

/// <summary>
/// The recorded contracts of a project, in a file beside the code: one line for each method and for each type that has a name, so that a change is one line
/// of a diff.
/// </summary>
internal sealed class ContractFile
{
    private const string Services = "services";
    private const string Types = "types";
    private const string Topic = "topic";
    private const string Group = "group";
    private const string Caller = "caller";
    private const string Methods = "methods";
    private const string Identified = "identified";

    private readonly Dictionary<string, WireType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ServiceShape Shape, int Position)> _services = new(StringComparer.Ordinal);

    private ContractFile()
    {
    }

    /// <summary>The recorded services, and where in the file each is.</summary>
    public IReadOnlyDictionary<string, (ServiceShape Shape, int Position)> Recorded => _services;

    /// <exception cref="ContractFileException">The text is no contract file.</exception>
    public static ContractFile Parse(string text)
    {
        IReadOnlyList<JsonMember> root = JsonText.Parse(text);
        Check(root, "the file", Services, Types);
        var file = new ContractFile();
        IReadOnlyList<JsonMember> types = Member(root, Types)?.Members ?? [];
        foreach (JsonMember type in types)
        {
            file._types.Add(type.Name, new WireType(type.Name));
        }

        foreach (JsonMember type in types)
        {
            Read(type, line => ShapeParser.ParseDefinition(line, file._types[type.Name], file.Resolve));
        }

        foreach (JsonMember service in Member(root, Services)?.Members ?? [])
        {
            file._services.Add(service.Name, (file.Service(service), service.Position));
        }

        return file;
    }

    /// <summary>The file that records services as they are.</summary>
    public static string Write(IEnumerable<ServiceShape> services)
    {
        ServiceShape[] sorted = [.. services.OrderBy(service => service.Name, StringComparer.Ordinal)];
        var lines = new ContractFileLines();
        using (lines.Object(null))
        {
            using (lines.Object(Services))
            {
                foreach (ServiceShape service in sorted)
                {
                    Write(lines, service);
                }
            }

            using (lines.Object(Types))
            {
                foreach (WireType type in NamedTypes.Of(sorted.SelectMany(service => service.Methods.Values)))
                {
                    lines.Text(type.Name, ShapeText.DefinitionOf(type));
                }
            }
        }

        return lines.ToString();
    }

    private static void Write(ContractFileLines lines, ServiceShape service)
    {
        using (lines.Object(service.Name))
        {
            lines.Text(Topic, service.Topic);
            if (service.Group is not null)
            {
                lines.Text(Group, service.Group);
            }

            if (service.IdentifiesCaller)
            {
                lines.Text(Caller, Identified);
            }

            using (lines.Object(Methods))
            {
                foreach (KeyValuePair<string, MethodShape> method in service.Methods.OrderBy(method => method.Key, StringComparer.Ordinal))
                {
                    lines.Text(method.Key, ShapeText.ForFile(method.Value));
                }
            }
        }
    }

    private ServiceShape Service(JsonMember service)
    {
        Check(service.Members, $"the service '{service.Name}'", Topic, Group, Caller, Methods);
        var methods = new SortedDictionary<string, MethodShape>(StringComparer.Ordinal);
        foreach (JsonMember method in Member(service.Members, Methods)?.Members ?? [])
        {
            Read(method, line => methods.Add(method.Name, ShapeParser.ParseMethod(line, Resolve)));
        }

        return new ServiceShape
        {
            Name = service.Name,
            Topic = Member(service.Members, Topic)?.Text ?? throw new ContractFileException($"the service '{service.Name}' has no '{Topic}'", service.Position),
            Group = Member(service.Members, Group)?.Text,
            IdentifiesCaller = Member(service.Members, Caller)?.Text == Identified,
            Methods = methods,
        };
    }

    /// <summary>A name without a description is a type that nobody could describe.</summary>
    private WireType? Resolve(string name) => _types.TryGetValue(name, out WireType? type) ? type : null;

    private static void Read(JsonMember member, Action<string> parse)
    {
        try
        {
            parse(member.Text ?? throw new ContractFileException($"'{member.Name}' is an object where a shape is expected", member.Position));
        }
        catch (FormatException malformed)
        {
            throw new ContractFileException($"'{member.Name}': {malformed.Message}", member.Position);
        }
    }

    private static void Check(IReadOnlyList<JsonMember> members, string owner, params string[] known)
    {
        if (members.FirstOrDefault(member => !known.Contains(member.Name)) is { } unknown)
        {
            throw new ContractFileException($"{owner} has no '{unknown.Name}'; it has {string.Join(", ", known.Select(name => $"'{name}'"))}", unknown.Position);
        }
    }

    private static JsonMember? Member(IReadOnlyList<JsonMember> members, string name) => members.FirstOrDefault(member => member.Name == name);
}
