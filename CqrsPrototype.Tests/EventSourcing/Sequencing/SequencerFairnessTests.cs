using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

public sealed class SequencerFairnessTests
{
    private readonly SequencedStore _store = new();
    private readonly Sequencer _sequencer;

    public SequencerFairnessTests() => _sequencer = new Sequencer(new ScriptedSteps(_store));

    [Fact]
    public async Task A_stream_whose_name_comes_last_gets_its_place_though_the_others_could_fill_every_page()
    {
        _store.Append(StreamId.Of("z", "last"), 1, 1, 0);
        var last = new Slot(StreamId.Of("z", "last"), new StreamVersion(1));

        for (var version = 1; version <= 2; version++)
        {
            for (var i = 0; i < LogPage.MaxCommits; i++)
            {
                _store.Append(StreamId.Of("a", $"{i}"), version, 1, version - 1);
            }

            await _sequencer.PassAsync(CancellationToken.None);
        }

        _store.Commits[last].Page.Should().NotBeNull();
    }

    [Fact]
    public async Task Commits_that_did_not_fit_into_a_page_are_in_the_next()
    {
        for (var i = 0; i < LogPage.MaxCommits + 1; i++)
        {
            _store.Append(StreamId.Of("a", $"{i}"), 1, 1, 0);
        }

        var first = await _sequencer.PassAsync(CancellationToken.None);
        var second = await _sequencer.PassAsync(CancellationToken.None);

        (first, second).Should().Be((LogPage.MaxCommits, 1));
    }
}
