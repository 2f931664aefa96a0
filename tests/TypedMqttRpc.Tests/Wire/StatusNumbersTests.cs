using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

public sealed class StatusNumbersTests
{
    [Theory]
    [InlineData(RpcStatus.Ok, "200")]
    [InlineData(RpcStatus.InvalidArgument, "400")]
    [InlineData(RpcStatus.Unauthenticated, "401")]
    [InlineData(RpcStatus.PermissionDenied, "403")]
    [InlineData(RpcStatus.NotFound, "404")]
    [InlineData(RpcStatus.DeadlineExceeded, "408")]
    [InlineData(RpcStatus.AlreadyExists, "409")]
    [InlineData(RpcStatus.Aborted, "410")]
    [InlineData(RpcStatus.FailedPrecondition, "412")]
    [InlineData(RpcStatus.PayloadTooLarge, "413")]
    [InlineData(RpcStatus.UnsupportedMediaType, "415")]
    [InlineData(RpcStatus.ResourceExhausted, "429")]
    [InlineData(RpcStatus.Cancelled, "499")]
    [InlineData(RpcStatus.Internal, "500")]
    [InlineData(RpcStatus.Unimplemented, "501")]
    [InlineData(RpcStatus.Unavailable, "503")]
    [InlineData(RpcStatus.UnsupportedVersion, "505")]
    [InlineData(RpcStatus.DataLoss, "520")]
    public void Every_status_has_one_number_both_ways(RpcStatus status, string number)
    {
        Assert.Equal(number, StatusNumbers.Write(status, hasPayload: true));
        Assert.Equal(status, StatusNumbers.Read(number));
    }

    [Fact]
    public void The_table_above_is_whole()
    {
        string[] numbers = [.. Enum.GetValues<RpcStatus>().Where(static status => status != RpcStatus.Unknown).Select(static status => StatusNumbers.Write(status, true))];

        Assert.Equal(18, numbers.Distinct().Count());
        Assert.Equal(18, numbers.Length);
    }

    [Fact]
    public void Success_without_a_payload_is_204()
    {
        Assert.Equal("204", StatusNumbers.Write(RpcStatus.Ok, hasPayload: false));
        Assert.Equal("404", StatusNumbers.Write(RpcStatus.NotFound, hasPayload: false));
        Assert.Equal(RpcStatus.Ok, StatusNumbers.Read("204"));
    }

    [Fact]
    public void A_handler_that_answers_unknown_has_failed() => Assert.Equal("500", StatusNumbers.Write(RpcStatus.Unknown, true));

    [Theory]
    [InlineData("999", RpcStatus.Unknown)]
    [InlineData("0", RpcStatus.Unknown)]
    [InlineData("201", RpcStatus.Unknown)]
    [InlineData("", null)]
    [InlineData("OK", null)]
    [InlineData("-200", null)]
    [InlineData(" 200", null)]
    [InlineData("200.0", null)]
    [InlineData("99999999999", null)]
    public void Another_number_is_unknown_and_no_number_is_no_status(string text, RpcStatus? expected) =>
        Assert.Equal(expected, StatusNumbers.Read(text));

    [Theory]
    [InlineData(RpcStatus.InvalidArgument, RpcExecution.NotExecuted)]
    [InlineData(RpcStatus.PayloadTooLarge, RpcExecution.NotExecuted)]
    [InlineData(RpcStatus.UnsupportedMediaType, RpcExecution.NotExecuted)]
    [InlineData(RpcStatus.ResourceExhausted, RpcExecution.NotExecuted)]
    [InlineData(RpcStatus.Unimplemented, RpcExecution.NotExecuted)]
    [InlineData(RpcStatus.Unavailable, RpcExecution.NotExecuted)]
    [InlineData(RpcStatus.UnsupportedVersion, RpcExecution.NotExecuted)]
    [InlineData(RpcStatus.Unknown, RpcExecution.Unknown)]
    [InlineData(RpcStatus.DeadlineExceeded, RpcExecution.Unknown)]
    [InlineData(RpcStatus.Cancelled, RpcExecution.Unknown)]
    [InlineData(RpcStatus.Aborted, RpcExecution.Unknown)]
    [InlineData(RpcStatus.Internal, RpcExecution.Unknown)]
    [InlineData(RpcStatus.DataLoss, RpcExecution.Unknown)]
    [InlineData(RpcStatus.PermissionDenied, RpcExecution.Unknown)]
    public void Only_refusals_before_the_handler_count_as_not_executed(RpcStatus status, RpcExecution expected)
    {
        Assert.Equal(expected, ExecutionRules.Of(status, applicationError: false));
        Assert.Equal(RpcExecution.Executed, ExecutionRules.Of(status, applicationError: true));
    }
}
