"""An empty index, topics and noise, as for search; and gathering at once."""

import pytest

from portal.gaps import gatherer
from tests.search.conftest import empty_index, kept_scene, post, scene

__all__ = ["empty_index", "kept_scene", "post", "scene"]


@pytest.fixture
def gather(app):
    return gatherer.gather
