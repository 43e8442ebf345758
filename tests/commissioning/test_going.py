"""One go of commissioning, on a real book: what taps and typed words do, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos.house.folder import LEDGER_FILE
from pos.ledger.verify import verify
from pos.operations import AnyOperation, Arrival, CheckIn, NewBand, Zone
from pos.outcomes import Outcome
from pos.reports.bands import bands_of, owner_of, state_of
from pos.reports.reading import Reading
from pos.venue import Venue
from readers.events import Tap, tap_of
from terminal_ui.commissioning.going import HELP, Commissioning, Said
from terminal_ui.commissioning.numbering import Numbering, after_all
from tests.house import make_house

POLICY = (
    '\n[authenticity]\npolicy = "originality"\nkeys = "keys.toml"\n\n[authenticity.chips]\nntag21x = "originality"\n'
)


class Hand:
    """Somebody with a pile of new bands, at a desk of a fresh demo house."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.venue = Venue.open(folder)
        self.reading = Reading.open(folder)
        self.staff = "lin"
        self.work = self.begin()

    def begin(self, *, in_order: bool = True, zone: Zone | None = None, proofs: bool = False) -> Commissioning:
        """A new go."""
        first = after_all(band.number for band in bands_of(self.reading).bands)
        numbering = Numbering(first, lambda number: state_of(self.reading, number) is not None)
        self.work = Commissioning(self.ask, self, numbering, in_order=in_order, zone=zone, proofs=proofs)
        return self.work

    async def ask(self, operation: AnyOperation) -> Outcome:
        """At the first desk."""
        return await self.venue.ask(replace(operation, station="desk-1", staff=self.staff))

    def owner_of(self, uid: str) -> tuple[str, str] | None:
        """What the book says."""
        return owner_of(self.reading, uid)

    async def tap(self, place: int) -> Said:
        """Hold the band at this place of the pile to a reader."""
        return await self.work.tapped(self.chip(place))

    def chip(self, place: int) -> Tap:
        """A band of the pile."""
        return tap_of("desk", (0x04A1 << 40 | place).to_bytes(7, "big"), "NTAG213")

    def close(self) -> None:
        """At the end the book holds."""
        self.reading.close()
        self.venue.close()
        assert verify(self.folder / LEDGER_FILE).ok


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    """On a house of its own."""
    with closing(Hand(make_house(tmp_path))) as hand:
        yield hand


def _numbers(hand: Hand) -> list[str]:
    return [band.number for band in bands_of(hand.reading).bands if band.number > "220"]


async def test_in_order_every_tap_is_a_band_in_the_book(hand: Hand) -> None:
    """The next number each time, counted; what is told is in the book at that moment."""
    for place in range(1, 4):
        said = await hand.tap(place)
        assert (said.good, said.count) == (True, place)
        assert said.done == NewBand(str(220 + place), hand.chip(place).uid)
        assert hand.owner_of(hand.chip(place).uid) == (str(220 + place), "available")


async def test_asked_for_a_number_enter_takes_the_next_one(hand: Hand) -> None:
    """Or another is typed, and it counts on from there."""
    hand.begin(in_order=False)
    assert await hand.tap(1) == Said()
    assert "[221]" in hand.work.prompt
    assert (await hand.work.typed("")).done == NewBand("221", hand.chip(1).uid)
    await hand.tap(2)
    assert (await hand.work.typed(" m-099 ")).done == NewBand("M-099", hand.chip(2).uid)
    await hand.tap(3)
    assert "[M-100]" in hand.work.prompt


async def test_a_number_that_is_taken_is_refused_and_the_band_stays_in_hand(hand: Hand) -> None:
    """With the state of the other one; the next number that is typed is this band's."""
    hand.begin(in_order=False)
    await hand.tap(1)
    said = await hand.work.typed("77")
    assert (said.good, said.error, said.words) == (False, "band_exists", "Band number 077 is taken (available).")
    assert (await hand.work.typed("300")).done == NewBand("300", hand.chip(1).uid)


@pytest.mark.parametrize("in_order", [True, False])
async def test_a_chip_that_is_there_is_refused_before_a_number_is_asked_for(hand: Hand, in_order: bool) -> None:
    """It says whose it is, and the number is left for the next band."""
    await hand.tap(1)
    hand.begin(in_order=in_order)
    said = await hand.tap(1)
    assert (said.good, said.error) == (False, "uid_exists")
    assert said.words.endswith("already belongs to band 221 (available).")
    await hand.tap(2)
    if not in_order:
        await hand.work.typed("")
    assert _numbers(hand) == ["221", "222"]


async def test_the_last_one_is_taken_back_again_and_again(hand: Hand) -> None:
    """Number and chip are free, and the number is the next one's; before this go nothing is taken back."""
    await hand.tap(1)
    await hand.tap(2)
    undone = await hand.work.typed("u")
    assert (undone.undone, undone.count) == (NewBand("222", hand.chip(2).uid), 1)
    assert (await hand.tap(2)).done == NewBand("222", hand.chip(2).uid)
    assert [(await hand.work.typed("undo")).count for _ in range(2)] == [1, 0]
    assert _numbers(hand) == []
    assert (await hand.work.typed("u")).good is False


async def test_one_that_was_given_to_a_guest_meanwhile_is_not_taken_back(hand: Hand) -> None:
    """The rules say no, and it stays counted."""
    await hand.tap(1)
    assert (await hand.ask(CheckIn(bands=(Arrival("221", "adult", "men"),)))).ok
    said = await hand.work.typed("u")
    assert (said.good, said.error, said.over) == (False, "band_was_used", "")


async def test_after_a_break_it_goes_on_with_the_next_number(hand: Hand) -> None:
    """Whatever was commissioned before, and by another program."""
    await hand.tap(1)
    hand.begin()
    assert (await hand.tap(2)).done == NewBand("222", hand.chip(2).uid)
    assert "223" in hand.work.prompt


async def test_a_number_that_is_typed_before_a_tap_is_where_it_goes_on(hand: Hand) -> None:
    """Those that are taken are left out, also the band that stands there."""
    assert "401" in (await hand.work.typed("401")).words
    assert (await hand.tap(1)).done == NewBand("401", hand.chip(1).uid)
    assert (await hand.work.typed("077")).words == "The next band is 221."
    assert (await hand.work.typed("not a number")).error == "bad_number"


async def test_zones_are_typed_in_between(hand: Hand) -> None:
    """From there on the bands have this zone."""
    hand.begin(zone="women")
    assert (await hand.tap(1)).done == NewBand("221", hand.chip(1).uid, "women")
    await hand.work.typed("MEN")
    assert (await hand.tap(2)).done == NewBand("222", hand.chip(2).uid, "men")
    await hand.work.typed("any")
    assert (await hand.tap(3)).done == NewBand("223", hand.chip(3).uid)


async def test_a_band_that_was_tapped_can_be_left_out_or_put_aside_for_another(hand: Hand) -> None:
    """Nothing is in the book before it has its number."""
    hand.begin(in_order=False)
    await hand.tap(1)
    await hand.work.typed("x")
    assert (await hand.work.typed("")).words == (await hand.work.typed("?")).words == HELP
    await hand.tap(1)
    await hand.tap(2)
    assert (await hand.work.typed("")).done == NewBand("221", hand.chip(2).uid)


async def test_where_no_number_follows_it_has_to_be_typed(hand: Hand) -> None:
    """A band called VIP has no next one; the tap waits for its number."""
    await hand.work.typed("VIP")
    await hand.tap(1)
    said = await hand.tap(2)
    assert (said.good, said.done) == (False, None)
    assert (await hand.work.typed("VIP2")).done == NewBand("VIP2", hand.chip(2).uid)


async def test_who_may_not_do_it_is_told_once_and_it_ends(hand: Hand) -> None:
    """The next band would be declined just the same."""
    hand.staff = "amy"
    said = await hand.tap(1)
    assert (said.over, said.error) == ("hopeless", "not_allowed")


async def test_q_ends(hand: Hand) -> None:
    """What was done stays."""
    await hand.tap(1)
    assert (await hand.work.typed("q")).over == "ended"
    assert _numbers(hand) == ["221"]


async def test_a_chip_that_owes_its_proof_is_refused_where_the_house_wants_one(tmp_path: Path) -> None:
    """A copied chip does not become a band of the house; one that proved itself does, and is known by it."""
    folder = make_house(tmp_path)
    file = folder / "venue.toml"
    file.write_text(file.read_text(encoding="utf-8") + POLICY, encoding="utf-8")
    with closing(Hand(folder)) as hand:
        hand.begin(proofs=True)
        copied = replace(hand.chip(1), doubt="wrong")
        said = await hand.work.tapped(copied)
        assert (said.good, said.error) == (False, "not_genuine")
        assert (await hand.work.tapped(replace(hand.chip(1), proved="none"))).error == "not_genuine"
        assert (await hand.work.tapped(replace(hand.chip(1), proved="originality"))).good
        assert hand.reading.query("SELECT proved FROM tap") == [("originality",)]
