"""``docs/ledger-format.md`` is enough: the verifier written from it alone agrees with ours."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pos.ledger.entry import Content, decode_content, encode_content
from pos.ledger.verify import verify
from tests.ledger import independent_verifier
from tests.ledger.conftest import Damage

VERIFIER = Path(independent_verifier.__file__)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def test_the_independent_verifier_knows_nothing_of_us() -> None:
    """It imports only Python's own library."""
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"))
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= set(sys.stdlib_module_names) | {"__future__"}


def test_both_verifiers_agree_on_a_sound_book(evening: Path) -> None:
    """Entries, chain, postings, tabs, receipts: nothing to find, also with the head that was kept."""
    verified = verify(evening)
    assert verified.ok
    assert independent_verifier.check(evening, verified.head) == []


def test_the_independent_verifier_runs_by_itself(evening: Path, damage: Damage) -> None:
    """As a program with nothing but a Python, it says ok and exits with 0, or names the entry and exits with 1."""
    run = [sys.executable, "-I", str(VERIFIER), str(evening)]
    sound = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (sound.returncode, sound.stdout) == (0, "ok\n")
    damage("UPDATE log SET at_us = at_us + 1 WHERE seq = 9")
    damaged = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (damaged.returncode, damaged.stdout) == (1, "entry 9: hash\n")


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), json_values, max_size=4))
def test_canonical_json_is_what_the_page_says(answer: dict[str, object]) -> None:
    """Content as we write it is byte for byte what Python's json makes with the page's settings."""
    asked = msgspec.Raw(msgspec.json.encode(answer, order="sorted"))
    text = encode_content(Content(asked, (), (("guest", 1, 5), ("sales:bar", 0, -5)), answer))
    again = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text == again.encode()
    assert decode_content(text).answer == answer


def test_the_example_of_the_page_is_an_entry() -> None:
    """The JSON shown in the page can be read as content, and its postings balance."""
    page = Path(__file__).parents[2].joinpath("docs", "ledger-format.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    content = decode_content(example)
    assert sum(amount for _, _, amount in content.postings) == 0
