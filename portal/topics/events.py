"""What topics tell upward."""

from dataclasses import dataclass

from portal.core.events import Event


@dataclass(frozen=True, slots=True)
class TopicChanged(Event):
    topic_id: int
