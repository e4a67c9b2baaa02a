"""Every type of page there is, with an address of each that shows something, and who looks at it."""

from portal.accounts import actions as accounts
from portal.cases.models import Case, CaseSource
from portal.core.db import db
from portal.core.refs import Ref
from portal.guides import actions as guides
from portal.ideas.models import Idea
from portal.moderation.models import QueueItem
from portal.prepared import actions as prepared
from portal.questions import actions as questions
from portal.questions.models import Answer, Comment, Question
from portal.search import actions
from tests.gaps import stage as gaps

# Endpoints that answer GET without being a page of their own: feeds, fragments, files, redirects, figures for machines.
NO_PAGES = {
    "accounts.address", "accounts.confirm", "accounts.invite", "accounts.reset", "accounts.profile_by_number",
    "cases.feed", "cases.lead_from", "ideas.feed", "ideas.thread_feed", "moderation.audit_csv", "notifications.count",
    "notifications.unsubscribe_page", "old_addresses.lead_on", "questions.feed", "questions.short", "questions.show_answer",
    "questions.thread_feed", "questions.topic_feed", "search.health_csv", "search.opensearch", "search.related",
    "search.suggest", "static", "system.healthz", "system.metrics", "system.readyz", "topics.suggest", "web.language",
    "web.theme",
}  # fmt: skip

# endpoint -> addresses; {names} are filled in with what the demo community has
PAGES = {
    "guest": {
        "home.index": ["/"],
        "questions.index": ["/questions", "/questions?sort=unanswered&lang=uk"],
        "questions.thread": ["{question}", "{plain}"],
        "questions.by_topic": ["/topics/points"],
        "questions.by_person": ["/people/{asker}/questions"],
        "questions.answers_by_person": ["/people/{answerer}/answers"],
        "questions.history": ["/questions/{edited}/history", "/questions/{edited}/history?from=1&to=2"],
        "topics.index": ["/topics"],
        "cases.index": ["/cases"],
        "cases.show": ["/cases/1", "{translated}", "{practical}"],
        "cases.feedback": ["/cases/1/feedback", "/cases/1/feedback?helped=yes"],
        "guides.index": ["/guides"],
        "guides.show": ["/guides/{guide}"],
        "ideas.index": ["/ideas"],
        "ideas.show": ["/ideas/{idea}"],
        "ideas.history": ["/ideas/{idea}/history"],
        "search.results": ["/search", "/search?q=бонусы&lang=ru", "/search?q=,jyecs", "/search?q=qwxzvkj"],
        "search.similar": ["/search/similar?title=бонусы+не+начислили"],
        "search.confirm_solved": ["/search/solved/case/1"],
        "accounts.sign_in": ["/sign-in"],
        "accounts.register": ["/register"],
        "accounts.ask_reset": ["/reset"],
        "accounts.sent": ["/sent/register"],
        "accounts.profile": ["{profile}"],
        "pages.help": ["/help"],
        "pages.privacy": ["/privacy"],
        "dev.patterns": ["/dev/patterns"],
        "error": ["/nothing/here"],
    },
    "carla": {
        "home.index": ["/"],
        "questions.thread": ["{question}", "{own}"],
        "questions.ask": ["/questions/ask"],
        "questions.answer": ["/questions/{number}/answers"],
        "questions.comment": ["/questions/{number}/comments"],
        "questions.edit": ["/questions/{edited}/edit"],
        "questions.delete": ["/questions/{edited}/delete"],
        "questions.set_language": ["/questions/{edited}/language"],
        "questions.set_visibility": ["/questions/{edited}/visibility"],
        "cases.show": ["/cases/1"],
        "guides.show": ["/guides/{guide}"],
        "ideas.index": ["/ideas"],
        "ideas.show": ["/ideas/{idea}"],
        "ideas.propose": ["/ideas/propose"],
        "moderation.flag": ["/flag/question/{number}"],
        "notifications.inbox": ["/inbox"],
        "notifications.settings": ["/settings/notifications"],
        "accounts.settings": ["/settings"],
        "accounts.own_address": ["/settings/address"],
        "accounts.own_password": ["/settings/password"],
        "accounts.devices": ["/settings/devices"],
        "search.searches": ["/searches"],
        "search.save_form": ["/searches/new?q=бонусы"],
        "search.rename_search": ["/searches/{saved}"],
        "error": ["/moderation"],
    },
    "stella": {
        "questions.thread": ["{question}"],
        "questions.edit_answer": ["/answers/{answer}/edit"],
        "questions.answer_history": ["/answers/{answer}/history"],
        "questions.delete_answer": ["/answers/{answer}/delete"],
        "questions.edit_comment": ["/comments/{comment}/edit"],
        "questions.delete_comment": ["/comments/{comment}/delete"],
        "questions.needs_information": ["/questions/{number}/needs-information"],
        "cases.show": ["/cases/1"],
        "cases.desk": ["/cases/desk", "/cases/desk?part=check"],
        "cases.home": ["/cases/home", "/cases/home?part=published"],
        "cases.owner": ["/cases/1/owner"],
        "cases.write": ["/cases/write"],
        "cases.edit": ["/cases/1/edit"],
        "cases.history": ["/cases/1/history"],
        "cases.revision": ["/cases/1/history/1"],
        "cases.archive": ["/cases/1/archive"],
        "cases.doubt": ["/cases/1/doubt"],
        "cases.retire": ["/cases/1/retire"],
        "cases.schedule": ["/cases/1/schedule"],
        "cases.send_back": ["/cases/1/send-back"],
        "cases.voices": ["/cases/1/voices"],
        "cases.drift": ["/cases/{drifted}/drift"],
        "cases.revise": ["/cases/{drifted}/drift/revise?source={moved}"],
        "cases.versions": ["/cases/versions"],
        "cases.translations": ["{translated}/translations"],
        "cases.translations_desk": ["/cases/translations"],
        "cases.translate": ["/cases/1/translate/{untranslated}"],
        "cases.retranslate": ["{translated}/translation"],
        "cases.promote": ["/cases/promote/{answer}"],
        "moderation.queue": ["/moderation", "/moderation?item={item}"],
        "moderation.decide": ["/moderation/question/{number}"],
        "accounts.people": ["/staff/people"],
        "accounts.person": ["/staff/people/{asker}"],
        "accounts.mail_folder": ["/staff/mail"],
        "topics.create": ["/topics/new"],
        "topics.edit": ["/topics/points/edit"],
        "ideas.edit": ["/ideas/{idea}/edit"],
        "ideas.edit_comment": ["/ideas/comments/{idea_comment}/edit"],
        "ideas.delete_comment": ["/ideas/comments/{idea_comment}/delete"],
        "search.results": ["/search?q=бонусы+на+карте&explain=1"],
        "search.synonyms": ["/search/synonyms"],
        "search.add_synonym": ["/search/synonyms/new?sample=бонусы"],
        "search.edit_synonym": ["/search/synonyms/{synonym}"],
        "search.pins": ["/search/pins"],
        "search.edit_pin": ["/search/pins/{pin}"],
        "search.health": ["/staff/search-health"],
        "guides.index": ["/guides"],
        "guides.show": ["/guides/{training}"],
        "guides.write": ["/guides/new"],
        "guides.edit": ["/guides/{guide}/edit"],
        "prepared.index": ["/staff/prepared-answers"],
        "prepared.write": ["/staff/prepared-answers/new"],
        "prepared.edit": ["/staff/prepared-answers/{prepared}"],
        "prepared.choose": ["/staff/prepared-answers/for/{number}"],
        "gaps.board": ["/staff/gaps", "/staff/gaps?state=taken"],
        "gaps.show": ["/staff/gaps/{gap}"],
    },
    "pavel": {
        "ideas.set_state": ["/ideas/{idea}/state"],
    },
    "ada": {
        "moderation.audit": ["/admin/audit"],
        "accounts.teams": ["/staff/teams"],
        "accounts.team": ["/staff/teams/{team}"],
        "accounts.person": ["/staff/people/{asker}"],
    },
}


def teach(stage) -> dict[str, int]:
    """A saved search, a synonym, a pin, a gap, a case whose source moved: their numbers by name."""
    with stage.inside():
        saved = actions.save_search(stage.cast.carla, address="q=бонусы", name="Бонусы")
        wording = actions.Wording(["скидочная карточка", "loyalty card"], both_ways=True)
        synonym = actions.add_synonym(stage.cast.stella, wording=wording)
        pin = actions.pin(stage.cast.stella, Ref("case", 1), words="бонусы на карте")
        drifted = _drift(stage)
        db.session.commit()
        gap = gaps.make_gap("передарить подарочную карту", 4)
        found = {"saved": saved.id, "synonym": synonym.id, "pin": pin.id, "gap": gap.id}
        return found | drifted | _kept(stage)


def _kept(stage) -> dict[str, int]:
    """A guide for everybody, one for the training of support, a prepared answer, a named team."""
    stella = stage.cast.stella
    fields = {"about": "*Begin* at the top.", "language": "en", "cases": [1, 2, 3]}
    guide = guides.write(stella, title="The first week with the card", visibility="public", **fields)
    training = guides.write(stella, title="Training for new colleagues", visibility="staff", **fields)
    for row in (guide, training):
        guides.publish(stella, row.id)
    body = "Hello {name},\n\nplease read {link}.\n\n{me}"
    text = prepared.write(stella, title="Where the card is", body=body, language="en", topic_slugs=["points"])
    team = accounts.add_team(stage.cast.ada, name="Cards and tills", people=[stella.id, stage.cast.pavel.id])
    db.session.commit()
    return {"guide": guide.id, "training": training.id, "prepared": text.id, "team": team.id}


def _drift(stage) -> dict[str, int]:
    """The answer that a case was made of says something else by now."""
    source = db.session.scalars(db.select(CaseSource).order_by(CaseSource.id)).first()
    answer = db.session.get(Answer, source.answer_id)
    body = answer.body + "\n\nP. S. If it happens again within a week, write to support."
    questions.edit_answer(stage.cast.stella, answer_id=answer.id, base_revision=answer.revision, body=body)
    return {"drifted": source.case_id, "moved": answer.id}


def names(stage, own: int) -> dict[str, object]:
    """What stands for the {names}; ``own`` is a question that Carla asked and edited."""
    from portal.ideas.models import IdeaComment

    with stage.inside():
        first = lambda kind, *where: db.session.scalars(db.select(kind).where(*where).limit(1)).one()  # noqa: E731
        curated = first(Question, Question.curated_case_id.is_not(None))
        plain = first(Question, Question.answer_count == 0)
        comment = first(Comment)
        idea = first(Idea, Idea.comment_count > 0, Idea.state == "planned")
        answer = first(Answer, Answer.official_at.is_not(None))
        return {
            "question": f"/questions/{curated.id}", "plain": f"/questions/{plain.id}", "number": curated.id,
            "own": f"/questions/{own}", "edited": own, "asker": curated.author_id, "answerer": answer.author_id,
            "profile": f"/people/{answer.author_id}", "answer": answer.id, "comment": comment.id, "idea": idea.id,
            "translated": f"/cases/{first(Case, Case.original_id.is_not(None)).id}",
            "practical": f"/cases/{first(Case, Case.result != '').id}",
            "untranslated": "uk" if db.session.get(Case, 1).language == "ru" else "ru",
            "idea_comment": first(IdeaComment, IdeaComment.idea_id == idea.id).id, "item": first(QueueItem).id,
        }  # fmt: skip
