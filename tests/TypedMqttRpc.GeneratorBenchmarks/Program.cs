using TypedMqttRpc.GeneratorBenchmarks;
using TypedMqttRpc.GeneratorBenchmarks.Measuring;
using TypedMqttRpc.GeneratorBenchmarks.Sides;

BenchmarkArguments arguments;
try
{
    arguments = BenchmarkArguments.Parse(args);
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

SideMeter ours = new(new MqttSide(), arguments);
SideMeter[] sides = [ours, new(new RefitSide(), arguments), new(new JsonSide(), arguments)];
Console.WriteLine($"{arguments.Units} files of {string.Join(", ", sides.Select(static side => $"{side.Side.Unit} ({side.Side.Name})"))}; {arguments.Repetitions} repetitions, {arguments.Keystrokes} keystrokes of each kind in each.\n");
foreach (SideMeter side in sides)
{
    await side.WarmUpAsync();
}

for (int i = 0; i < arguments.Repetitions; i++)
{
    foreach (SideMeter side in sides)
    {
        side.Repeat();
    }
}

foreach (SideMeter side in sides)
{
    await side.AnalyzeAsync();
}

ResultTable.Write(Console.Out, sides);
bool passed = ours.Of(Work.Member).All(static sample => sample.Files == 1)
    && ours.Of(Work.Comment).Concat(ours.Of(Work.Elsewhere)).All(static sample => sample.Files == 0);
Console.WriteLine($"\none keystroke re-emits one file: {(passed ? "PASS" : "FAIL")}");
return passed ? 0 : 1;
