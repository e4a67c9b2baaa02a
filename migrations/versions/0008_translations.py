"""Translations: how far each is behind its original, and which revision of it every text was made from.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('case_revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('translated_revision', sa.Integer(), nullable=True))

    with op.batch_alter_table('case_article', schema=None) as batch_op:
        batch_op.add_column(sa.Column('behind', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('behind_share', sa.Integer(), nullable=False, server_default='0'))
        batch_op.create_index('ix_case_article_popular', ['status', 'visibility', 'view_count', 'id'], unique=False)

    # The application says what a new row holds.
    with op.batch_alter_table('case_article', schema=None) as batch_op:
        batch_op.alter_column('behind', server_default=None)
        batch_op.alter_column('behind_share', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('case_article', schema=None) as batch_op:
        batch_op.drop_index('ix_case_article_popular')
        batch_op.drop_column('behind_share')
        batch_op.drop_column('behind')

    with op.batch_alter_table('case_revision', schema=None) as batch_op:
        batch_op.drop_column('translated_revision')
