"""What led to a thing is looked up by the thing: steps of searches by kind and number.

Revision ID: 0012
Revises: 0011
"""

from alembic import op


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('search_step', schema=None) as batch_op:
        batch_op.create_index('ix_search_step_thing', ['kind', 'thing_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('search_step', schema=None) as batch_op:
        batch_op.drop_index('ix_search_step_thing')
