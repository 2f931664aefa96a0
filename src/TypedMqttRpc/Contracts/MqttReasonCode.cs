namespace TypedMqttRpc;

/// <summary>What a broker answered: MQTT 5.0 section 2.4. A broker may send numbers that have no name here.</summary>
public enum MqttReasonCode : byte
{
    /// <summary>Success, or QoS 0 granted.</summary>
    Success = 0x00,

    /// <summary>QoS 1 granted.</summary>
    GrantedQoS1 = 0x01,

    /// <summary>QoS 2 granted.</summary>
    GrantedQoS2 = 0x02,

    /// <summary>The message was taken, but nobody subscribes to its topic.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>There was no such subscription.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>The broker does not say why.</summary>
    UnspecifiedError = 0x80,

    /// <summary>A packet was malformed.</summary>
    MalformedPacket = 0x81,

    /// <summary>A packet broke the protocol.</summary>
    ProtocolError = 0x82,

    /// <summary>The broker refuses for a reason of its own.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>The broker does not speak this version of MQTT.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>The client id is not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>The user name or password is wrong.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>The broker's access control forbids it.</summary>
    NotAuthorized = 0x87,

    /// <summary>The broker is not available.</summary>
    ServerUnavailable = 0x88,

    /// <summary>The broker is busy.</summary>
    ServerBusy = 0x89,

    /// <summary>The client is banned.</summary>
    Banned = 0x8A,

    /// <summary>The broker is shutting down.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>The authentication method does not fit.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>Nothing was heard for one and a half keep-alive intervals.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>Another connection uses the same client id.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The topic filter is not allowed.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>The topic is not allowed.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet identifier is in use.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>More messages are in flight than allowed.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>The packet is larger than the broker allows.</summary>
    PacketTooLarge = 0x95,

    /// <summary>Messages come faster than the broker allows.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>A quota is used up.</summary>
    QuotaExceeded = 0x97,

    /// <summary>An operator ended the connection.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload is not what its format indicator says.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>The broker keeps no retained messages.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>The broker does not support the quality of service.</summary>
    QoSNotSupported = 0x9B,

    /// <summary>Another server should be used.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>The server has moved.</summary>
    ServerMoved = 0x9D,

    /// <summary>The broker has no shared subscriptions.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Connections come faster than the broker allows.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>The broker has no wildcard subscriptions.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
