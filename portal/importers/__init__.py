"""Importers: content of other systems becomes posts, people and topics here.

Owns what was taken from where (``models.py``), so that importing again makes no doubles and finds what changed. Each
system is a folder of its own. Publishes no events: nobody is told of what somebody wrote years ago elsewhere.
"""
