namespace CqrsPrototype.Drill.Checking;

/// <summary>What must hold of every run. The name says what is wrong when it does not.</summary>
internal enum Rule
{
    /// <summary>A client was told that its command succeeded, and the event store does not have its event where it was told.</summary>
    AcknowledgedCommandLost,

    /// <summary>One command has led to two commits.</summary>
    EffectTwice,

    /// <summary>A client was told that its command was refused, and it has had its effect.</summary>
    RefusedButDone,

    /// <summary>Two commands were told the same version of one user.</summary>
    VersionGivenTwice,

    /// <summary>The answer shows another user than the stream at that version.</summary>
    AnswerDiffersFromStream,

    /// <summary>A command with If-Match was accepted on another version.</summary>
    PreconditionIgnored,

    /// <summary>A command that was sent again with its key got another answer.</summary>
    RepetitionAnsweredDifferently,

    /// <summary>A command was sent after another one was answered, and has got an earlier version.</summary>
    VersionsRunBackwards,

    /// <summary>A refusal that the user gave no reason for at any moment while the command was under way.</summary>
    RefusedWithoutReason,

    /// <summary>An answer that the API never gives.</summary>
    UnexpectedAnswer,

    /// <summary>A read with minVersion was answered with something older.</summary>
    ReadOlderThanAsked,

    /// <summary>A read shows another user than the stream at that version.</summary>
    ReadDiffersFromStream,

    /// <summary>The versions of a stream are not 1, 2, 3 and so on.</summary>
    StreamHasGap,

    /// <summary>An event cannot happen to the user as it was: it was decided on another state.</summary>
    DecidedOnWrongState,

    /// <summary>An event that no client has asked for.</summary>
    EventOfNobody,

    /// <summary>The events of one user are in two streams.</summary>
    UserHasTwoStreams,

    /// <summary>A commit still waits for its place in the log, or names another page than the one that it is in.</summary>
    CommitNotSettled,

    /// <summary>The pages of the log do not join: a position is missing or given twice.</summary>
    LogDoesNotJoin,

    /// <summary>A commit is in the log twice.</summary>
    CommitTwiceInLog,

    /// <summary>A commit is not in the log.</summary>
    CommitMissingInLog,

    /// <summary>The log names a commit that the event store does not have in that form.</summary>
    LogNamesMissingCommit,

    /// <summary>The log has a stream's commits in another order than the stream.</summary>
    LogOutOfStreamOrder,

    /// <summary>An event has not reached the independent consumer.</summary>
    EventNeverReceived,

    /// <summary>A message for an event that is not in the event store.</summary>
    MessageOfNobody,

    /// <summary>A message differs from its event, or from what the contract says of messages.</summary>
    MessageDiffersFromEvent,

    /// <summary>An event came to the independent consumer before one that precedes it in its stream.</summary>
    ReceivedOutOfOrder,

    /// <summary>A stream has no view.</summary>
    ViewMissing,

    /// <summary>A view has not got to the end of its stream.</summary>
    ViewBehind,

    /// <summary>A view is not the fold of its stream.</summary>
    ViewDiffersFromStream,

    /// <summary>A view of a stream that does not exist, or of versions that it does not have.</summary>
    ViewOfNothing,

    /// <summary>The projection of a stream has failed.</summary>
    StreamStuck,

    /// <summary>A process has ended by itself, or has not ended when it was asked to.</summary>
    ProcessMisbehaved,
}
