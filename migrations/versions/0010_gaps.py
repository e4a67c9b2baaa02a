"""Knowledge gaps: what people look for and do not find, the questions that wait for it, what became of each.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('gap',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('wordings', sa.JSON(), nullable=False),
    sa.Column('languages', sa.String(length=20), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('weeks', sa.JSON(), nullable=False),
    sa.Column('demand', sa.Integer(), nullable=False),
    sa.Column('peak', sa.Integer(), nullable=False),
    sa.Column('tried', sa.Integer(), nullable=False),
    sa.Column('served', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=600), nullable=False),
    sa.Column('ended_demand', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('judged_from', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gathered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_article.id'], name=op.f('fk_gap_case_id_case_article')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_gap_owner_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap')),
    sa.UniqueConstraint('key', name=op.f('uq_gap_key'))
    )
    with op.batch_alter_table('gap', schema=None) as batch_op:
        batch_op.create_index('ix_gap_board', ['state', 'demand', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_gap_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_gap_owner_id'), ['owner_id'], unique=False)

    op.create_table('gap_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gap_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('how', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['gap_id'], ['gap.id'], name=op.f('fk_gap_question_gap_id_gap')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_gap_question_question_id_question')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_question')),
    sa.UniqueConstraint('gap_id', 'question_id', name=op.f('uq_gap_question_gap_id_question_id'))
    )
    with op.batch_alter_table('gap_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gap_question_question_id'), ['question_id'], unique=False)

    op.create_table('gap_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gap_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('what', sa.String(length=12), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(length=600), nullable=False),
    sa.Column('figure', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['gap_id'], ['gap.id'], name=op.f('fk_gap_step_gap_id_gap')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_gap_step_owner_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_gap_step_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_step'))
    )
    with op.batch_alter_table('gap_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gap_step_gap_id'), ['gap_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('gap_step', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gap_step_gap_id'))

    op.drop_table('gap_step')
    with op.batch_alter_table('gap_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gap_question_question_id'))

    op.drop_table('gap_question')
    with op.batch_alter_table('gap', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gap_owner_id'))
        batch_op.drop_index(batch_op.f('ix_gap_case_id'))
        batch_op.drop_index('ix_gap_board')

    op.drop_table('gap')
