using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TypedMqttRpc.Benchmarks.Sides.Peers;

/// <summary>Serves with gRPC for .NET over HTTP/2 without encryption, and without logging.</summary>
internal sealed class GrpcServer : ServerSide
{
    private WebApplication? _application;

    public override string? Uri => _application?.Urls.Single();

    public override Task StartAsync(SideSettings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        _application = builder.Build();
        _application.MapGrpcService<GrpcEcho>();
        return _application.StartAsync();
    }
}
