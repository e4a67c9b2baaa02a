"""A kept name of a zone is the one that its date has."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from babel import dates

from portal.web import i18n


@pytest.mark.parametrize("years", [(1970, 2020), (2020, 1970)])
def test_it_works(monkeypatch, years):
    """London kept its clocks an hour ahead the whole of 1970 and called that its standard time."""
    monkeypatch.setattr(i18n, "_ZONE_NAMES", {})
    for year in years:
        local = datetime(year, 6, 1, tzinfo=UTC).astimezone(ZoneInfo("Europe/London"))
        wanted = dates.format_datetime(local, "zzz", local.tzinfo, "en")
        assert [i18n._zone_name(local, "Europe/London", "en") for _ in range(2)] == [wanted] * 2
