"""``[authenticity]``: what may stand there, what it means if it does not, and what is wrong is told with its place."""

from __future__ import annotations

import pytest

from pos.house.authenticity import Authenticity
from pos.house.starting_house import starting_text
from pos.house.venue_file.findings import VenueFileError
from pos.house.venue_file.reading import read_house

GOOD = starting_text("house-of-tests")


def read(*lines: str) -> Authenticity:
    """The policy of a house with these lines."""
    found = read_house("\n".join((GOOD, "[authenticity]", *lines))).authenticity
    assert found is not None
    return found


def test_a_house_that_says_nothing_has_no_policy() -> None:
    """Nothing is looked at, nothing is written."""
    assert read_house(GOOD).authenticity is None


def test_an_empty_table_suspects_but_asks_for_nothing() -> None:
    """Safe defaults: a number counts, made-up ones do not, and no band is at two stations within two seconds."""
    policy = read()
    assert policy == Authenticity()
    assert (policy.policy, policy.strongest, policy.refuse_random_uids) == ("none", "none", True)
    assert (policy.typed_numbers, policy.uid_bytes, policy.keys) == (True, (), "keys.toml")
    assert policy.walk_s("bar", "desk-1") == 2


def test_everything_can_be_said() -> None:
    """Each key has its place in the policy; ranges of stations are spread, ways are the same back."""
    policy = read(
        'policy = "originality"',
        'chips = { ntag424 = "sun", desfire = "mutual" }',
        "refuse_random_uids = false",
        "uid_bytes = [7, 4]",
        "typed_numbers = false",
        'keys = "/etc/loopband/keys.toml"',
        "least_walk_seconds = 5",
        "[authenticity.places]",
        'front = "desk-1, gate-out"',
        'lockers = "locker-001..010"',
        "[authenticity.walks]",
        "front = { bar = 20, lockers = 40 }",
        'bar = { "locker-003" = 7 }',
    )
    assert policy.chips == {"ntag424": "sun", "desfire": "mutual"}
    assert policy.strongest == "mutual"
    assert (policy.refuse_random_uids, policy.uid_bytes, policy.typed_numbers) == (False, (4, 7), False)
    assert policy.keys == "/etc/loopband/keys.toml"
    assert len(policy.places) == 12
    assert policy.walk_s("bar", "gate-out") == policy.walk_s("desk-1", "bar") == 20
    assert policy.walk_s("gate-out", "locker-009") == 40
    assert policy.walk_s("locker-003", "bar") == 7
    assert policy.walk_s("locker-003", "locker-004") == policy.walk_s("bar", "bar") == 0
    assert policy.walk_s("locker-003", "locker-020") == 5


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        (['policy = "nfc"'], "authenticity.policy", "There is no policy 'nfc'. Known are: uid, originality, sun"),
        (['policy = "sun "'], "authenticity.policy", "Did you mean sun?"),
        (["policy = true"], "authenticity.policy", "There is no policy true"),
        (['chips = { ntag21x = "mutual" }'], "authenticity.chips.ntag21x", "They can prove: originality"),
        (
            ['policy = "sun"', 'chips = { ntag21x = "originality" }'],
            "authenticity.chips.ntag21x",
            "less than the policy",
        ),
        (['chips = { mifare = "sun" }'], "authenticity.chips.mifare", "There is no such key"),
        (["uid_bytes = 7"], "authenticity.uid_bytes", "4, 7 or 10 bytes: [7]"),
        (["uid_bytes = []"], "authenticity.uid_bytes", "4, 7 or 10 bytes"),
        (["uid_bytes = [8]"], "authenticity.uid_bytes", "4, 7 or 10 bytes"),
        (["uid_bytes = [true]"], "authenticity.uid_bytes", "4, 7 or 10 bytes"),
        (["typed_numbers = 1"], "authenticity.typed_numbers", "neither true nor false"),
        (['keys = ""'], "authenticity.keys", "is no text"),
        (["least_walk_seconds = -1"], "authenticity.least_walk_seconds", "0 to 3600 seconds"),
        (["walk = 3"], "authenticity.walk", "There is no such key"),
        (["[authenticity.places]", 'front = "desk-9"'], "authenticity.places.front", "There is no station 'desk-9'"),
        (["[authenticity.places]", 'front = ["bar"]'], "authenticity.places.front", 'Write them like "desk-1..2, bar"'),
        (["[authenticity.places]", 'bar = "desk-1"'], "authenticity.places.bar", "is also a station"),
        (["[authenticity.places]", 'a = "bar"', 'b = "bar"'], "authenticity.places.b", "already in a"),
        (["[authenticity.walks]", "bar = { pool = 3 }"], "authenticity.walks.bar.pool", "There is no place or station"),
        (["[authenticity.walks]", "pool = { bar = 3 }"], "authenticity.walks.pool.bar", "There is no place or station"),
        (["[authenticity.walks]", 'bar = { desk-1 = "3" }'], "authenticity.walks.bar.desk-1", "is no whole number"),
        (
            ["[authenticity.walks]", "bar = { desk-1 = 3 }", "desk-1 = { bar = 4 }"],
            "authenticity.walks.desk-1.bar",
            "it is 3 seconds elsewhere",
        ),
        (["[authenticity.walks]", "bar = 3"], "authenticity.walks.bar", "must be a table"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(lines: list[str], place: str, words: str) -> None:
    """One finding for one fault, with what is allowed."""
    with pytest.raises(VenueFileError) as refused:
        read(*lines)
    (finding,) = refused.value.findings
    assert finding.where == place
    assert words in finding.message


def test_a_table_that_is_none_is_told() -> None:
    """``authenticity = true`` says nothing."""
    with pytest.raises(VenueFileError) as refused:
        read_house("authenticity = true\n" + GOOD)
    assert "must be a table" in str(refused.value)
