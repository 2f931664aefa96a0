using System.Globalization;

namespace TypedMqttRpc.Wire;

/// <summary>The numbers of <see cref="RpcStatus"/> on the wire.</summary>
internal static class StatusNumbers
{
    /// <summary>Success without a payload.</summary>
    private const string NoContent = "204";

    private static readonly (RpcStatus Status, string Number)[] Table =
    [
        (RpcStatus.Ok, "200"),
        (RpcStatus.InvalidArgument, "400"),
        (RpcStatus.Unauthenticated, "401"),
        (RpcStatus.PermissionDenied, "403"),
        (RpcStatus.NotFound, "404"),
        (RpcStatus.DeadlineExceeded, "408"),
        (RpcStatus.AlreadyExists, "409"),
        (RpcStatus.Aborted, "410"),
        (RpcStatus.FailedPrecondition, "412"),
        (RpcStatus.PayloadTooLarge, "413"),
        (RpcStatus.UnsupportedMediaType, "415"),
        (RpcStatus.ResourceExhausted, "429"),
        (RpcStatus.Cancelled, "499"),
        (RpcStatus.Internal, "500"),
        (RpcStatus.Unimplemented, "501"),
        (RpcStatus.Unavailable, "503"),
        (RpcStatus.UnsupportedVersion, "505"),
        (RpcStatus.DataLoss, "520"),
    ];

    private static readonly string[] ByStatus = MakeIndex();

    public static string Write(RpcStatus status, bool hasPayload) =>
        status == RpcStatus.Ok && !hasPayload ? NoContent : ByStatus[(int)status];

    /// <summary>The status; <see cref="RpcStatus.Unknown"/> for a number without one, <see langword="null"/> for something that is no number.</summary>
    public static RpcStatus? Read(string number)
    {
        if (number is "200" or NoContent)
        {
            return RpcStatus.Ok;
        }

        foreach ((RpcStatus status, string known) in Table)
        {
            if (known == number)
            {
                return status;
            }
        }

        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? RpcStatus.Unknown : null;
    }

    private static string[] MakeIndex()
    {
        var index = new string[Enum.GetValues<RpcStatus>().Length];

        // A handler that answers "Unknown" has failed without saying how.
        Array.Fill(index, "500");
        foreach ((RpcStatus status, string number) in Table)
        {
            index[(int)status] = number;
        }

        return index;
    }
}
