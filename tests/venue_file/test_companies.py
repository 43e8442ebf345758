"""``[companies]``: who pays later, up to which limit, who signs (R57); and tenders every house has (R54, R56)."""

from __future__ import annotations

import pytest

from pos.house.demo_house import demo_text
from pos.house.model import Company, Words
from pos.house.venue_file.findings import VenueFileError
from pos.house.venue_file.reading import read_house

NEBULA = 'limit = 20000, signers = ["Zhang Wei", "Li Na"] }'


def findings(old: str, new: str) -> list[str]:
    """Every finding about the demo house with one thing changed."""
    text = demo_text("cny")
    assert text.count(old) == 1, old
    with pytest.raises(VenueFileError) as refused:
        read_house(text.replace(old, new))
    return [str(finding) for finding in refused.value.findings]


def test_r57_a_company_has_a_limit_and_signers() -> None:
    """Amounts in the house's money; names as people write them."""
    assert read_house(demo_text("cny")).companies["nebula"] == Company(
        "nebula", Words("Nebula Trading", "星云贸易"), 2_000_000, ("Zhang Wei", "Li Na")
    )
    assert read_house(demo_text("twd")).companies["riverside"].limit_minor == 25_000


@pytest.mark.parametrize(
    ("new", "place", "words"),
    [
        ('limit = -1, signers = ["Li Na"] }', "companies.nebula.limit", "-1 is less than nothing"),
        ('signers = ["Li Na"] }', "companies.nebula.limit", "is missing"),
        ("limit = 1, signers = [] }", "companies.nebula.signers", "is no list of people"),
        ('limit = 1, signers = "Li Na" }', "companies.nebula.signers", "is no list of people"),
        ('limit = 1, signers = ["Li", "Li"] }', "companies.nebula.signers", "Li is named twice"),
        ('limit = 1, signers = ["", "Li"] }', "companies.nebula.signers", "'' is no text"),
        ('limit = 1, signers = ["Li"], signer = "Li" }', "companies.nebula.signer", "There is no such key"),
    ],
)
def test_r57_what_is_wrong_with_a_company(new: str, place: str, words: str) -> None:
    """One finding, with the key and what is allowed."""
    (finding,) = findings(NEBULA, new)
    assert place in finding
    assert words in finding


def test_r12_no_company_is_called_like_those_who_walked_out() -> None:
    """It would owe what they owe."""
    (finding,) = findings("nebula = {", "walk_out = {")
    assert "Call the company something else" in finding


@pytest.mark.parametrize("code", ["deposit", "waived"])
def test_r54_no_tender_is_called_like_one_that_every_house_has(code: str) -> None:
    """It would be two things on one receipt."""
    (finding,) = findings("comp = { name = [", f"{code} = {{ name = [")
    assert "Call this way of paying otherwise" in finding
