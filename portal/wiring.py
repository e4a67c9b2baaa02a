"""One page that shows how the house hangs together: blueprints, event -> who reacts (in order), kind -> how a Ref
loads, job -> who does it, state -> who checks it. Nothing registers itself by being imported.

Longer than 300 lines because it stays one page: what hears an event, in which order, is read in one place or nowhere.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from portal.accounts import events as account_events
from portal.accounts import letters as account_letters
from portal.accounts import queries as accounts
from portal.accounts import recounts as account_recounts
from portal.accounts import routes as account_routes
from portal.accounts import teams as account_teams
from portal.cases import actions as cases
from portal.cases import content as case_content
from portal.cases import events as case_events
from portal.cases import models as case_models
from portal.cases import planned
from portal.cases import queries as case_queries
from portal.cases import routes as case_routes
from portal.cases.actions import watching
from portal.cases.queries import recounts as case_recounts
from portal.cases.steward import CaseSteward
from portal.core import (
    contributions,
    doctor,
    events,
    following,
    jobs,
    post_events,
    refs,
    renewing,
    richtext,
    similar,
    standing,
    stewards,
    wordings,
)
from portal.core.events import Event, Reaction
from portal.core.jobs import Job
from portal.core.permissions import MACHINE
from portal.core.refs import Ref
from portal.core.renewing import Renewal
from portal.core.visibility import Status
from portal.gaps import actions as gaps_actions
from portal.gaps import events as gap_events
from portal.gaps import queries as gaps
from portal.gaps import routes as gap_routes
from portal.guides import models as guide_models
from portal.guides import routes as guide_routes
from portal.ideas import actions as ideas_actions
from portal.ideas import events as idea_events
from portal.ideas import models as idea_models
from portal.ideas import queries as ideas
from portal.ideas import routes as ideas_routes
from portal.ideas.queries import recounts as idea_recounts
from portal.importers import models as _imported  # noqa: F401 - its table
from portal.moderation import actions as moderation
from portal.moderation import events as moderation_events
from portal.moderation import queries as moderation_queries
from portal.moderation import routes as moderation_routes
from portal.notifications import letters as notification_letters
from portal.notifications import queries as notifications
from portal.notifications import reactions as told
from portal.notifications import recounts as notification_recounts
from portal.notifications import routes as notification_routes
from portal.notifications.actions import counting as unread_counting
from portal.prepared import actions as prepared
from portal.prepared import queries as prepared_queries
from portal.prepared import routes as prepared_routes
from portal.questions import actions as questions
from portal.questions import events as question_events
from portal.questions import models as question_models
from portal.questions import routes as question_routes
from portal.questions import steward as question_stewards
from portal.questions.queries import cards as question_cards
from portal.questions.queries import contributions as question_contributions
from portal.questions.queries import recounts as question_recounts
from portal.search import alerting, indexing, percolating
from portal.search import engine as search_engine
from portal.search import queries as search
from portal.search import reactions as search_reactions
from portal.search import recounts as search_recounts
from portal.search import routes as search_routes
from portal.search import trail as search_trail
from portal.topics import actions as topic_actions
from portal.topics import events as topic_events
from portal.topics import queries as topics
from portal.topics import routes as topic_routes
from portal.web import observing


def _idea_answered(event: idea_events.IdeaStateChanged) -> None:
    """Only ideas know who has a part in one."""
    told.idea_state_changed(event, ideas.interested_people(event.idea_id), ideas.state_reason(event.change_id))


def _question_sent(event: question_events.QuestionSent) -> None:
    """Only accounts know who support is."""
    told.question_sent(event, accounts.support() if event.private else ())


def _case_published(event: case_events.CasePublished) -> None:
    """Only cases know whose questions and answers one was made of."""
    authors = {row.author_id for row in case_queries.sources(MACHINE, event.case_id)} - {None}
    told.case_published(event, authors, case_queries.askers(event.case_id))


def _case_submitted(event: case_events.CaseSubmitted) -> None:
    """Only accounts know who may publish."""
    told.case_submitted(event, accounts.publishers())


def _case_doubted(event: case_events.CaseDoubted) -> None:
    """Only cases know who looks after one: a person, or everybody of a team."""
    told.case_doubted(event, case_queries.keepers_of(event.case_id))


def _owners(person_id: int | None, team_id: int | None) -> Sequence[int]:
    if team_id is not None:
        return account_teams.people([team_id])[team_id]
    return () if person_id is None else (person_id,)


def _team(team_id: int | None) -> str:
    return "" if team_id is None else account_teams.names().get(team_id, "")


def _case_owner_changed(event: case_events.CaseOwnerChanged) -> None:
    """Only accounts know who is of a team."""
    told.case_owner_changed(event, _owners(event.owner_id, event.team_id), _team(event.team_id))


def _gap_given(event: gap_events.GapGiven) -> None:
    """Only accounts know who is of a team."""
    told.gap_given(event, _owners(event.owner_id, event.team_id), _team(event.team_id))


def _gap_closed(event: gap_events.GapClosed) -> None:
    """Only gaps know which questions wait."""
    told.gap_closed(event, gaps.waiting(event.gap_id))


def _case_settled(event: case_events.CaseArchived | case_events.CaseStatusChanged) -> None:
    """Cases tell of their archive in words of their own."""
    status = event.status if isinstance(event, case_events.CaseStatusChanged) else Status.ARCHIVED.value
    moderation.settle_thing(Ref("case", event.case_id), status)


REACTIONS: dict[type[Event], Sequence[Reaction]] = {
    account_events.PersonRegistered: (),
    account_events.PersonVerified: (),
    account_events.PersonSuspended: (),
    account_events.PersonRestored: (),
    account_events.RoleChanged: (told.role_changed,),
    account_events.PersonRenamed: (search_reactions.person_changed,),
    account_events.TeamRemoved: (cases.on_team_removed, gaps_actions.on_team_removed),
    account_events.PersonClaimed: (
        questions.move_authorship,
        cases.move_authorship,
        moderation.move_authorship,
        search_reactions.person_changed,
    ),
    topic_events.TopicChanged: (search_reactions.topic_changed, cases.on_topic_changed),
    question_events.QuestionAsked: (search_reactions.question_changed, told.question_asked),
    question_events.QuestionEdited: (search_reactions.question_changed,),
    question_events.QuestionStateChanged: (
        search_reactions.question_changed,
        told.question_state_changed,
        watching.on_question_state,
    ),
    question_events.QuestionVisibilityChanged: (search_reactions.question_changed, watching.on_question_state),
    question_events.AnswerGiven: (search_reactions.question_changed, told.answer_given, prepared.answer_given),
    question_events.AnswerEdited: (search_reactions.question_changed, watching.on_answer_changed),
    question_events.AnswerAccepted: (
        search_reactions.question_changed,
        told.answer_accepted,
        prepared.answer_accepted,
        watching.on_answer_accepted,
    ),
    question_events.AnswerUnaccepted: (
        search_reactions.question_changed,
        prepared.answer_unaccepted,
        watching.on_answer_changed,
    ),
    question_events.AnswerMadeOfficial: (search_reactions.question_changed, told.answer_made_official),
    question_events.CommentMade: (told.comment_made,),
    question_events.CommentEdited: (),
    question_events.VoteCast: (search_reactions.question_changed, watching.on_post_changed),
    question_events.MeTooSaid: (told.me_too_said,),
    question_events.PostStatusChanged: (search_reactions.question_changed, moderation.settle, watching.on_post_changed),
    question_events.QuestionSent: (search_reactions.question_sent, _question_sent),
    question_events.QuestionSpared: (search_reactions.question_spared,),
    idea_events.IdeaProposed: (search_reactions.idea_changed, told.idea_proposed),
    idea_events.IdeaEdited: (search_reactions.idea_changed,),
    idea_events.IdeaVoted: (search_reactions.idea_changed,),
    idea_events.IdeaStateChanged: (search_reactions.idea_changed, _idea_answered),
    idea_events.IdeaCommented: (told.idea_commented,),
    idea_events.IdeaCommentEdited: (),
    idea_events.IdeaStatusChanged: (search_reactions.idea_changed, moderation.settle),
    idea_events.IdeaLocked: (),
    case_events.CaseSubmitted: (_case_submitted, cases.on_moved),
    case_events.CaseSentBack: (told.case_sent_back, cases.on_moved),
    case_events.CaseUnscheduled: (told.case_unscheduled,),
    case_events.CaseDoubted: (_case_doubted, watching.on_doubted, cases.on_moved),
    case_events.CaseConfirmed: (search_reactions.case_changed, watching.on_confirmed, cases.on_checked),
    case_events.CaseRetired: (
        cases.on_sight_changed,
        search_reactions.case_changed,
        told.case_retired,
        watching.on_retired,
        cases.on_moved,
    ),
    case_events.CaseTranslationChanged: (),
    case_events.CaseWritten: (cases.on_moved, gaps_actions.case_written),
    case_events.CaseEdited: (cases.on_moved,),
    case_events.CasePublished: (
        cases.on_case_published,
        search_reactions.case_changed,
        _case_published,
        watching.on_published,
        cases.on_checked,
    ),
    case_events.CaseArchived: (
        cases.on_sight_changed,
        search_reactions.case_changed,
        _case_settled,
        watching.on_archived,
        cases.on_moved,
    ),
    case_events.CaseStatusChanged: (
        cases.on_sight_changed,
        search_reactions.case_changed,
        _case_settled,
        watching.on_status,
        cases.on_moved,
    ),
    case_events.CasePromoted: (),
    case_events.CaseFeedbackGiven: (search_reactions.case_changed, watching.on_feedback, cases.on_feedback),
    case_events.CaseOwnerChanged: (_case_owner_changed,),
    case_events.CasesFellDue: (told.cases_fell_due,),
    gap_events.GapGiven: (_gap_given,),
    gap_events.GapClosed: (_gap_closed,),
    post_events.PostHeld: (moderation.hold,),
    moderation_events.PostModerated: (told.post_moderated,),
    moderation_events.PostFlagged: (watching.on_post_changed,),
    post_events.FollowersChanged: (
        questions.set_follower_count,
        ideas_actions.take_follower_count,
        cases.on_followers_changed,
        topic_actions.follower_count_changed,
    ),
}

LOADERS: dict[str, refs.Loader] = {
    "person": accounts.cards,
    "decision": moderation_queries.cards,
    "topic": topics.cards,
    "question": question_cards.questions,
    "answer": question_cards.answers,
    "comment": question_cards.comments,
    "idea": ideas.cards,
    "idea_comment": ideas.comment_cards,
    "case": case_queries.cards,
    "case_reminder": case_queries.reminder_cards,
    "alert": search.alert_cards,
    "gap": gaps.cards,
}

STEWARDS: dict[str, stewards.Steward] = {
    "question": question_stewards.QuestionSteward(),
    "answer": question_stewards.AnswerSteward(),
    "comment": question_stewards.CommentSteward(),
    **ideas_actions.STEWARDS,
    "case": CaseSteward(),
}

CONTRIBUTIONS: list[contributions.Contribution] = [
    *question_contributions.CONTRIBUTIONS,
    ideas.CONTRIBUTION,
    case_queries.CONTRIBUTION,
]

JOBS: dict[str, Job] = {
    "index": Job(indexing.take, together=True),
    "percolate": Job(percolating.take, together=True),
    "search_alert": Job(alerting.take),
    "reindex": Job(indexing.rebuild_job, together=True),
    "case_publish": Job(planned.take),
    "case_look": Job(watching.take),
    "account_mail": Job(account_letters.send),
    "unread_count": Job(unread_counting.count_again),
    "notice_mail": Job(notification_letters.spread),
    "notice_letter": Job(notification_letters.send),
}


# Tables that keep HTML; what an older renderer made of their texts is made anew by the worker.
RENEWALS: list[Renewal] = [
    Renewal(question_models.Question, renewing.of_post),
    Renewal(question_models.Answer, renewing.of_post),
    Renewal(question_models.Comment, renewing.of_post),
    Renewal(idea_models.Idea, renewing.of_post),
    Renewal(idea_models.IdeaComment, renewing.of_post),
    Renewal(case_models.Case, lambda row: case_content.shown(case_content.of(row))),
    Renewal(guide_models.Guide, lambda row: {"about_html": richtext.render(row.about)}),
]


def checks(app: Any) -> dict[str, observing.Check]:
    """States shown on ``/readyz`` and to staff."""
    return {
        "database": observing.database_check,
        "outbox": observing.outbox_check,
        "search": search_engine.check,
        "mail": notification_letters.check,
    }


# capability -> what is counted again by ``portal doctor``; the name shown is ``capability.check``.
RECOUNTS: Mapping[str, Mapping[str, doctor.Check]] = {
    "accounts": account_recounts.CHECKS,
    "questions": question_recounts.CHECKS,
    "cases": case_recounts.CHECKS,
    "ideas": idea_recounts.CHECKS,
    "prepared": prepared_queries.CHECKS,
    "search": search_recounts.CHECKS,
    "notifications": notification_recounts.CHECKS,
}


def examinations(app: Any) -> dict[str, doctor.Check]:
    """Everything that ``portal doctor`` looks at."""
    named = {f"{capability}.{name}": check for capability, each in RECOUNTS.items() for name, check in each.items()}
    return {**named, "outbox": standing.stuck, "files": partial(standing.files, app.config["PORTAL"])}


def connect(app: Any) -> None:
    """Blueprints, a line each; then events, refs and jobs."""
    app.register_blueprint(account_routes.blueprint)
    app.register_blueprint(topic_routes.blueprint)
    app.register_blueprint(question_routes.blueprint)
    app.register_blueprint(ideas_routes.blueprint)
    app.register_blueprint(case_routes.blueprint)
    app.register_blueprint(guide_routes.blueprint)
    app.register_blueprint(prepared_routes.blueprint)
    app.register_blueprint(case_routes.old_addresses.root)
    app.register_blueprint(search_routes.home_blueprint)
    app.register_blueprint(search_routes.blueprint)
    app.register_blueprint(gap_routes.blueprint)
    app.register_blueprint(moderation_routes.blueprint)
    app.register_blueprint(notification_routes.blueprint)
    app.jinja_env.globals["moderation_note"] = moderation_routes.note
    app.jinja_env.globals["search_note"] = search_routes.note
    join(app)


def join(app: Any) -> None:
    """The ports of the ground, which a process has once: they are this application's from now on."""
    events.wire(REACTIONS)
    refs.wire(LOADERS, {"case": case_queries.cards_in})
    jobs.wire(JOBS)
    stewards.wire(STEWARDS)
    similar.wire(search.similar_cards)
    wordings.wire(search.led_to)
    search_trail.wire(str(app.secret_key))
    search_engine.wire(app.config["PORTAL"].search_url, app.config["PORTAL"].data_dir / "index")
    contributions.wire(CONTRIBUTIONS)
    following.wire(notifications.follows)
    renewing.wire(RENEWALS)
    doctor.wire(examinations(app))
