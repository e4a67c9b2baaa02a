"""The search log and its sums, synonyms, pins, saved searches with what they found.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('search_log',
    sa.Column('id', sa.String(length=12), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.String(length=160), nullable=False),
    sa.Column('group_key', sa.String(length=120), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('spoken', sa.String(length=2), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('loosened', sa.Boolean(), nullable=False),
    sa.Column('corrected', sa.Boolean(), nullable=False),
    sa.Column('from_database', sa.Boolean(), nullable=False),
    sa.Column('refined', sa.Boolean(), nullable=False),
    sa.Column('opened', sa.Integer(), nullable=False),
    sa.Column('solved', sa.Boolean(), nullable=False),
    sa.Column('asked', sa.Boolean(), nullable=False),
    sa.Column('sent', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_log'))
    )
    with op.batch_alter_table('search_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_search_log_at'), ['at'], unique=False)
        batch_op.create_index('ix_search_log_group', ['group_key', 'at'], unique=False)

    op.create_table('search_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_rules'))
    )
    op.create_table('search_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('search_id', sa.String(length=12), nullable=False),
    sa.Column('step', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_step')),
    sa.UniqueConstraint('search_id', 'step', 'kind', 'thing_id', name=op.f('uq_search_step_search_id_step_kind_thing_id'))
    )
    with op.batch_alter_table('search_step', schema=None) as batch_op:
        batch_op.create_index('ix_search_step_kind', ['kind', 'at'], unique=False)

    op.create_table('search_sum',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('words', sa.String(length=160), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('spoken', sa.String(length=2), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('searches', sa.Integer(), nullable=False),
    sa.Column('empty', sa.Integer(), nullable=False),
    sa.Column('unopened', sa.Integer(), nullable=False),
    sa.Column('solved', sa.Integer(), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('deflected', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_sum')),
    sa.UniqueConstraint('day', 'words', 'language', 'spoken', 'kind', name=op.f('uq_search_sum_day_words_language_spoken_kind'))
    )
    op.create_table('saved_search',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('address', sa.String(length=4000), nullable=False),
    sa.Column('weights', sa.JSON(), nullable=False),
    sa.Column('known', sa.JSON(), nullable=True),
    sa.Column('knows_all', sa.Boolean(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('paused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('alerted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_saved_search_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search'))
    )
    with op.batch_alter_table('saved_search', schema=None) as batch_op:
        batch_op.create_index('ix_saved_search_person', ['person_id', 'id'], unique=False)

    op.create_table('search_pin',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_search_pin_created_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_pin'))
    )
    with op.batch_alter_table('search_pin', schema=None) as batch_op:
        batch_op.create_index('ix_search_pin_thing', ['kind', 'thing_id'], unique=False)

    op.create_table('search_synonym',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('phrases', sa.JSON(), nullable=False),
    sa.Column('instead', sa.JSON(), nullable=False),
    sa.Column('both_ways', sa.Boolean(), nullable=False),
    sa.Column('changed_by_id', sa.Integer(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['changed_by_id'], ['person.id'], name=op.f('fk_search_synonym_changed_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_synonym'))
    )
    op.create_table('search_alert',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('search_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['search_id'], ['saved_search.id'], name=op.f('fk_search_alert_search_id_saved_search')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_alert'))
    )
    with op.batch_alter_table('search_alert', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_search_alert_search_id'), ['search_id'], unique=False)

    op.create_table('search_find',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('search_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('alert_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['alert_id'], ['search_alert.id'], name=op.f('fk_search_find_alert_id_search_alert')),
    sa.ForeignKeyConstraint(['search_id'], ['saved_search.id'], name=op.f('fk_search_find_search_id_saved_search')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_find')),
    sa.UniqueConstraint('search_id', 'kind', 'thing_id', name=op.f('uq_search_find_search_id_kind_thing_id'))
    )
    with op.batch_alter_table('search_find', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_search_find_alert_id'), ['alert_id'], unique=False)




def downgrade() -> None:

    with op.batch_alter_table('search_find', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_search_find_alert_id'))

    op.drop_table('search_find')
    with op.batch_alter_table('search_alert', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_search_alert_search_id'))

    op.drop_table('search_alert')
    op.drop_table('search_synonym')
    with op.batch_alter_table('search_pin', schema=None) as batch_op:
        batch_op.drop_index('ix_search_pin_thing')

    op.drop_table('search_pin')
    with op.batch_alter_table('saved_search', schema=None) as batch_op:
        batch_op.drop_index('ix_saved_search_person')

    op.drop_table('saved_search')
    op.drop_table('search_sum')
    with op.batch_alter_table('search_step', schema=None) as batch_op:
        batch_op.drop_index('ix_search_step_kind')

    op.drop_table('search_step')
    op.drop_table('search_rules')
    with op.batch_alter_table('search_log', schema=None) as batch_op:
        batch_op.drop_index('ix_search_log_group')
        batch_op.drop_index(batch_op.f('ix_search_log_at'))

    op.drop_table('search_log')
