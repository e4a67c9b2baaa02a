"""Words of asking: what stands in a question of any subject and says little of this one, in three languages.

They are not thrown away, as "to be" may be all there is; they count for less (`ranking.Weights.asking`). Rarity alone
does not do that: in a base of few or formal texts, "what" and "сколько" are rare words.
"""

from collections.abc import Iterable

from search_index import tokens

_ENGLISH = """
    what which who whom whose when where why how do does did is are was were be been can could should would will
    i you my me we a an the of in to for on and or it its this that these those there with by from as at has have had
"""
_RUSSIAN = """
    что как где когда почему зачем кто какой какая какое какие каком каких какую какого какому какими чем чего
    сколько куда откуда ли же бы это этот эта эти был была было были есть
"""
_UKRAINIAN = """
    що як де коли чому навіщо хто який яка яке які якому яких яку якого якими чим чого скільки куди звідки чи же би
    це цей ця ці був була було були є
"""
# Words that say how one asks, not what about: searches that differ in them only are one, and nobody misses them in what
# was found.
_SMALL = """
    a an and are at be can do does for from how i if in is it my no not of on or the this to was what when where
    which who why with please help а без бы в во где да для до его ее если есть за и из или их к как какой когда
    кто ли мне меня мой моя мои можно мы на над надо не нет ни но делать делаю сделать пожалуйста о об он она они
    от по под почему при про с со так там то у уже чего чем что чтобы это я або але був була було бути від він
    вона вони де є з зі із й його її і їх коли мені мене мій мої можна ми робити зробити робит зробит немає ні
    прошу та хто це цей ця чи чого чому що щоб як якщо який
"""
WORDS = frozenset(tokens.key(word) for word in (_ENGLISH + _RUSSIAN + _UKRAINIAN).split())
SMALL = frozenset(_SMALL.split())
_UNMISSED = WORDS | {tokens.key(word) for word in SMALL} | {"dont", "doesnt", "didnt", "cant", "isnt", "wont"}


def is_small(raw: str, lemmas: Iterable[str]) -> bool:
    """Whether nobody misses a word, given by its keys, in what was found by others."""
    return raw in _UNMISSED or not _UNMISSED.isdisjoint(lemmas)
