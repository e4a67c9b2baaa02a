"""How much one post may ask for.

The bound is counted, never timed: the same text is accepted or refused alike on a fast machine and on a busy
one. Each rule of the renderer costs time proportional to the text; what multiplies is the number of elements
made, so it is these that are paid for. The figures were set so that the dearest accepted post stays under a
quarter of a second.
"""

from __future__ import annotations

SOURCE_CHARS = 60_000  # twice what a form accepts: imported posts and old revisions may be longer
ELEMENTS = 3000
DEPTH = 12  # quotes and lists within each other
HANDED_DOWN = 0.1  # of an element: each line of a part for some readers within another one, which is read once more
NESTED = 24  # emphasis and links within each other
CELLS = 2000
ODD_CHARACTERS = 800
COLOURED_PIECES = 800
COLOURED_CHARS = 2500


class TooComplex(ValueError):
    """This text would cost too much to show. The message is for its author, in English (a msgid)."""


class Budget:
    """What is left for one document. ``spend`` raises TooComplex when nothing is."""

    def __init__(self) -> None:
        self.elements = float(ELEMENTS)
        self.coloured = COLOURED_PIECES
        self.coloured_chars = COLOURED_CHARS
        self.odd = ODD_CHARACTERS

    def spend(self, elements: float = 1.0) -> None:
        """Pay for elements made; a line break costs half, having no end and no text."""
        self.elements -= elements
        if self.elements < 0:
            raise TooComplex("This text has too many formatted parts. Please split it.")

    def colour(self, pieces: int) -> bool:
        """Pay for coloured pieces of code if enough is left; no text is refused for want of colour."""
        affordable = pieces <= min(self.coloured, self.elements)
        if affordable:
            self.coloured -= pieces
            self.elements -= pieces
        return affordable

    def spend_odd(self, count: int) -> None:
        """Pay for invisible characters that must be shown in code."""
        self.odd -= count
        self.spend(2 * count)
        if self.odd < 0:
            raise TooComplex("The code has too many invisible characters.")
