"""For whom a source was when it was taken over.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('case_source', schema=None) as batch_op:
        batch_op.add_column(sa.Column('visibility', sa.String(length=10), nullable=False, server_default='public'))

    # Nobody knows how it was; from now on it counts.
    op.execute(
        "UPDATE case_source SET visibility = "
        "(SELECT question.visibility FROM question WHERE question.id = case_source.question_id)"
    )

    # The application says what a new row holds.
    with op.batch_alter_table('case_source', schema=None) as batch_op:
        batch_op.alter_column('visibility', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('case_source', schema=None) as batch_op:
        batch_op.drop_column('visibility')
