"""Counsel of record: who represents a detained person (Form G-28), reached free of charge and told of a transfer."""

from hotline.domain.counsel.failing import ask_to_call
from hotline.domain.counsel.keeping import Counsel, CounselForm, add, change, end, masked, of, one
from hotline.domain.counsel.moving import owe_moves

__all__ = ["Counsel", "CounselForm", "add", "ask_to_call", "change", "end", "masked", "of", "one", "owe_moves"]
