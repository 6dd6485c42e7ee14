using CqrsPrototype.Rabbit.Publishing;
using CsCheck;

namespace CqrsPrototype.Tests.Rabbit;

public sealed class ConfirmWindowTests
{
    [Fact]
    public void There_is_room_for_as_many_as_it_holds_and_again_as_the_lowest_are_confirmed()
    {
        var window = new ConfirmWindow(capacity: 2, maxBytes: 100);
        (window.TryAdd(1), window.TryAdd(1), window.TryAdd(1)).Should().Be((true, true, false));

        window.Confirm(2, multiple: false);
        window.TryAdd(1).Should().BeFalse("the first is not confirmed");
        window.Confirm(1, multiple: false);

        (window.TryAdd(1), window.TryAdd(1), window.TryAdd(1)).Should().Be((true, true, false));
    }

    [Fact]
    public void There_is_room_for_as_many_bytes_and_one_that_is_larger_goes_alone()
    {
        var window = new ConfirmWindow(capacity: 10, maxBytes: 100);
        (window.TryAdd(60), window.TryAdd(40), window.TryAdd(1)).Should().Be((true, true, false));

        window.Confirm(2, multiple: true);

        (window.TryAdd(200), window.TryAdd(1)).Should().Be((true, false));
    }

    [Fact]
    public void The_sender_is_woken_when_a_quarter_is_free_and_when_all_is_confirmed()
    {
        var window = new ConfirmWindow(capacity: 8, maxBytes: 1000);
        for (var i = 0; i < 8; i++)
        {
            window.TryAdd(1);
        }

        Enumerable.Range(1, 8).Select(number => window.Confirm((ulong)number, multiple: false))
            .Should().Equal(false, true, true, true, true, true, true, true);
        window.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_confirm_that_comes_twice_or_for_what_was_never_sent_changes_nothing()
    {
        var window = new ConfirmWindow(capacity: 2, maxBytes: 100);
        window.TryAdd(1);
        window.Confirm(1, multiple: false);
        window.Confirm(1, multiple: true);
        window.Confirm(7, multiple: true);
        window.TryAdd(1);

        (window.IsEmpty, window.Confirmed).Should().Be((false, 1));
    }

    [Fact]
    public void Whatever_the_order_of_confirms_it_holds_what_a_plain_set_of_unconfirmed_messages_holds() =>
        Gen.Select(Gen.Int[1, 9], Gen.Select(Gen.Int[0, 3], Gen.ULong[1, 30], Gen.Bool).List[0, 100]).Sample((capacity, steps) =>
        {
            var window = new ConfirmWindow(capacity, long.MaxValue);
            var (unconfirmed, sent) = (new SortedSet<ulong>(), 0UL);
            foreach (var (kind, number, multiple) in steps)
            {
                if (kind > 0)
                {
                    var isRoom = unconfirmed.Count == 0 || sent - unconfirmed.Min + 1 < (ulong)capacity;
                    if (window.TryAdd(1) != isRoom)
                    {
                        return false;
                    }

                    if (isRoom)
                    {
                        unconfirmed.Add(++sent);
                    }
                }
                else
                {
                    window.Confirm(number, multiple);
                    unconfirmed.RemoveWhere(n => multiple ? n <= number : n == number);
                }

                if (window.IsEmpty != (unconfirmed.Count == 0) || window.Confirmed != (long)(unconfirmed.Count == 0 ? sent : unconfirmed.Min - 1))
                {
                    return false;
                }
            }

            return true;
        });
}
