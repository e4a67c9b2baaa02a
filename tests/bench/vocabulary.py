"""Words of a generated community: a few of the trade and some thousands invented ones, common and rare as in real texts.

By Zipf's law the word of rank n stands n times more seldom than the first. Function words come first, the words of the
trade stand among the next hundreds, the rest is made of syllables.
"""

import random
from dataclasses import dataclass
from itertools import accumulate

SIZE = 6000  # words a language
TRADE_FROM, TRADE_STEP = 40, 25  # ranks of the words of the trade
FUNCTION = {
    "en": "the to a i and is in it of not my on for that but with you this have when can no be after are was if or at do",
    "ru": "и в не на я что с по а как это но у мне из к за то все так он от для же можно после меня уже если только",
    "uk": "і в не на я що з по а як це але у мені із до за то все так він від для ж можна після мене вже якщо тільки",
}
TRADE = {
    "en": "card points app delivery partner order shop code receipt account balance refund branch screen message",
    "ru": "карта баллы приложение доставка партнёр заказ магазин код чек счёт остаток возврат филиал экран сообщение",
    "uk": "картка бали застосунок доставка партнер замовлення крамниця код чек рахунок залишок повернення відділення",
}
_CYRILLIC = "б в г д ж з к л м н п р с т ст пр кр гл"
LETTERS = {  # how a syllable begins, its vowels, how a word ends
    "en": ("b d f g h k l m n p r s t v w st tr pl gr sh", "a e i o u ea", "n r s t l nt"),
    "ru": (_CYRILLIC, "а е и о у ы я", "н р л т к сть"),
    "uk": (_CYRILLIC, "а е и о у і я", "н р л т к сть"),
}


@dataclass(frozen=True)
class Vocabulary:
    """Words by rank, and the sums of their weights, as ``random.choices`` takes them."""

    words: list[str]
    weights: list[float]

    def take(self, dice: random.Random, count: int) -> list[str]:
        return dice.choices(self.words, cum_weights=self.weights, k=count)


def _invented(dice: random.Random, language: str) -> str:
    begins, vowels, ends = (letters.split() for letters in LETTERS[language])
    syllables = "".join(dice.choice(begins) + dice.choice(vowels) for _ in range(dice.randrange(1, 4)))
    return syllables + dice.choice(ends)


def of(language: str) -> Vocabulary:
    """The same words in the same order at every call."""
    dice = random.Random(f"words {language}")
    known = FUNCTION[language].split()
    seen = set(known) | set(TRADE[language].split())
    while len(known) < SIZE:
        word = _invented(dice, language)
        if word not in seen:
            seen.add(word)
            known.append(word)
    for place, word in enumerate(TRADE[language].split()):
        known.insert(TRADE_FROM + TRADE_STEP * place, word)
    return Vocabulary(known, list(accumulate(1 / rank for rank in range(1, len(known) + 1))))


def queries() -> list[str]:
    """Three words each, as people type them: of the trade, mixed with a rarer one, common and rare."""
    asked = []
    for language in ("en", "ru", "uk"):
        words, trade = of(language).words, TRADE[language].split()
        asked += [
            f"{trade[0]} {trade[1]} {trade[5]}",
            f"{trade[3]} {trade[8]} {words[700]}",
            f"{trade[11]} {words[300]} {words[2500]}",
        ]
    return asked
