using TypedMqttRpc.Benchmarks;
using TypedMqttRpc.Benchmarks.Goals;
using TypedMqttRpc.Benchmarks.Output;
using TypedMqttRpc.Benchmarks.Pieces;
using TypedMqttRpc.Benchmarks.Roles;

try
{
    switch (args)
    {
        case ["role", .. var role]:
            return await RoleProgram.RunAsync(role);
        case ["ratios", .. var arguments]:
            return await RatiosProgram.RunAsync(RatiosArguments.Parse(arguments));
        case ["pieces", .. var arguments]:
            return PiecesProgram.Run(arguments);
        case ["plot", var input, var output]:
            return PlotProgram.Run(input, output);
        default:
            Console.Error.WriteLine(RatiosArguments.Usage);
            return 2;
    }
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
