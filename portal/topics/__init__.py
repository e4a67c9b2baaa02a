"""Topics: the tags of the community, with parents, names and descriptions in three languages.

Owns ``topic``. Publishes ``TopicChanged``.
"""
