"""Checks of cases: owners, intervals, due days, staleness, members who found a case still correct, reminders.

Revision ID: 0007
Revises: 0006
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('case_reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('case_ids', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_case_reminder_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_reminder')),
    sa.UniqueConstraint('person_id', 'day', name=op.f('uq_case_reminder_person_id_day'))
    )
    with op.batch_alter_table('case_reminder', schema=None) as batch_op:
        batch_op.create_index('ix_case_reminder_day', ['day'], unique=False)

    op.create_table('case_vouch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_article.id'], name=op.f('fk_case_vouch_case_id_case_article')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_case_vouch_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_vouch')),
    sa.UniqueConstraint('case_id', 'revision', 'person_id', name=op.f('uq_case_vouch_case_id_revision_person_id'))
    )
    with op.batch_alter_table('case_vouch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_vouch_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('case_article', schema=None) as batch_op:
        batch_op.add_column(sa.Column('owner_team', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('check_days', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('check_due_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('due_told_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('views_at_check', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('misled_count', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('vouch_count', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('low_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('low_revision', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('staleness', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('staleness_parts', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('worth', sa.Integer(), nullable=False, server_default='0'))
        batch_op.create_index('ix_case_article_work', ['state', 'worth', 'status', 'check_due_at', 'low_at', 'review', 'latest_revision', 'revision', 'author_id', 'owner_id', 'owner_team'], unique=False)

    with op.batch_alter_table('case_feedback', schema=None) as batch_op:
        batch_op.create_index('ix_case_feedback_at', ['created_at'], unique=False)

    with op.batch_alter_table('case_revision', schema=None) as batch_op:
        batch_op.create_index('ix_case_revision_published', ['published_at'], unique=False)

    with op.batch_alter_table('topic', schema=None) as batch_op:
        batch_op.add_column(sa.Column('check_days', sa.Integer(), nullable=True))

    _set_due()
    # The application says what a new row holds.
    with op.batch_alter_table('case_article', schema=None) as batch_op:
        for name in ('owner_team', 'views_at_check', 'misled_count', 'vouch_count', 'low_revision', 'staleness', 'staleness_parts', 'worth'):
            batch_op.alter_column(name, server_default=None)


def _set_due() -> None:
    """What readers see is due 180 days after its last check, as nobody could say otherwise until now; what was read
    until now counts as read before that check."""
    moment = sa.DateTime(timezone=True)
    case = sa.table(
        'case_article', sa.column('id'), sa.column('state'), sa.column('view_count'), sa.column('views_at_check'),
        sa.column('checked_at', moment), sa.column('published_at', moment), sa.column('check_due_at', moment),
    )
    since = sa.func.coalesce(case.c.checked_at, case.c.published_at, type_=moment)
    seen = case.c.state.in_(('published', 'needs_check'))
    op.execute(sa.update(case).where(seen).values(views_at_check=case.c.view_count))
    connection = op.get_bind()
    rows = connection.execute(sa.select(case.c.id, since).where(seen, since.is_not(None))).all()
    later = sa.update(case).where(case.c.id == sa.bindparam('number')).values(check_due_at=sa.bindparam('due'))
    if rows:
        connection.execute(later, [{'number': number, 'due': when + timedelta(days=180)} for number, when in rows])


def downgrade() -> None:
    with op.batch_alter_table('topic', schema=None) as batch_op:
        batch_op.drop_column('check_days')

    with op.batch_alter_table('case_feedback', schema=None) as batch_op:
        batch_op.drop_index('ix_case_feedback_at')

    with op.batch_alter_table('case_revision', schema=None) as batch_op:
        batch_op.drop_index('ix_case_revision_published')

    with op.batch_alter_table('case_article', schema=None) as batch_op:
        batch_op.drop_index('ix_case_article_work')
        batch_op.drop_column('worth')
        batch_op.drop_column('staleness_parts')
        batch_op.drop_column('staleness')
        batch_op.drop_column('low_revision')
        batch_op.drop_column('low_at')
        batch_op.drop_column('vouch_count')
        batch_op.drop_column('misled_count')
        batch_op.drop_column('views_at_check')
        batch_op.drop_column('due_told_at')
        batch_op.drop_column('check_due_at')
        batch_op.drop_column('check_days')
        batch_op.drop_column('owner_team')

    with op.batch_alter_table('case_vouch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_vouch_person_id'))

    op.drop_table('case_vouch')
    with op.batch_alter_table('case_reminder', schema=None) as batch_op:
        batch_op.drop_index('ix_case_reminder_day')

    op.drop_table('case_reminder')
