"""Where imported cases came from, and their old addresses.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('case_origin',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('site', sa.String(length=80), nullable=False),
    sa.Column('page', sa.String(length=400), nullable=False),
    sa.Column('url', sa.String(length=400), nullable=False),
    sa.Column('licence', sa.String(length=80), nullable=False),
    sa.Column('credits', sa.JSON(), nullable=False),
    sa.Column('front', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_article.id'], name=op.f('fk_case_origin_case_id_case_article')),
    sa.PrimaryKeyConstraint('case_id', name=op.f('pk_case_origin'))
    )
    op.create_table('case_path',
    sa.Column('path', sa.String(length=400), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_article.id'], name=op.f('fk_case_path_case_id_case_article')),
    sa.PrimaryKeyConstraint('path', name=op.f('pk_case_path'))
    )
    with op.batch_alter_table('case_path', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_path_case_id'), ['case_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('case_path', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_path_case_id'))

    op.drop_table('case_path')
    op.drop_table('case_origin')
