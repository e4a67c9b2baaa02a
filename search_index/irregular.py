"""Words whose forms no rule leads back to them: English verbs and plurals, frequent Ukrainian words with changing stems.

Between semicolons stand a dictionary form and forms of it. A form keeps what the rules make of it besides: "left" is of
leave, and a side. Of "do" and "have" there are none: they say nothing of what is sought.
"""

from __future__ import annotations

from functools import lru_cache

_ENGLISH = """
arise arose arisen; awake awoke awoken; become became; begin began begun; bend bent; bind bound; bite bit bitten; blow
blew blown; break broke broken; bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen;
come came; creep crept; deal dealt; dig dug; draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; eat
ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; fly flew flown; forbid forbade forbidden;
forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get gotten; give gave given; go went gone;
grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known; lay
laid; lead led; learn learnt; leave left; lend lent; lie lay lain; light lit; lose lost; make made; mean meant; meet
met; mistake mistook mistaken; pay paid; prove proven; ride rode ridden; ring rang rung; rise rose risen; run ran; say
said; see saw seen; seek sought; sell sold; send sent; shake shook shaken; shine shone; shoot shot; show shown; shrink
shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid; smell smelt; speak spoke spoken;
spell spelt; spend spent; spin spun; spoil spoilt; stand stood; steal stole stolen; stick stuck; strike struck; swear
swore sworn; sweep swept; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think
thought; throw threw thrown; understand understood; wake woke woken; wear wore worn; win won; withdraw withdrew
withdrawn; write wrote written; overcome overcame; overpay overpaid; repay repaid; rebuild rebuilt; resend resent;
resell resold; redo redid redone; undo undid undone; mislead misled; foresee foresaw foreseen; man men; woman women;
child children; person people; foot feet; tooth teeth; mouse mice; goose geese; wife wives; knife knives; life lives;
half halves; shelf shelves; leaf leaves; loaf loaves; thief thieves; wolf wolves; self selves; good better best; bad
worse worst; far further furthest
"""
_UKRAINIAN = """
день дня дню днем дні днів дням днями днях; дитина дитини дитині дитину дитиною діти дітей дітям дітьми дітях; могти
можу можеш може можемо можете можуть міг могла могло могли; брати беру береш бере беремо берете беруть брав брала
брали; взяти узяти візьму візьмеш візьме візьмемо візьмете візьмуть взяв взяла взяли; їсти їм їси їсть їмо їсте їдять
їв їла їли; їхати їду їдеш їде їдемо їдете їдуть їхав їхала їхали; йти іти іду йду ідеш йдеш іде йде ідемо йдемо ідете
йдете ідуть йдуть йшов ішов йшла йшло йшли; прийти прийду прийдеш прийде прийдемо прийдуть прийшов прийшла прийшло
прийшли; увійти ввійти увійду увійде увійшов увійшла увійшли ввійшов ввійшла ввійшли; знайти знайду знайдеш знайде
знайдемо знайдуть знайшов знайшла знайшло знайшли; піти піду підеш піде підемо підуть пішов пішла пішло пішли; сісти
сяду сядеш сяде сядуть сів сіла сіло сіли; дати дам даси дасть дамо дадуть дав дала дало дали; відкрити відкрию
відкриєш відкриє відкрив відкрила відкрило відкрили; закрити закрию закриє закрив закрила закрило закрили; великий
більший більша більше більші найбільший; хороший кращий краща краще кращі найкращий; поганий гірший гірша гірше гірші;
малий менший менша менше менші найменший; швидкий швидко швидше швидший найшвидше; дешевий дешево дешевше дешевший
найдешевше; дорогий дорого дорожче дорожчий; високий вище вищий; низький нижче нижчий; довгий довго довше довший;
легкий легко легше легший; рік року році роки років рокам роками роках; ніч ночі ніччю ночей; гріш гроші грошей грошам
грошима грошах; око очі очей очам очима; людина людини людині людину людиною люди людей людям людьми людях; ім'я імені
іменем імена імен; час часу часі часи часів
"""


@lru_cache(maxsize=1)
def english() -> dict[str, tuple[str, ...]]:
    """Form -> the dictionary forms it may be of."""
    return _table(_ENGLISH)


@lru_cache(maxsize=1)
def ukrainian() -> dict[str, tuple[str, ...]]:
    """The same; forms as they are written, with ї and є."""
    return _table(_UKRAINIAN)


def _table(lines: str) -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {}
    for entry in lines.split(";"):
        lemma, *forms = entry.split()
        for form in forms:
            made[form] = (*made.get(form, ()), lemma)
    return made
