"""The demo content holds together: a loader may trust every reference, order and length in it."""

import re
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from portal.demo_content import CONTENT

PEOPLE = {person.key: person for person in CONTENT.people}
TOPICS = {topic.slug: topic for topic in CONTENT.topics}
QUESTIONS = {question.key: question for question in CONTENT.questions}
CASES = {case.key: case for case in CONTENT.cases}
KEYED_ANSWERS = {a.key: (q, a) for q in CONTENT.questions for a in q.answers if a.key}
LANGUAGES = ("ru", "uk", "en")

FOREIGN = {"ru": "іїєґ", "uk": "ыэёъ", "en": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"}
QUOTED = (  # said in another language on purpose: a screen or a message, quoted by whoever saw it
    "Термін дії коду минув",
    "«Картки», «Бонуси», «Замовлення»",
)
GUESTS = {"uk-forgot-card": "gareth"}  # answers in his own language in somebody else's thread


def posts():
    """(what, author, age, parent's age, votes) for everything that somebody wrote, in threads and ideas."""
    for q in CONTENT.questions:
        yield q.key, q.author, q.age_hours, None, q.up + q.down
        for c in q.comments:
            yield f"{q.key} comment", c.author, c.age_hours, q.age_hours, ()
        for n, a in enumerate(q.answers):
            yield f"{q.key} answer {n}", a.author, a.age_hours, q.age_hours, a.up + a.down
            for c in a.comments:
                yield f"{q.key} answer {n} comment", c.author, c.age_hours, a.age_hours, ()
    for i in CONTENT.ideas:
        yield i.key, i.author, i.age_hours, None, tuple(person for person, _ in i.votes)
        for c in i.comments:
            yield f"{i.key} comment", c.author, c.age_hours, i.age_hours, ()
        for s in i.timeline:
            yield f"{i.key} {s.state}", s.by, s.age_hours, i.age_hours, ()
    for k in CONTENT.cases:
        yield k.key, k.author, k.age_hours, None, ()


def comments():
    for q in CONTENT.questions:
        yield from q.comments
        for a in q.answers:
            yield from a.comments
    for i in CONTENT.ideas:
        yield from i.comments


def texts(language):
    """Everything in one language; comments under an idea are left out, there each speaks their own."""
    for q in CONTENT.questions:
        if q.language == language:
            yield from (q.title, q.body, q.close_reason, *(c.body for c in q.comments))
            for a in q.answers:
                yield from (a.body, *(c.body for c in a.comments))
    for k in CONTENT.cases:
        if k.language == language:
            yield from (k.title, *k.phrasings, k.symptoms, k.cause, *k.steps, k.result, *k.figures, *k.not_helped)
    for i in CONTENT.ideas:
        if i.language == language:
            yield from (i.title, i.body, *(s.reason for s in i.timeline))
    for g in CONTENT.guides:
        if g.language == language:
            yield from (g.title, g.about)
    for p in CONTENT.prepared:
        if p.language == language:
            yield from (p.title, re.sub(r"\{[a-z]+\}", "", p.body))
    for s in CONTENT.searches:
        if s.language == language:
            yield from s.wordings
    for topic in CONTENT.topics:
        yield from (topic.names[language], topic.description[language])
    yield from (p.about for p in CONTENT.people if p.language == language)


@pytest.mark.parametrize("kind", ["people", "topics", "questions", "cases", "ideas"])
def test_keys_are_unique(kind):
    keys = [getattr(x, "key", None) or x.slug for x in getattr(CONTENT, kind)]
    assert max(Counter(keys).values()) == 1


def test_answer_keys_are_unique():
    keys = [a.key for q in CONTENT.questions for a in q.answers if a.key]
    assert len(keys) == len(set(keys))


def test_people_named_anywhere_exist():
    named = {author for _, author, _, _, _ in posts()} | {v for *_, votes in posts() for v in votes}
    named |= {f for q in CONTENT.questions for f in q.followers}
    assert named <= PEOPLE.keys()


def test_people_are_plausible():
    assert 12 <= len(PEOPLE) <= 14
    assert Counter(p.role for p in CONTENT.people) == {"staff": 2, "product": 1, "admin": 1, "member": len(PEOPLE) - 4}
    assert {p.language for p in CONTENT.people} == set(LANGUAGES)
    for person in CONTENT.people:
        assert person.email.endswith(("@example.org", ".invalid"))
        assert ZoneInfo(person.time_zone)
    assert len({p.email for p in CONTENT.people}) == len({p.name for p in CONTENT.people}) == len(PEOPLE)


def test_topics_have_parents_and_words_in_three_languages():
    assert 12 <= len(TOPICS) <= 16
    for topic in CONTENT.topics:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", topic.slug)
        assert set(topic.names) == set(topic.description) == set(LANGUAGES)
        if topic.parent:
            assert TOPICS[topic.parent].parent == "", "two levels are enough here"


def test_a_parent_stands_before_its_children():
    seen = {""}
    for topic in CONTENT.topics:
        assert topic.parent in seen
        seen.add(topic.slug)


def test_posts_have_one_to_five_known_topics_and_each_topic_is_used():
    used = Counter()
    for post in (*CONTENT.questions, *CONTENT.cases, *CONTENT.ideas):
        assert 1 <= len(post.topics) <= 5
        assert len(set(post.topics)) == len(post.topics)
        used.update(post.topics)
    assert used.keys() == TOPICS.keys()


def test_nobody_votes_on_their_own_or_twice():
    for what, author, _, _, votes in posts():
        assert author not in votes, what
        assert len(votes) == len(set(votes)), what


def test_nobody_follows_what_is_theirs_already():
    for q in CONTENT.questions:
        assert q.author not in q.followers
        assert len(set(q.followers)) == len(q.followers)


def test_time_runs_forward():
    for what, author, age, parent_age, votes in posts():
        assert age > 0, what
        assert parent_age is None or age < parent_age, what
        for person in (author, *votes):
            assert PEOPLE[person].age_days * 24 > age, f"{what}: {person} was not there yet"


def test_comments_and_answers_stand_in_the_order_they_were_written():
    for q in CONTENT.questions:
        for group in (q.answers, q.comments, *(a.comments for a in q.answers)):
            ages = [x.age_hours for x in group]
            assert ages == sorted(ages, reverse=True), q.key
    for i in CONTENT.ideas:
        for group in (i.comments, i.timeline):
            ages = [x.age_hours for x in group]
            assert ages == sorted(ages, reverse=True), i.key


def test_lengths_are_within_limits():
    for post in (*CONTENT.questions, *CONTENT.cases, *CONTENT.ideas):
        assert 10 <= len(post.title) <= 150, post.key
    for post in (*CONTENT.questions, *CONTENT.ideas):
        assert 0 < len(post.body) <= 30_000, post.key
    for comment in comments():
        assert 0 < len(comment.body) <= 600


def test_accepted_is_one_and_never_on_a_silent_question():
    for q in CONTENT.questions:
        assert sum(a.accepted for a in q.answers) <= 1, q.key
        assert sum(a.official for a in q.answers) <= 1, q.key
        for a in q.answers:
            assert not (a.accepted and a.author == q.author), q.key


def test_duplicates_point_to_an_older_question_and_never_chain():
    duplicates = [q for q in CONTENT.questions if q.duplicate_of]
    assert len(duplicates) == 2
    for q in duplicates:
        target = QUESTIONS[q.duplicate_of]
        assert target.key != q.key
        assert not target.duplicate_of
        assert target.state == "open"
        assert target.age_hours > q.age_hours
        assert q.state == "open"


def test_closed_has_its_reason():
    assert Counter(q.state for q in CONTENT.questions if q.state != "open") == {"closed": 1, "needs_information": 1}
    for q in CONTENT.questions:
        assert bool(q.close_reason) == (q.state == "closed")


def test_cases_promoted_from_an_answer_follow_it():
    promoted = [k for k in CONTENT.cases if k.promoted_from]
    assert len(promoted) == 4
    assert {k.promoted_from for k in promoted} == KEYED_ANSWERS.keys()
    for case in promoted:
        question, answer = KEYED_ANSWERS[case.promoted_from]
        assert case.language == question.language
        assert case.age_hours < answer.age_hours


def test_cases_are_whole_and_written_by_staff():
    for case in CONTENT.cases:
        assert PEOPLE[case.author].role in {"staff", "admin"}
        assert len(case.phrasings) >= 3
        assert len(case.steps) >= 3
        assert case.symptoms
        assert case.cause
        assert len(case.applies_to) == 3
        assert case.applies_to[0]


def test_ideas_stand_in_many_states_and_reasons_are_given_by_the_team():
    states = Counter((("new", *(s.state for s in i.timeline))[-1]) for i in CONTENT.ideas)
    assert states.keys() == {"new", "under_review", "planned", "in_progress", "shipped", "declined", "already_possible"}
    for idea in CONTENT.ideas:
        for state in idea.timeline:
            assert state.reason
            assert PEOPLE[state.by].role != "member"


def test_already_possible_links_a_case_of_its_language():
    for idea in CONTENT.ideas:
        possible = bool(idea.timeline) and idea.timeline[-1].state == "already_possible"
        assert bool(idea.linked_case) == possible
        if possible:
            assert CASES[idea.linked_case].language == idea.language


def test_counts_are_as_promised():
    assert 40 <= len(CONTENT.questions) <= 44
    assert sum(bool(q.answers) for q in CONTENT.questions) >= 25
    assert all(len(q.answers) <= 4 for q in CONTENT.questions)
    assert sum(not q.answers and q.state == "open" and not q.duplicate_of for q in CONTENT.questions) >= 3
    assert sum(a.official for q in CONTENT.questions for a in q.answers) >= 10
    assert len(CONTENT.cases) == 15
    assert len(CONTENT.ideas) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_stand_on_equal_terms(language):
    assert sum(q.language == language for q in CONTENT.questions) >= 12
    assert sum(k.language == language for k in CONTENT.cases) == 5
    assert sum(i.language == language for i in CONTENT.ideas) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_fit_the_language(language):
    for text in texts(language):
        for quoted in QUOTED:
            text = text.replace(quoted, "")
        assert not set(text.lower()) & set(FOREIGN[language]), text


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_posts_in_cyrillic_languages_are_not_left_in_latin(language):
    for q in CONTENT.questions:
        if q.language == language:
            for body in (q.title, q.body, *(a.body for a in q.answers if GUESTS.get(q.key) != a.author)):
                assert len(re.findall("[а-яёіїєґ]", body.lower())) > len(re.findall("[a-z]", body.lower())), q.key


def test_no_word_mixes_latin_and_cyrillic():
    mixed = re.compile(r"[a-z][а-яёіїєґ]|[а-яёіїєґ][a-z]", re.I)
    for language in LANGUAGES:
        for text in (*texts(language), *(c.body for c in comments())):
            assert not mixed.search(text), text


def test_no_reachable_address_is_named():
    for language in LANGUAGES:
        for text in texts(language):
            assert not re.search(r"https?://|www\.|\+\d{6,}", text), text


def test_a_translated_case_stands_in_every_language():
    """With as many steps, in the same order: its codes and commands are those of the original."""
    by_case = {}
    for each in CONTENT.translations:
        by_case.setdefault(each.original, {CASES[each.original].language}).add(each.language)
        original = CASES[each.original]
        assert len(each.steps) == len(original.steps)
        assert each.age_hours < original.age_hours
        assert PEOPLE[each.author].role in {"staff", "admin"}
    assert by_case
    assert all(there == set(LANGUAGES) for there in by_case.values())


@pytest.mark.parametrize("prepared", CONTENT.prepared, ids=lambda prepared: prepared.title)
def test_no_prepared_answer_promises_what_stands_behind_its_link(prepared):
    """``{link}`` is the question's own address until a case was made of it: no text may promise that something stands there."""
    assert "{link}" not in prepared.body
