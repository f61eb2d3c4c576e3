"""Nothing is forgotten: messages of every kind, references, subscriptions and notices, attempts, recordings"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from hotline.db import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "breaker",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("tripped_at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_breaker")),
    )
    op.create_table(
        "reference",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("code_key", sa.BigInteger(), nullable=False),
        sa.Column("pin_hash", sa.String(length=128), nullable=False),
        sa.Column("pin_failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference")),
        sa.UniqueConstraint("code_key", name=op.f("uq_reference_code_key")),
    )
    op.create_table(
        "callback_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("tried_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["callback_id"], ["callback.id"], name=op.f("fk_callback_attempt_callback_id_callback"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callback_attempt")),
    )
    with op.batch_alter_table("callback_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_callback_attempt_callback_id"), ["callback_id"], unique=False)

    op.create_table(
        "text_stop",
        sa.Column("contact_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("contact_key", name=op.f("pk_text_stop")),
    )
    op.create_table(
        "may_be_told",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_may_be_told_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "contact_key", name=op.f("pk_may_be_told")),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_key", sa.BigInteger(), nullable=False),
        sa.Column("means", sa.String(8), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.String(length=80), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("confirm_by", UTCDateTime(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.Column("ends_at", UTCDateTime(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_subscription_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subscription_confirm_by"), ["confirm_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_subscription_contact_key"), ["contact_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_subscription_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_subscription_person_id"), ["person_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subscription_id", sa.BigInteger(), nullable=False),
        sa.Column("change", sa.String(16), nullable=False),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("next_call_at", UTCDateTime(), nullable=True),
        sa.Column("acknowledged_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_notice_subscription_id_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_next_call_at"), ["next_call_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_subscription_id"), ["subscription_id"], unique=False)

    op.create_table(
        "recording",
        sa.Column("voicemail_id", sa.BigInteger(), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["voicemail_id"], ["voicemail.id"], name=op.f("fk_recording_voicemail_id_voicemail"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("voicemail_id", name=op.f("pk_recording")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("means", sa.String(8), nullable=False, server_default="text"))
        batch_op.add_column(sa.Column("priority", sa.SmallInteger(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("matter_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("contact_key", sa.BigInteger(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("country", sa.String(length=2), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("claimed_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("ended_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("failure", sa.String(length=40), nullable=False, server_default=""))
        batch_op.alter_column(
            "provider_sid", existing_type=sa.VARCHAR(length=34), type_=sa.String(length=80), existing_nullable=False
        )
        batch_op.drop_index(batch_op.f("ix_message_due_at"))
        batch_op.create_index("ix_message_due", ["state", "priority", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_matter_id"), ["matter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_provider_sid"), ["provider_sid"], unique=False)

    op.execute(
        "INSERT INTO reference (id, kind, code_key, pin_hash, pin_failures) "
        "SELECT id, 'search', code_key, pin_hash, pin_failures FROM open_search"
    )
    with op.batch_alter_table("open_search", schema=None) as batch_op:
        batch_op.add_column(sa.Column("expires_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("told_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("closing", sa.String(16), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_open_search_code_key"), type_="unique")
        batch_op.drop_column("pin_hash")
        batch_op.drop_column("code_key")
        batch_op.drop_column("pin_failures")
    _fill_moments("open_search", "expires_at", "opened_at", timedelta(days=30))
    with op.batch_alter_table("open_search", schema=None) as batch_op:
        batch_op.alter_column("expires_at", existing_type=UTCDateTime(), nullable=False)
        batch_op.create_index(batch_op.f("ix_open_search_expires_at"), ["expires_at"], unique=False)

    with op.batch_alter_table("voicemail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("due_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("fetched_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("removed_at", UTCDateTime(), nullable=True))
    _fill_moments("voicemail", "due_at", "left_at", timedelta())
    with op.batch_alter_table("voicemail", schema=None) as batch_op:
        batch_op.alter_column("due_at", existing_type=UTCDateTime(), nullable=False)
        batch_op.create_index(batch_op.f("ix_voicemail_due_at"), ["due_at"], unique=False)

    with op.batch_alter_table("callback", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("next_try_at", UTCDateTime(), nullable=True))
    for name in ("since", "next_try_at"):
        _fill_moments("callback", name, "requested_at", timedelta())
    with op.batch_alter_table("callback", schema=None) as batch_op:
        batch_op.alter_column("since", existing_type=UTCDateTime(), nullable=False)


def _fill_moments(table: str, name: str, earlier: str, after: timedelta) -> None:
    """Say a moment that older rows lack: so long after another of theirs."""
    rows = sa.table(
        table, sa.column("id", sa.BigInteger()), sa.column(name, UTCDateTime()), sa.column(earlier, UTCDateTime())
    )
    connection = op.get_bind()
    for row_id, moment in connection.execute(sa.select(rows.c.id, rows.c[earlier])).all():
        connection.execute(rows.update().where(rows.c.id == row_id).values({name: moment + after}))


def downgrade() -> None:
    with op.batch_alter_table("callback", schema=None) as batch_op:
        batch_op.drop_column("next_try_at")
        batch_op.drop_column("since")

    with op.batch_alter_table("voicemail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_voicemail_due_at"))
        batch_op.drop_column("removed_at")
        batch_op.drop_column("fetched_at")
        batch_op.drop_column("due_at")
        batch_op.drop_column("attempts")

    with op.batch_alter_table("open_search", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code_key", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("pin_hash", sa.String(length=128), nullable=True))
        batch_op.add_column(sa.Column("pin_failures", sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_open_search_expires_at"))
        batch_op.drop_column("closing")
        batch_op.drop_column("told_at")
        batch_op.drop_column("expires_at")
    for name in ("code_key", "pin_hash", "pin_failures"):
        op.execute(
            f"UPDATE open_search SET {name} = "  # noqa: S608  our own names
            f"(SELECT {name} FROM reference WHERE reference.id = open_search.id)"
        )
    with op.batch_alter_table("open_search", schema=None) as batch_op:
        batch_op.alter_column("code_key", existing_type=sa.BigInteger(), nullable=False)
        batch_op.alter_column("pin_hash", existing_type=sa.String(length=128), nullable=False)
        batch_op.alter_column("pin_failures", existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_open_search_code_key"), ["code_key"])

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_provider_sid"))
        batch_op.drop_index(batch_op.f("ix_message_matter_id"))
        batch_op.drop_index("ix_message_due")
        batch_op.create_index(batch_op.f("ix_message_due_at"), ["due_at"], unique=False)
        batch_op.alter_column(
            "provider_sid", existing_type=sa.String(length=80), type_=sa.VARCHAR(length=34), existing_nullable=False
        )
        batch_op.drop_column("failure")
        batch_op.drop_column("ended_at")
        batch_op.drop_column("claimed_at")
        batch_op.drop_column("country")
        batch_op.drop_column("contact_key")
        batch_op.drop_column("matter_id")
        batch_op.drop_column("priority")
        batch_op.drop_column("means")

    op.drop_table("recording")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_subscription_id"))
        batch_op.drop_index(batch_op.f("ix_notice_next_call_at"))

    op.drop_table("notice")
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscription_person_id"))
        batch_op.drop_index(batch_op.f("ix_subscription_ends_at"))
        batch_op.drop_index(batch_op.f("ix_subscription_contact_key"))
        batch_op.drop_index(batch_op.f("ix_subscription_confirm_by"))

    op.drop_table("subscription")
    op.drop_table("may_be_told")
    op.drop_table("text_stop")
    with op.batch_alter_table("callback_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_callback_attempt_callback_id"))

    op.drop_table("callback_attempt")
    op.drop_table("reference")
    op.drop_table("breaker")
