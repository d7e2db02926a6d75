"""The nouns that sources are called by: bodies, documents, offices, witnesses."""

from .lexicon import words

ORGANISATION_NOUNS = words(
    "ministry police government agency company army military navy court department council committee "
    "university bank authority union party administration commission service hospital office bureau "
    "federation association institute parliament senate congress cabinet regime force club firm group "
    "team embassy city state country kremlin pentagon organisation organization charity institution "
    "regulator watchdog newspaper paper journal broadcaster outlet station network coalition alliance "
    "foundation center centre lab laboratory corporation brigade fire-service treasury fund chamber board "
    "assembly tribunal inspectorate secretariat coastguard"
)
DOCUMENT_NOUNS = words(
    "note report statement study survey poll data datum figure analysis letter memo document filing release "
    "research paper estimate account review bulletin post tweet record test assessment audit census file polling register website log newsletter briefing advice guidance image photograph footage video"
)
SINGULAR_ROLES = words(
    "minister president mayor governor general spokesman spokeswoman spokesperson officer chief director "
    "chairman chairwoman coach manager captain senator leader commander ambassador judge prosecutor "
    "coroner economist analyst researcher scientist doctor professor official lawyer attorney chancellor "
    "premier secretary author striker executive owner pilot teacher resident witness woman man mother "
    "father victim"
)
WITNESSES = words("source people person diplomat investigator insider aide expert employee worker survivor")
#: Stand for a business or a body named shortly before.
COMPANY_NOUNS = words(
    "company firm group corporation charity club bank airline retailer supermarket chain manufacturer maker "
    "carmaker steelmaker chipmaker drugmaker brewer lender insurer operator developer supplier union startup utility "
    "contractor builder housebuilder publisher studio platform brewery producer miner broker carrier shipyard trust board"
)
#: Those that may stand for whatever business a story is about, paragraphs later.
STORYS_OWN = words(
    "company firm group corporation airline retailer manufacturer maker operator utility business"
)
BODIES = ORGANISATION_NOUNS | COMPANY_NOUNS
#: Nouns that take up a name with another word in it: "Kent Police ... the force".
TAKES_UP = {
    "force": words("police constabulary"),
    "newspaper": words("times post journal herald tribune gazette courier guardian telegraph"),
    "paper": words("times post journal herald tribune gazette courier guardian telegraph"),
}
TAKEN_UP = frozenset(word for taken in TAKES_UP.values() for word in taken)
#: "Records *seen by* the Courier" are not the Courier's.
LOOKING = words("see review obtain view examine analyse analyze read verify inspect cite quote")
#: "Records *kept by* the agency" are the agency's.
MAKING = words(
    "keep compile publish collect release issue produce gather maintain provide write prepare draw"
)
#: The ends of words for people; bodies and documents that end so are in the lists above.
PERSON_ENDINGS = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "woman",
    "ent",
    "ant",
    "mum",
    "dad",
    "nurse",
    "boss",
    "pupil",
    "chef",
)
#: Plural nouns that open a sentence with a capital and name nobody.
CROWDS = words(
    "residents neighbours neighbors witnesses campaigners critics unions voters doctors experts officials "
    "prosecutors lawyers analysts economists scientists researchers supporters opponents relatives survivors "
    "investigators detectives firefighters rescuers ministers lawmakers mps diplomats historians fans organisers "
    "organizers parents teachers nurses farmers protesters activists insiders sources bosses traders investors "
    "regulators aides colleagues friends families medics workers drivers passengers locals villagers islanders staff"
)
