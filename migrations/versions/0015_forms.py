"""Two forms of a case: what came of a practical one and its figures; parts of a text that only some readers need.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

TEXTS = (('result', sa.Text(), ''), ('figures', sa.JSON(), '[]'))
SHOWN = (('result_html', sa.Text(), ''), ('only_for', sa.JSON(), '[]'))


def upgrade() -> None:
    for table, columns in (('case_article', (*TEXTS, *SHOWN)), ('case_revision', TEXTS)):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, kind, empty in columns:
                batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=empty))

        # The application says what a new row holds.
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, _kind, _empty in columns:
                batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    for table, columns in (('case_revision', TEXTS), ('case_article', (*SHOWN, *TEXTS))):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, _kind, _empty in columns:
                batch_op.drop_column(name)
