"""A typing error by dice, for judging what searches do with it."""

import random


def with_error(dice: random.Random, text: str) -> str:
    """A letter of the longest word left out, added, changed or swapped; never the first or the last one."""
    words = text.split()
    plain = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= 5]
    if not plain:
        return text
    place = max(plain, key=lambda each: (len(words[each]), each))
    word, at = words[place], dice.randrange(1, len(words[place]) - 1)
    letter = dice.choice("abcdefghijklmnopqrstuvwxyz" if word.isascii() else "абвгдежзийклмнопрстуфхцчшщъыьэюя")
    ways = (word[at + 1 :], letter + word[at:], letter + word[at + 1 :], word[at + 1] + word[at] + word[at + 2 :])
    words[place] = word[:at] + dice.choice(ways)
    return " ".join(words)
