"""From one step of a conversation by text to another: what is asked there, and what is told on the way."""

from hotline.ivr.texting import asking, offering, questions, references, telling
from hotline.ivr.texting.state import Chat, Question, Step

_ALL: tuple[Step, ...] = (*questions.QUESTIONS, *references.QUESTIONS, offering.ANSWERED, references.CODE_TOLD)
STEPS = {step.name: step for step in _ALL}

# The step that the conversation is at now, and the sentences that are said.
Answer = tuple[str, list[str]]


def go(chat: Chat, name: str, *before: str) -> Answer:
    """To a step, through the look-up where that is due."""
    said = list(before)
    if name == asking.LOOK_UP:
        name, told = telling.look_up(chat)
        said += ["", *told]
    if name == references.TELL:
        name = references.CODE_TOLD.name
        said += ["", *references.state(chat), ""]
    return name, [*said, *asked(chat, STEPS[name])]


def again(chat: Chat, name: str, *before: str) -> Answer:
    """The same step once more; after something was told, nothing is told twice."""
    step = STEPS.get(name)
    return name, [*before, *(asked(chat, step) if isinstance(step, Question) else ())]


def asked(chat: Chat, step: Step) -> list[str]:
    """A question is one piece: "write NO" in a text of its own would mean nothing."""
    said = list(step.ask(chat))
    return [" ".join(said)] if isinstance(step, Question) else said
