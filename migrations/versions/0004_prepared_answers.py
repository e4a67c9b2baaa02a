"""Prepared answers and what became of them.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('prepared_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=150), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('topic_slugs', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('changed_by_id', sa.Integer(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('use_count', sa.Integer(), nullable=False),
    sa.Column('answer_count', sa.Integer(), nullable=False),
    sa.Column('accepted_count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['changed_by_id'], ['person.id'], name=op.f('fk_prepared_answer_changed_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prepared_answer'))
    )
    op.create_table('prepared_use',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('prepared_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=True),
    sa.Column('accepted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_prepared_use_answer_id_answer')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_prepared_use_person_id_person')),
    sa.ForeignKeyConstraint(['prepared_id'], ['prepared_answer.id'], name=op.f('fk_prepared_use_prepared_id_prepared_answer')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_prepared_use_question_id_question')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prepared_use'))
    )
    with op.batch_alter_table('prepared_use', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_prepared_use_answer_id'), ['answer_id'], unique=False)
        batch_op.create_index('ix_prepared_use_of', ['question_id', 'person_id', 'answer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_prepared_use_prepared_id'), ['prepared_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('prepared_use', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_prepared_use_prepared_id'))
        batch_op.drop_index('ix_prepared_use_of')
        batch_op.drop_index(batch_op.f('ix_prepared_use_answer_id'))

    op.drop_table('prepared_use')
    op.drop_table('prepared_answer')