"""Who may act on the service: for now the keys of feeds that report custody events."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.db import Base, UTCDateTime


class ApiKey(Base):
    """A partner's key: `secret_hash` is SHA-256 of a 256-bit random secret, shown once when it is made.

    `source` is the name its events are recorded under; `scopes` are words with blanks ("custody:write").
    """

    __tablename__ = "api_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(40))
    scopes: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
