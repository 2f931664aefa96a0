namespace TypedMqttRpc.Shapes;

/// <summary>
/// Finds in what two shapes of a method differ, and whether that breaks it. What one side has more, at the end or under a name of its own, and may be
/// left out breaks nothing: readers pass over what they do not know, and take the default for what is not there.
/// </summary>
internal sealed class ShapeComparison
{
    private const string Absent = "not there";

    private readonly bool _isHistory;
    private readonly List<ShapeDifference> _differences = [];
    private readonly HashSet<(WireType, WireType)> _compared = [];

    private ShapeComparison(bool isHistory) => _isHistory = isHistory;

    /// <summary>What became of a recorded shape: whatever was promised must stay.</summary>
    public static IReadOnlyList<ShapeDifference> OfHistory(MethodShape was, MethodShape @is) => Of(was, @is, isHistory: true);

    /// <summary>Why a caller and a server cannot understand each other, whichever of them is newer; <see langword="null"/> when they can.</summary>
    public static ShapeDifference? OfPeers(MethodShape caller, MethodShape server) =>
        Of(caller, server, isHistory: false).FirstOrDefault(static difference => difference.IsBreaking);

    private static List<ShapeDifference> Of(MethodShape was, MethodShape @is, bool isHistory)
    {
        var comparison = new ShapeComparison(isHistory);
        comparison.Compare(was, @is);
        return comparison._differences;
    }

    private void Compare(MethodShape was, MethodShape @is)
    {
        Setting(was.IsOneWay, @is.IsOneWay, "one-way", "answered", gainBreaks: true);
        Setting(was.IsIdempotent, @is.IsIdempotent, "idempotent", "not idempotent", gainBreaks: false);
        if (_isHistory)
        {
            Setting(!was.IsQos0, !@is.IsQos0, "of QoS 1", "of QoS 0", gainBreaks: false);
        }

        Positions("argument", string.Empty, was.Arguments, @is.Arguments, static argument => argument.IsOptional);
        if (was.Result is null || @is.Result is null)
        {
            Note(was.Result is null != @is.Result is null, "the result", Describe(was.Result), Describe(@is.Result));
        }
        else
        {
            Types("the result", was.Result, @is.Result);
        }

        Names("fault", string.Empty, was.Faults, @is.Faults, static _ => true);
    }

    private void Setting(bool was, bool @is, string yes, string no, bool gainBreaks)
    {
        if (was != @is)
        {
            _differences.Add(new(was || gainBreaks, "the method", was ? yes : no, @is ? yes : no));
        }
    }

    /// <summary>What is told apart by its position: arguments, and the members of an array.</summary>
    private void Positions(string what, string of, IReadOnlyList<WireField> was, IReadOnlyList<WireField> @is, Func<WireField, bool> mayBeMissing)
    {
        int common = Math.Min(was.Count, @is.Count);
        for (int i = 0; i < common; i++)
        {
            if (was[i].Name != @is[i].Name && !IsGap(was[i]) && !IsGap(@is[i]))
            {
                if (Contains(@is, was[i].Name) || Contains(was, @is[i].Name))
                {
                    // All that follows has moved too.
                    Note(true, $"{what} {i + 1}{of}", $"'{was[i].Name}'", $"'{@is[i].Name}'");
                    return;
                }

                Note(false, $"{what} {i + 1}{of}", $"'{was[i].Name}'", $"'{@is[i].Name}'");
            }

            Position(Name(what, IsGap(was[i]) ? @is[i] : was[i], i) + of, was[i], @is[i], mayBeMissing);
        }

        for (int i = common; i < @is.Count; i++)
        {
            Note(!mayBeMissing(@is[i]), Name(what, @is[i], i) + of, Absent, Describe(@is[i]));
        }

        for (int i = common; i < was.Count; i++)
        {
            Note(_isHistory || !mayBeMissing(was[i]), Name(what, was[i], i) + of, Describe(was[i]), Absent);
        }
    }

    private void Position(string what, WireField was, WireField @is, Func<WireField, bool> mayBeMissing)
    {
        if (IsGap(was) != IsGap(@is))
        {
            WireField used = IsGap(was) ? @is : was;
            Note(!mayBeMissing(used) || (_isHistory && IsGap(@is)), what, Describe(IsGap(was) ? null : was), Describe(IsGap(@is) ? null : @is));
            return;
        }

        // A caller sends every argument that it knows.
        if (_isHistory && was.IsOptional != @is.IsOptional)
        {
            Note(was.IsOptional, what, was.IsOptional ? "optional" : "required", @is.IsOptional ? "optional" : "required");
        }

        Types(what, was, @is);
    }

    /// <summary>What is told apart by its name: the members of a map, cases, faults.</summary>
    private void Names(string what, string of, IReadOnlyList<WireField> was, IReadOnlyList<WireField> @is, Func<WireField, bool> mayBeMissing)
    {
        foreach (WireField field in was)
        {
            if (@is.FirstOrDefault(other => other.Name == field.Name) is { } same)
            {
                Types($"{what} '{field.Name}'{of}", field, same);
            }
            else
            {
                Note(_isHistory || !mayBeMissing(field), $"{what} '{field.Name}'{of}", Describe(field), Absent);
            }
        }

        foreach (WireField added in @is.Where(field => !Contains(was, field.Name)))
        {
            Note(!mayBeMissing(added), $"{what} '{added.Name}'{of}", Absent, Describe(added));
        }
    }

    private void Types(string what, WireField was, WireField @is)
    {
        if (was.Type.IsAny || @is.Type.IsAny)
        {
            return;
        }

        bool isEnum = was.Type.Kind == WireKind.Enum || @is.Type.Kind == WireKind.Enum;
        if (was.IsNullable != @is.IsNullable || (was.Type.Kind != @is.Type.Kind && !isEnum))
        {
            NoteTypes(true, what, was, @is);
        }
        else if (_compared.Add((was.Type, @is.Type)))
        {
            Layouts(what, was, @is);
        }
    }

    private void Layouts(string what, WireField was, WireField @is)
    {
        switch (was.Type.Kind)
        {
            case WireKind.Enum:
            case WireKind.Primitive:
                Numbers(what, was, @is);
                break;
            case WireKind.List:
                Types($"an element of {what}", was.Type.Fields[0], @is.Type.Fields[0]);
                break;
            case WireKind.Dictionary:
                Types($"a key of {what}", was.Type.Fields[0], @is.Type.Fields[0]);
                Types($"a value of {what}", was.Type.Fields[1], @is.Type.Fields[1]);
                break;
            case WireKind.Map:
                Names("member", $" of {what}", was.Type.Fields, @is.Type.Fields, static member => member.IsNullable);
                break;
            case WireKind.Union:
                Names("case", $" of {what}", was.Type.Fields, @is.Type.Fields, static _ => false);
                break;
            default:
                Positions("member", $" of {what}", was.Type.Fields, @is.Type.Fields, static member => member.IsNullable && member.Name.Length > 0);
                break;
        }
    }

    /// <summary>An enum is its number on the wire; that its names stay with their numbers is for those who read it.</summary>
    private void Numbers(string what, WireField was, WireField @is)
    {
        bool isSameNumber = NumberOf(was.Type) == NumberOf(@is.Type);
        if (!isSameNumber || was.Type.Kind != @is.Type.Kind)
        {
            NoteTypes(!isSameNumber, what, was, @is);
            return;
        }

        var numbers = @is.Type.Values.ToDictionary(static value => value.Key, static value => value.Value, StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> value in was.Type.Values)
        {
            string? now = numbers.TryGetValue(value.Key, out string? number) ? number : null;
            if (now != value.Value)
            {
                Note(true, $"value '{value.Key}' of {what}", value.Value, now ?? Absent);
            }
        }

        foreach (KeyValuePair<string, string> added in @is.Type.Values.Where(value => was.Type.Values.All(other => other.Key != value.Key)))
        {
            Note(false, $"value '{added.Key}' of {what}", Absent, added.Value);
        }
    }

    private static string NumberOf(WireType type) => type.Kind == WireKind.Enum ? type.Fields[0].Type.Name
        : type.Kind == WireKind.Primitive ? type.Name
        : string.Empty;

    private static bool IsGap(WireField field) => field.Type.Kind == WireKind.Primitive && field.Type.Name == "nil" && field.Name == "_";

    private static bool Contains(IReadOnlyList<WireField> fields, string name) => fields.Any(field => field.Name == name);

    private static string Name(string what, WireField field, int position) => field.Name.Length > 0 ? $"{what} '{field.Name}'" : $"{what} {position + 1}";

    private static string Describe(WireField? field) => field is null ? Absent
        : field.IsOptional ? "optional " + ShapeText.Describe(field)
        : ShapeText.Describe(field);

    /// <summary>A type may keep its name and be another all the same.</summary>
    private void NoteTypes(bool isBreaking, string what, WireField was, WireField @is)
    {
        bool isNamedAlike = ShapeText.Describe(was) == ShapeText.Describe(@is);
        Note(isBreaking, what, isNamedAlike ? ShapeText.DefinitionOf(was.Type) : ShapeText.Describe(was), isNamedAlike ? ShapeText.DefinitionOf(@is.Type) : ShapeText.Describe(@is));
    }

    private void Note(bool isBreaking, string what, string was, string @is)
    {
        if (was != @is)
        {
            _differences.Add(new(isBreaking, what, was, @is));
        }
    }
}
