"""Titles of questions, ideas and cases stand on one line, as those do that were written since that is a rule.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

TABLES = ('question', 'question_revision', 'idea', 'idea_revision', 'case_article', 'case_revision')
AT_ONCE = 1_000


def upgrade() -> None:
    """White space is folded as Python folds it, which no database does, so every title is read once."""
    connection = op.get_bind()
    for name in TABLES:
        table = sa.table(name, sa.column('id', sa.Integer), sa.column('title', sa.String))
        change = sa.update(table).where(table.c.id == sa.bindparam('number')).values(title=sa.bindparam('folded'))
        last = 0
        while rows := connection.execute(
            sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(AT_ONCE)
        ).all():
            last = rows[-1].id
            folded = [{'number': row.id, 'folded': ' '.join(row.title.split())} for row in rows]
            changed = [new for row, new in zip(rows, folded, strict=True) if new['folded'] not in ('', row.title)]
            if changed:
                connection.execute(change, changed)


def downgrade() -> None:
    """What stood there before is not kept."""
