"""The life of a case: state, review, plans, translations; comments of reviewers; the right to publish.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('case_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=20), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_case_note_author_id_person')),
    sa.ForeignKeyConstraint(['case_id'], ['case_article.id'], name=op.f('fk_case_note_case_id_case_article')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['person.id'], name=op.f('fk_case_note_settled_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_note'))
    )
    with op.batch_alter_table('case_note', schema=None) as batch_op:
        batch_op.create_index('ix_case_note_of', ['case_id', 'settled_at', 'id'], unique=False)

    with op.batch_alter_table('case_article', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(length=12), nullable=False, server_default='draft'))
        batch_op.add_column(sa.Column('review', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('publish_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('publish_revision', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('publish_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('replaced_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('original_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('translated_revision', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_case_article_original_id'), ['original_id'], unique=False)
        batch_op.create_index('ix_case_article_state', ['state', 'updated_at', 'id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_case_article_original_id_language'), ['original_id', 'language'])
        batch_op.create_foreign_key(batch_op.f('fk_case_article_original_id_case_article'), 'case_article', ['original_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_case_article_publish_by_id_person'), 'person', ['publish_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_case_article_replaced_by_id_case_article'), 'case_article', ['replaced_by_id'], ['id'])

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('publishes', sa.Boolean(), nullable=False, server_default=sa.false()))

    # What was there before: readers saw what was published once; support published without being asked for a right.
    op.execute("UPDATE case_article SET state = 'published' WHERE revision > 0")
    op.execute("UPDATE case_article SET state = 'archived' WHERE status = 'archived'")
    op.execute("UPDATE person SET publishes = true WHERE role = 'staff'")
    # The application says what a new row holds.
    with op.batch_alter_table('case_article', schema=None) as batch_op:
        batch_op.alter_column('state', server_default=None)
        batch_op.alter_column('review', server_default=None)
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('publishes', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('publishes')

    with op.batch_alter_table('case_article', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_case_article_replaced_by_id_case_article'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_case_article_publish_by_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_case_article_original_id_case_article'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_case_article_original_id_language'), type_='unique')
        batch_op.drop_index('ix_case_article_state')
        batch_op.drop_index(batch_op.f('ix_case_article_original_id'))
        batch_op.drop_column('translated_revision')
        batch_op.drop_column('original_id')
        batch_op.drop_column('replaced_by_id')
        batch_op.drop_column('publish_by_id')
        batch_op.drop_column('publish_revision')
        batch_op.drop_column('publish_at')
        batch_op.drop_column('review')
        batch_op.drop_column('state')

    with op.batch_alter_table('case_note', schema=None) as batch_op:
        batch_op.drop_index('ix_case_note_of')

    op.drop_table('case_note')