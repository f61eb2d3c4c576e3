"""Help near a place: rules of facilities, languages and courts of legal help, the date of every list"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("field_office", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edition", sa.Date(), nullable=True))

    with op.batch_alter_table("facility", schema=None) as batch_op:
        batch_op.add_column(sa.Column("page", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("edition", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_facility_state"), ["state"], unique=False)

    with op.batch_alter_table("legal_provider", schema=None) as batch_op:
        batch_op.add_column(sa.Column("languages", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("courts", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("source", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("consulate", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edition", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("is_second_hand", sa.Boolean(), nullable=False, server_default=sa.false()))

    op.create_table(
        "facility_rule",
        sa.Column("facility_code", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facility_code"], ["facility.code"], name=op.f("fk_facility_rule_facility_code_facility")
        ),
        sa.PrimaryKeyConstraint("facility_code", "topic", "language", name=op.f("pk_facility_rule")),
    )


def downgrade() -> None:
    op.drop_table("facility_rule")
    with op.batch_alter_table("consulate", schema=None) as batch_op:
        batch_op.drop_column("is_second_hand")
        batch_op.drop_column("edition")

    with op.batch_alter_table("legal_provider", schema=None) as batch_op:
        batch_op.drop_column("source")
        batch_op.drop_column("courts")
        batch_op.drop_column("languages")

    with op.batch_alter_table("facility", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facility_state"))
        batch_op.drop_column("edition")
        batch_op.drop_column("page")

    with op.batch_alter_table("field_office", schema=None) as batch_op:
        batch_op.drop_column("edition")
