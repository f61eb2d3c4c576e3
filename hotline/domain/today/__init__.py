"""What waits for staff today, over all queues: for the page that a shift begins with."""

from hotline.domain.today.ages import MOST_PLACES, Age, count_ages, keep_ages, of_feeds, of_places
from hotline.domain.today.alarms import Trouble, troubles
from hotline.domain.today.counting import COUNTED_TO, Standing, standing
from hotline.domain.today.dues import LISTEN_WITHIN, Due, Queue, due
from hotline.domain.today.pulses import pulse

__all__ = [
    "COUNTED_TO",
    "LISTEN_WITHIN",
    "MOST_PLACES",
    "Age",
    "Due",
    "Queue",
    "Standing",
    "Trouble",
    "count_ages",
    "due",
    "keep_ages",
    "of_feeds",
    "of_places",
    "pulse",
    "standing",
    "troubles",
]
