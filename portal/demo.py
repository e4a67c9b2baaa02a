"""A small believable community in three languages, loaded through the same actions as real posts, at their own times.

``load()`` refuses a portal that has people already. Letters that the posts would have sent are dropped: nobody waits
for them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.accounts.names import skeleton
from portal.cases import actions as cases
from portal.cases.content import Content
from portal.cases.models import Case, CaseFeedback
from portal.core import clock, outbox, richtext, slugs, stewards
from portal.core.db import db
from portal.core.outbox import OutboxRow
from portal.core.permissions import GUEST, MACHINE, Actor
from portal.core.refs import Ref
from portal.demo_content import CONTENT
from portal.demo_content.shapes import (
    DemoAnswer,
    DemoCase,
    DemoComment,
    DemoContent,
    DemoGuide,
    DemoIdea,
    DemoPerson,
    DemoPrepared,
    DemoQuestion,
    DemoSearch,
    DemoTopic,
    DemoTranslation,
)
from portal.guides import actions as guides
from portal.ideas import actions as ideas
from portal.notifications import actions as notifications
from portal.prepared import actions as prepared
from portal.questions import actions as questions
from portal.questions.actions import vote
from portal.questions.models import Question
from portal.search import trail
from portal.search.actions import noting
from portal.topics import actions as topics


class NotEmpty(RuntimeError):
    """Demo content is only for a portal that nobody uses yet."""


def is_empty() -> bool:
    """True as long as nobody has an account; imported people are nobody yet."""
    own = select(func.count()).select_from(Person).where(Person.source_site.is_(None))
    return not db.session.scalar(own)


def load(content: DemoContent = CONTENT) -> Iterator[str]:
    """Write everything; yields the name of each part as it begins and commits once, at the end."""
    if not is_empty():
        raise NotEmpty
    loader = Loader()
    parts: tuple[tuple[str, Callable[..., None], Iterable[Any]], ...] = (
        ("people", loader.person, content.people),
        ("topics", loader.topic, content.topics),
        ("questions", loader.question, sorted(content.questions, key=lambda q: -q.age_hours)),
        ("cases", loader.case, sorted(content.cases, key=lambda c: -c.age_hours)),
        ("translations", loader.translation, content.translations),
        ("ideas", loader.idea, sorted(content.ideas, key=lambda i: -i.age_hours)),
        ("guides", loader.guide, content.guides),
        ("prepared answers", loader.prepared, content.prepared),
        ("searches", loader.search, content.searches),
    )
    for name, write, things in parts:
        yield name
        for thing in things:
            write(thing)
    loader.mark_duplicates(content.questions)
    db.session.execute(delete(OutboxRow))  # letters nobody waits for, and a row for each change of each thing
    outbox.put("reindex")
    db.session.commit()


class Loader:
    """Keeps who and what the keys of the content stand for."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.people: dict[str, int] = {}
        self.topic_ids: dict[str, int] = {}
        self.question_ids: dict[str, int] = {}
        self.answer_ids: dict[str, int] = {}
        self.case_ids: dict[str, int] = {}

    def actor(self, key: str) -> Actor:
        found = accounts.actor_of(self.people[key])
        assert found is not None
        return found

    def ago(self, hours: float) -> AbstractContextManager[None]:
        """Inside this, it is ``hours`` before now."""
        return clock.at(self.now - timedelta(hours=max(hours, 0.01)))

    def person(self, person: DemoPerson) -> None:
        born = self.now - timedelta(days=person.age_days)
        row = Person(
            name=person.name,
            slug=slugs.slug_latin(person.name),
            skeleton=skeleton(person.name),
            email=person.email.lower(),
            role=person.role,
            publishes=person.role == "staff",
            verified_at=born,
            trusted_at=born,
            created_at=born,
            language=person.language,
            time_zone=person.time_zone,
            about=person.about,
            about_html=richtext.render(person.about),
        )
        db.session.add(row)
        db.session.flush()
        self.people[person.key] = row.id

    def topic(self, topic: DemoTopic) -> None:
        parent = self.topic_ids.get(topic.parent)
        row = topics.create(
            MACHINE, slug=topic.slug, names=topic.names, descriptions=topic.description, parent_id=parent
        )
        self.topic_ids[topic.slug] = row.id

    def question(self, q: DemoQuestion) -> None:
        with self.ago(q.age_hours):
            row = questions.ask(
                self.actor(q.author), title=q.title, body=q.body, topic_names=q.topics, language=q.language
            )
        self.question_ids[q.key] = row.id
        self.comments(row.id, None, q.comments)
        for answer in sorted(q.answers, key=lambda a: -a.age_hours):
            self.answer(q, row.id, answer)
        for key, value in [*((key, 1) for key in q.up), *((key, -1) for key in q.down)]:
            with self.ago(q.age_hours * 0.9):
                vote.on_question(self.actor(key), row.id, value=value)
        for key in q.followers:
            with self.ago(q.age_hours * 0.8):
                notifications.follow(self.actor(key), Ref("question", row.id), on=True)
        self.settle(q, row.id)

    def settle(self, q: DemoQuestion, question_id: int) -> None:
        """Views and the state at the end."""
        row = db.session.get_one(Question, question_id)
        row.view_count = q.views
        staff = next(p.key for p in CONTENT.people if p.role == "staff")
        with self.ago(q.age_hours * 0.3):
            if q.state == "closed":
                stewards.of("question").close(self.actor(staff), question_id, q.close_reason)
            elif q.state == "needs_information":
                row.state = "needs_information"

    def answer(self, q: DemoQuestion, question_id: int, a: DemoAnswer) -> None:
        with self.ago(a.age_hours):
            row = questions.answer(self.actor(a.author), question_id=question_id, body=a.body)
        if a.key:
            self.answer_ids[a.key] = row.id
        for key, value in [*((key, 1) for key in a.up), *((key, -1) for key in a.down)]:
            with self.ago(a.age_hours * 0.9):
                vote.on_answer(self.actor(key), row.id, value=value)
        with self.ago(a.age_hours * 0.7):
            if a.official:
                staff = next(p.key for p in CONTENT.people if p.role == "staff" and p.key)
                questions.make_official(self.actor(staff), answer_id=row.id)
            if a.accepted:
                questions.accept(self.actor(q.author), answer_id=row.id)
        self.comments(question_id, row.id, a.comments)

    def comments(self, question_id: int, answer_id: int | None, each: Iterable[DemoComment]) -> None:
        for comment in sorted(each, key=lambda c: -c.age_hours):
            with self.ago(comment.age_hours):
                questions.comment(
                    self.actor(comment.author), question_id=question_id, answer_id=answer_id, body=comment.body
                )

    def mark_duplicates(self, each: Iterable[DemoQuestion]) -> None:
        staff = self.actor(next(p.key for p in CONTENT.people if p.role == "staff"))
        for q in each:
            if q.duplicate_of:
                with self.ago(q.age_hours * 0.5):
                    target = self.question_ids[q.duplicate_of]
                    stewards.of("question").mark_duplicate(staff, self.question_ids[q.key], target)

    def case(self, c: DemoCase) -> None:
        actor = self.actor(c.author)
        content = {
            "kind": c.kind,
            "language": c.language,
            "title": c.title,
            "phrasings": c.phrasings,
            "symptoms": c.symptoms,
            "cause": c.cause,
            "steps": c.steps,
            "result": c.result,
            "figures": c.figures,
            "applies_to": c.applies_to,
            "topics": c.topics,
        }
        with self.ago(c.age_hours):
            if c.promoted_from:
                case = cases.promote(actor, self.answer_ids[c.promoted_from], **content)  # type: ignore[arg-type]
            else:
                case = cases.write(actor, **content)  # type: ignore[arg-type]
            cases.publish(actor, case.id)
        self.case_ids[c.key] = case.id
        with self.ago(c.age_hours * 0.5):
            self.helped(case, c.helped)
            for reason in c.not_helped:
                cases.say_helped(GUEST, case.id, helped=False, reason="other", text=reason)

    def helped(self, case: Case, times: int) -> None:
        """Hundreds of guests, all but the last at once: each counts anew what was said before."""
        said = {"case_id": case.id, "helped": True, "revision": case.revision, "created_at": clock.now()}
        if times > 1:
            db.session.execute(insert(CaseFeedback), [said | {"reason": "", "text": ""}] * (times - 1))
        if times:
            cases.say_helped(GUEST, case.id, helped=True)

    def translation(self, t: DemoTranslation) -> None:
        actor = self.actor(t.author)
        words = {"title": t.title, "phrasings": t.phrasings, "symptoms": t.symptoms, "cause": t.cause, "steps": t.steps}
        content = Content("common_issue", t.language, applies_to=t.applies_to, **words)  # type: ignore[arg-type]
        with self.ago(t.age_hours):
            case = cases.translate(actor, self.case_ids[t.original], language=t.language, content=content)
            cases.publish(actor, case.id)

    def idea(self, i: DemoIdea) -> None:
        with self.ago(i.age_hours):
            row = ideas.propose(self.actor(i.author), title=i.title, body=i.body, topics=i.topics, language=i.language)
        for key, importance in i.votes:
            with self.ago(i.age_hours * 0.8):
                ideas.vote(self.actor(key), row.id, importance=importance)
        for comment in i.comments:
            with self.ago(comment.age_hours):
                ideas.comment(self.actor(comment.author), row.id, body=comment.body)
        for change in i.timeline:
            linked = self.case_ids[i.linked_case] if change.state == "already_possible" else None
            with self.ago(change.age_hours):
                ideas.set_state(self.actor(change.by), row.id, state=change.state, reason=change.reason, case_id=linked)

    def guide(self, g: DemoGuide) -> None:
        with self.ago(g.age_hours):
            numbers = [self.case_ids[key] for key in g.cases]
            words = {"title": g.title, "about": g.about, "language": g.language, "visibility": "public"}
            row = guides.write(self.actor(g.author), cases=numbers, **words)
            guides.publish(self.actor(g.author), row.id)

    def prepared(self, p: DemoPrepared) -> None:
        with self.ago(p.age_hours):
            prepared.write(self.actor(p.author), title=p.title, body=p.body, language=p.language, topic_slugs=p.topics)

    def search(self, s: DemoSearch) -> None:
        """Spread over three weeks, written as the journal writes them: no search knows who searched."""
        shown, opened, solved = [], [], []
        for number in range(s.times):
            with self.ago(21 * 24 * (number + 0.5) / s.times):
                now, search_id = clock.now(), trail.begin(clock.now()).id
            shown.append(noting.Shown(search_id, now, s.wordings[number % len(s.wordings)], s.language, "", s.found))
            if s.opens:
                ref = Ref("case", self.case_ids[s.opens])
                opened.append(noting.Opening(search_id, ref, 1, now + timedelta(seconds=20)))
                solved += [(search_id, ref, now)] if number < s.solved else []
        noting.write(shown, opened)
        for search_id, ref, at in solved:
            with clock.at(at + timedelta(minutes=2)):
                noting.step(search_id, "solved", ref)
