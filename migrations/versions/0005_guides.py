"""Guides: cases in an order, with the progress of their readers.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('guide',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=150), nullable=False),
    sa.Column('slug', sa.String(length=100), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('about_html', sa.Text(), nullable=False),
    sa.Column('html_version', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('visibility', sa.String(length=10), nullable=False),
    sa.Column('audience', sa.String(length=80), nullable=True),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_guide_author_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guide'))
    )
    with op.batch_alter_table('guide', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guide_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_guide_listed', ['status', 'visibility', 'title', 'id'], unique=False)

    op.create_table('guide_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('guide_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['guide_id'], ['guide.id'], name=op.f('fk_guide_entry_guide_id_guide')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guide_entry')),
    sa.UniqueConstraint('guide_id', 'case_id', name=op.f('uq_guide_entry_guide_id_case_id'))
    )
    with op.batch_alter_table('guide_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guide_entry_case_id'), ['case_id'], unique=False)

    op.create_table('guide_progress',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('guide_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['guide_id'], ['guide.id'], name=op.f('fk_guide_progress_guide_id_guide')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_guide_progress_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guide_progress')),
    sa.UniqueConstraint('guide_id', 'person_id', 'case_id', name=op.f('uq_guide_progress_guide_id_person_id_case_id'))
    )
    with op.batch_alter_table('guide_progress', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guide_progress_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('guide_progress', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guide_progress_person_id'))

    op.drop_table('guide_progress')
    with op.batch_alter_table('guide_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guide_entry_case_id'))

    op.drop_table('guide_entry')
    with op.batch_alter_table('guide', schema=None) as batch_op:
        batch_op.drop_index('ix_guide_listed')
        batch_op.drop_index(batch_op.f('ix_guide_author_id'))

    op.drop_table('guide')