"""Whether the pounds of a paragraph are paid or weighed."""

from factcheck.extraction.lexicon import words

from .lexer import Lexeme
from .units import Unit

POUNDS, _STERLING = Unit("pound-mass", "mass"), Unit("pound sterling", "currency")
#: Words of a paragraph where pounds are paid.
_OF_MONEY = words(
    "\u00a3 pence cost costs pay pays paid spend spends spent price fine fined fee earn earns earned salary wage wages "
    "bill bills debt debts savings cash money bank banknotes theft stole stolen fraud"
)
_OF_WEIGHT = words(
    "$ weigh weighs weighed weighing weight lost gained heavier lighter lift lifted ounces kilos kilograms"
)


def what_pounds_are(lexemes: list[Lexeme]) -> Unit:
    """The unit that "pounds" means among ``lexemes``."""
    return _STERLING if _is_of_money(lexemes) else POUNDS


def _is_of_money(lexemes: list[Lexeme]) -> bool:
    """Whether the pounds of a paragraph are paid and not weighed."""
    spoken = {lexeme.lower for lexeme in lexemes}
    return not spoken.isdisjoint(_OF_MONEY) and spoken.isdisjoint(_OF_WEIGHT)
