"""The free-call line: PINs, counsel, relatives, the log of calls; notices of rights; the consuls who are told"""

import sqlalchemy as sa
from alembic import op

from hotline.db import UTCDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "facility_standing",
        sa.Column("facility_code", sa.String(length=16), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("without_notice", sa.Integer(), nullable=False),
        sa.Column("without_offer", sa.Integer(), nullable=False),
        sa.Column("without_call", sa.Integer(), nullable=False),
        sa.Column("overdue", sa.Integer(), nullable=False),
        sa.Column("counted_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("facility_code", name=op.f("pk_facility_standing")),
    )
    op.create_table(
        "number_block",
        sa.Column("contact_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("blocked_by", sa.BigInteger(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("contact_key", name=op.f("pk_number_block")),
    )
    op.create_table(
        "consular_notice",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stay_id", sa.BigInteger(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("is_mandatory", sa.Boolean(), nullable=False),
        sa.Column("is_disputed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("consulate_id", sa.Integer(), nullable=True),
        sa.Column("means", sa.String(8), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("acknowledged_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consulate_id"], ["consulate.id"], name=op.f("fk_consular_notice_consulate_id_consulate")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consular_notice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consular_notice")),
        sa.UniqueConstraint("stay_id", name=op.f("uq_consular_notice_stay_id")),
    )
    with op.batch_alter_table("consular_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consular_notice_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_consular_notice_waiting", ["state", "due_at", "id"], unique=False)
        unknown = sa.text("country = ''")
        batch_op.create_index(
            "ix_consular_notice_unknown", ["person_id"], sqlite_where=unknown, postgresql_where=unknown
        )

    op.create_table(
        "detainee_call",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("call_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("party", sa.String(12), nullable=False),
        sa.Column("means", sa.String(12), nullable=False),
        sa.Column("target", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("facility_code", sa.String(length=16), nullable=True),
        sa.Column("line_key", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("is_free", sa.Boolean(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("leg_sid", sa.String(length=34), nullable=False),
        sa.Column("leg_state", sa.String(length=16), nullable=False),
        sa.Column("dial_state", sa.String(length=16), nullable=False),
        sa.Column("room", sa.String(length=32), nullable=False),
        sa.Column("said", sa.String(8), nullable=True),
        sa.Column("outcome", sa.String(16), nullable=True),
        sa.Column("failure", sa.String(length=24), nullable=False),
        sa.Column("logged_by", sa.BigInteger(), nullable=True),
        sa.Column("logged_at", UTCDateTime(), nullable=False),
        sa.Column("replaced_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_detainee_call_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_detainee_call")),
    )
    with op.batch_alter_table("detainee_call", schema=None) as batch_op:
        batch_op.create_index(
            "ix_detainee_call_board",
            [
                "asked_at",
                "facility_code",
                "party",
                "means",
                "outcome",
                "replaced_by",
                "failure",
                "seconds",
                "answered_at",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_detainee_call_by_hand",
            ["logged_at"],
            unique=False,
            sqlite_where=sa.text("logged_by IS NOT NULL"),
            postgresql_where=sa.text("logged_by IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_detainee_call_call_id"), ["call_id"], unique=False)
        batch_op.create_index(
            "ix_detainee_call_open",
            ["asked_at", "id"],
            unique=False,
            sqlite_where=sa.text("outcome IS NULL"),
            postgresql_where=sa.text("outcome IS NULL"),
        )
        batch_op.create_index(
            "ix_detainee_call_person", ["person_id", "asked_at", "means", "outcome", "replaced_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_detainee_call_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_detainee_call_replaced",
            ["replaced_by"],
            unique=False,
            sqlite_where=sa.text("replaced_by IS NOT NULL"),
            postgresql_where=sa.text("replaced_by IS NOT NULL"),
        )

    op.create_table(
        "detainee_pin",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pin_hash", sa.String(length=128), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("issued_by", sa.BigInteger(), nullable=True),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_detainee_pin_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_detainee_pin")),
    )
    op.create_table(
        "family_number",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_key", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_family_number_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_number")),
    )
    with op.batch_alter_table("family_number", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_number_person_id"), ["person_id"], unique=False)

    op.create_table(
        "representative",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("g28_on", sa.Date(), nullable=False),
        sa.Column("facility_code", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_representative_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representative")),
    )
    with op.batch_alter_table("representative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_representative_person_id"), ["person_id"], unique=False)

    op.create_table(
        "rights_notice",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("facility_code", sa.String(length=16), nullable=True),
        sa.Column("is_oral", sa.Boolean(), nullable=False),
        sa.Column("is_written", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("interpreting", sa.String(12), nullable=False),
        sa.Column("list_edition", sa.Date(), nullable=True),
        sa.Column("pin_issued", sa.Boolean(), nullable=False),
        sa.Column("served_by", sa.BigInteger(), nullable=False),
        sa.Column("served_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("replaced_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rights_notice_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_notice")),
    )
    with op.batch_alter_table("rights_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rights_notice_facility_code"), ["facility_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_rights_notice_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rights_notice_served_at"), ["served_at"], unique=False)

    op.create_table(
        "facility_line",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("facility_code", sa.String(length=16), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facility_code"], ["facility.code"], name=op.f("fk_facility_line_facility_code_facility")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_facility_line")),
    )
    with op.batch_alter_table("facility_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facility_line_facility_code"), ["facility_code"], unique=False)

    # Who is at a facility now.
    here = sa.text("left_at IS NULL")
    columns = ["facility_code", "stay_id"]
    op.create_index("ix_stint_here", "stint", columns, sqlite_where=here, postgresql_where=here)

    # Who called a consulate's number for emergencies.
    op.add_column("consulate", sa.Column("emergency_verified_on", sa.Date(), nullable=True))
    verified_by = sa.Column("emergency_verified_by", sa.String(length=80), nullable=False, server_default="")
    op.add_column("consulate", verified_by)

    # Whose stay began of late.
    ongoing = sa.text("ended_at IS NULL")
    op.create_index("ix_stay_new", "stay", ["began_at"], sqlite_where=ongoing, postgresql_where=ongoing)


def downgrade() -> None:
    op.drop_index("ix_stay_new", "stay")
    op.drop_column("consulate", "emergency_verified_by")
    op.drop_column("consulate", "emergency_verified_on")
    op.drop_index("ix_stint_here", "stint")
    with op.batch_alter_table("facility_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facility_line_facility_code"))

    op.drop_table("facility_line")
    with op.batch_alter_table("rights_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rights_notice_served_at"))
        batch_op.drop_index(batch_op.f("ix_rights_notice_person_id"))
        batch_op.drop_index(batch_op.f("ix_rights_notice_facility_code"))

    op.drop_table("rights_notice")
    with op.batch_alter_table("representative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_representative_person_id"))

    op.drop_table("representative")
    with op.batch_alter_table("family_number", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_number_person_id"))

    op.drop_table("family_number")
    op.drop_table("detainee_pin")
    with op.batch_alter_table("detainee_call", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_detainee_call_replaced",
            sqlite_where=sa.text("replaced_by IS NOT NULL"),
            postgresql_where=sa.text("replaced_by IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_detainee_call_person_id"))
        batch_op.drop_index("ix_detainee_call_person")
        batch_op.drop_index(
            "ix_detainee_call_open",
            sqlite_where=sa.text("outcome IS NULL"),
            postgresql_where=sa.text("outcome IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_detainee_call_call_id"))
        batch_op.drop_index(
            "ix_detainee_call_by_hand",
            sqlite_where=sa.text("logged_by IS NOT NULL"),
            postgresql_where=sa.text("logged_by IS NOT NULL"),
        )
        batch_op.drop_index("ix_detainee_call_board")

    op.drop_table("detainee_call")
    with op.batch_alter_table("consular_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_consular_notice_unknown")
        batch_op.drop_index("ix_consular_notice_waiting")
        batch_op.drop_index(batch_op.f("ix_consular_notice_person_id"))

    op.drop_table("consular_notice")
    op.drop_table("facility_standing")
    op.drop_table("number_block")
