"""Named teams, who belongs to them, and knowledge gaps that one has.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('team',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team')),
    sa.UniqueConstraint('name', name=op.f('uq_team_name'))
    )
    op.create_table('team_member',
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_team_member_person_id_person')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_team_member_team_id_team')),
    sa.PrimaryKeyConstraint('team_id', 'person_id', name=op.f('pk_team_member'))
    )
    with op.batch_alter_table('team_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_member_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('gap', schema=None) as batch_op:
        batch_op.add_column(sa.Column('team_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_gap_team_id'), ['team_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_gap_team_id_team'), 'team', ['team_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('gap', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_gap_team_id_team'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_gap_team_id'))
        batch_op.drop_column('team_id')

    op.drop_table('team_member')
    op.drop_table('team')
