"""A text that is read while it grows."""

from factcheck.extraction import analyse

TURNS = "ANN RAY: We lost 12 boats.\n\nBO LI: I count 15 boats and 3 ferries.\n\n"


def claims_of(text: str, **options):
    return [
        (claim.start, claim.quote, claim.claimants[0].canonical) for claim in analyse(text, **options).claims
    ]


def test_the_first_words_of_a_transcript_are_their_speakers():
    first = TURNS.split("\n")[0]

    assert claims_of(first, is_transcript=True) == [(9, "We lost 12 boats", "Ann Ray")]
    assert claims_of(first) == [
        (0, "ANN RAY: We lost 12 boats", "")
    ]  # else a name in front of a colon proves little


def test_what_is_known_is_not_read_again_and_the_rest_is_read_as_it_was():
    text = TURNS + "We sold 4 of them.\n\nANN RAY: No, there were 12."
    whole = claims_of(text, is_transcript=True)
    known = len(TURNS)

    rest = claims_of(text, is_transcript=True, read_from=known)

    assert rest == [claim for claim in whole if claim[0] >= known]
    assert {claimant for _, _, claimant in rest} == {"Bo Li", "Ann Ray"}  # whose turn it is stands before
