"""The drift alarm: how each source stood when it was taken over, what moved since, superseded versions.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

OPEN = sa.text('outcome_at IS NULL')
KEPT = "(SELECT answer_revision.body FROM answer_revision WHERE answer_revision.answer_id = case_source.answer_id AND answer_revision.number = case_source.answer_revision)"
NOW = "(SELECT answer.%s FROM answer WHERE answer.id = case_source.answer_id)"


def upgrade() -> None:
    op.create_table('superseded_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('product', sa.String(length=120), nullable=False),
    sa.Column('product_version', sa.String(length=120), nullable=False),
    sa.Column('newer', sa.String(length=120), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_superseded_version_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_superseded_version')),
    sa.UniqueConstraint('product', 'product_version', name=op.f('uq_superseded_version_product_product_version'))
    )
    op.create_table('case_alarm',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('before', sa.String(length=250), nullable=False),
    sa.Column('after', sa.String(length=250), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('moved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('alone', sa.Boolean(), nullable=False),
    sa.Column('plan', sa.String(length=12), nullable=False),
    sa.Column('plan_revision', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('outcome_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case_article.id'], name=op.f('fk_case_alarm_case_id_case_article')),
    sa.ForeignKeyConstraint(['outcome_by_id'], ['person.id'], name=op.f('fk_case_alarm_outcome_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_alarm'))
    )
    with op.batch_alter_table('case_alarm', schema=None) as batch_op:
        batch_op.create_index('ix_case_alarm_of', ['case_id', 'outcome_at', 'id'], unique=False)
        batch_op.create_index('uq_case_alarm_open', ['case_id', 'answer_id', 'kind'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)

    with op.batch_alter_table('case_source', schema=None) as batch_op:
        batch_op.add_column(sa.Column('body', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('score', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('accepted', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('standing', sa.String(length=20), nullable=False, server_default='live'))
        batch_op.add_column(sa.Column('duplicate_of_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('looked_at', sa.DateTime(timezone=True), nullable=True))

    # Sources that are there: the text of the revision that was taken over; of the rest nobody kept what it was, so
    # it is compared with today from now on.
    op.execute(f"UPDATE case_source SET body = COALESCE({KEPT}, {NOW % 'body'}, ''), looked_at = promoted_at")
    op.execute(f"UPDATE case_source SET score = COALESCE({NOW % 'score'}, 0), accepted = {NOW % 'accepted_at'} IS NOT NULL")
    op.execute(
        "UPDATE case_source SET duplicate_of_id ="
        " (SELECT question.duplicate_of_id FROM question WHERE question.id = case_source.question_id)"
    )
    # The application says what a new row holds.
    with op.batch_alter_table('case_source', schema=None) as batch_op:
        for name in ('body', 'score', 'accepted', 'standing'):
            batch_op.alter_column(name, server_default=None)
        batch_op.alter_column('looked_at', existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('case_source', schema=None) as batch_op:
        for name in ('looked_at', 'duplicate_of_id', 'standing', 'accepted', 'score', 'body'):
            batch_op.drop_column(name)

    with op.batch_alter_table('case_alarm', schema=None) as batch_op:
        batch_op.drop_index('uq_case_alarm_open', sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index('ix_case_alarm_of')

    op.drop_table('case_alarm')
    op.drop_table('superseded_version')
