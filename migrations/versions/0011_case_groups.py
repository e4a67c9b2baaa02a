"""A case is found with its translations by an index, and whether any case was written: lists of cases read them all.

Revision ID: 0011
Revises: 0010
"""

from alembic import op


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_case_article_original_id', table_name='case_article')
    op.create_index('ix_case_article_group', 'case_article', ['original_id', 'status', 'visibility'])
    op.create_index('ix_case_article_version', 'case_article', ['version'])


def downgrade() -> None:
    op.drop_index('ix_case_article_version', table_name='case_article')
    op.drop_index('ix_case_article_group', table_name='case_article')
    op.create_index('ix_case_article_original_id', 'case_article', ['original_id'])
