using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>Judges whether a commit can follow the end of its stream, as far as the end is known. No I/O.</summary>
internal static class Predecessor
{
    /// <summary>What is known about a commit's place.</summary>
    public enum Judgement
    {
        /// <summary>The end must be read first.</summary>
        Unknown,

        /// <summary>It follows the end.</summary>
        Fits,

        /// <summary>Its place is taken, or the place before it is empty.</summary>
        Conflicts,
    }

    /// <param name="commit">What is to be appended.</param>
    /// <param name="end">The newest commit of the stream that this process knows of; <see langword="null"/> if it knows nothing.</param>
    /// <param name="isFresh">It was read just now: there is no commit between it and the slot.</param>
    public static Judgement Judge(Commit commit, StreamEnd? end, bool isFresh)
    {
        if (end is not { } known)
        {
            return commit.Previous == StreamVersion.None ? Judgement.Fits : Judgement.Unknown;
        }

        if (known.Commit == commit.Id && commit.Previous < known.Last)
        {
            // Its own commit is there already: the insert will say so, and then it is made sure of.
            return Judgement.Fits;
        }

        if (known.Last < commit.Previous)
        {
            return isFresh ? Judgement.Conflicts : Judgement.Unknown;
        }

        var follows = known.Last == commit.Previous
            && (commit.BuildsOn is null || commit.BuildsOn == known.LastEvent);
        return follows ? Judgement.Fits : Judgement.Conflicts;
    }
}
