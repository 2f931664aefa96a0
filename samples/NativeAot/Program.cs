using Plant;
using TypedMqttRpc;

// A robot and who calls it, over a broker: dotnet publish -r linux-x64 makes one native file of it.
// <snippet:aot-connect>
var options = new MqttRpcOptions
{
    Uri = args is [string broker] ? broker : "mqtt://localhost:1883",
    SerializerOptions = Formatters.Options,
};
// </snippet:aot-connect>

await using var server = await MqttRpcConnection.ConnectAsync(options);
await using var serving = await server.ServeAsync<IRobot>(new Robot(), o => o.Tokens["cell"] = "7");

await using var rpc = await MqttRpcConnection.ConnectAsync(options);
IRobot robot = new RobotClient(rpc, cell: "7");

Console.WriteLine($"move     {await robot.MoveAsync(new(300, 40), Speed.Fast)}");
Console.WriteLine($"move     {await robot.MoveAsync(new(500, -20))}");
try
{
    await robot.MoveAsync(new(300, 0));
}
catch (RpcFaultException<OutOfReach> refused)
{
    Console.WriteLine($"move     refused: {refused.Message} Its reach is {refused.Detail.Reach} mm.");
}

Console.WriteLine($"speeds   {string.Join(", ", await robot.LastSpeedsAsync())}");
Console.WriteLine($"average  {await robot.AverageAsync([1, 2, 4.5])}");
Console.WriteLine($"parts    {string.Join(", ", await robot.CountAsync(["bolt", "nut", "bolt"]))}");
