"""When an embargo is over, and what is no embargo at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.calls import Call, Withheld
from fidelity.embargo import ends, holds
from fidelity.model import Fail


def at(written: str) -> datetime:
    """Read a moment."""
    return datetime.fromisoformat(written)


@pytest.mark.parametrize(
    ("until", "last", "first"),
    [
        ("2027-06-30", "2027-06-30T23:59:59+00:00", "2027-07-01T00:00:00+00:00"),
        ("2027-06-30T10:00+02:00", "2027-06-30T07:59:59+00:00", "2027-06-30T08:00:00+00:00"),
    ],
)
def test_an_embargo_holds_up_to_its_end(until: str, last: str, first: str) -> None:
    """A day is its last one; a moment is the first at which it is over."""
    assert holds(until, at(last))
    assert not holds(until, at(first))


@pytest.mark.parametrize(
    "until", ["", "soon", "2027", "2027-06", "30.06.2027", "2027-02-30", "2027-06-30T10:00"]
)
def test_what_is_no_day_is_no_embargo(until: str) -> None:
    """Least of all a moment of which nobody knows where."""
    with pytest.raises(ValueError, match=r".*"):
        ends(until)


@given(st.dates())
def test_every_day_there_is_can_be_one(day: object) -> None:
    """The very last one included."""
    assert isinstance(holds(str(day), datetime(2027, 1, 1, tzinfo=UTC)), bool)


def test_of_what_is_withheld_nothing_is_sent() -> None:
    """Whatever is asked, and whomever: also a server of this machine."""
    sender = Withheld()
    assert not sender.allowance.permits("127.0.0.1", ["word"])
    assert sender.send(Call("test:peer", "http://127.0.0.1:9/", ("word",))) == Fail("no-consent")
