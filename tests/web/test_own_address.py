"""Which addresses are of this site, and what the fields that take one make of the others."""

import pytest

from portal.cases.case_field import _TYPED
from portal.core.errors import Invalid
from portal.moderation.forms import target_id
from portal.web.own_address import without_site

SITE = "http://localhost"
OTHERS = (
    "5/cases/3", "12", ":12", "#12", "?12", ".evil.example/cases/3", "@evil.example/cases/3", "\\cases/3",
    f"{SITE}/cases/3", f"/{SITE}/cases/3", "//cases/3",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _here(app):
    with app.test_request_context("/"):
        yield


def test_it_works():
    assert without_site(f"{SITE}/cases/3/step?s=1") == "/cases/3/step?s=1"
    assert target_id(f"{SITE}/questions/3", "question") == 3


@pytest.mark.parametrize("rest", OTHERS)
def test_an_address_of_another_host_names_nothing(rest):
    assert not _TYPED.fullmatch(without_site(SITE + rest))
    with pytest.raises(Invalid):
        target_id(SITE + rest.replace("cases", "questions"), "question")
