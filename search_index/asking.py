"""Words of asking: what stands in a question of any subject and says little of this one, in three languages.

They are not thrown away, as "to be" may be all there is; they count for less (`ranking.Weights.asking`). Rarity alone
does not do that: in a base of few or formal texts, "what" and "сколько" are rare words.
"""

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
WORDS = frozenset(tokens.key(word) for word in (_ENGLISH + _RUSSIAN + _UKRAINIAN).split())
