"""How a file is turned away."""


class Refused(Exception):
    """The file is not read. ``code`` is stable; ``sentence`` says why and what to do, for people.

    ``where``: the place in our code that has a fault, for the log; "" where the file is to blame.
    """

    def __init__(self, code: str, sentence: str, *, where: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.where = where

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, str], dict[str, str]]:
        return type(self), (self.code, self.sentence), {"where": self.where}
