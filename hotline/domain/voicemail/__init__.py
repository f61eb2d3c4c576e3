"""Messages that were spoken to us: kept by the telephone company, listened to by staff before they ring back."""

from hotline.domain.voicemail.keeping import (
    LeftVoicemail,
    Page,
    Sound,
    SpokenMessage,
    close,
    leave,
    one,
    page,
    sound,
    waiting,
)

__all__ = [
    "LeftVoicemail",
    "Page",
    "Sound",
    "SpokenMessage",
    "close",
    "leave",
    "one",
    "page",
    "sound",
    "waiting",
]
