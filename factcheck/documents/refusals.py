"""How a file is turned away."""


class Refused(Exception):
    """The file is not read. ``code`` is stable; ``sentence`` says why and what to do, for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, str]]:
        return type(self), (self.code, self.sentence)
