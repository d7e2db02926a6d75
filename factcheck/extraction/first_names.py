"""Common first names that tell a "she" from a "he"; one that both may bear is in neither list."""

from .lexicon import words

_OF_WOMEN = words(
    "ada agnes aisha alice alison amanda amelia amina amy ana andrea angela anita anja ann anna anne annie "
    "barbara beatrice becky beth bethany brenda bridget camilla carla carmen carol caroline catherine celia charlotte "
    "chloe christina christine claire clara claudia cynthia daisy dawn debbie deborah denise diana diane donna doris "
    "dorothy edith eileen elaine eleanor elena elizabeth ella ellen ellie emily emma esther eva eve fatima fiona "
    "florence frances gemma georgina gillian gina giulia gloria grace greta halyna hannah harriet hazel heather "
    "helen helena hilary holly ingrid irene iris iryna isabel jacqueline jane janet janice jean jennifer jenny "
    "jessica jill joan joanna josephine joyce judith judy julia julie karen karin kate katherine kathleen kathryn "
    "katie kelly laura lena leila lily linda lisa liz loretta louise lucy lydia lynn mabel maggie margaret maria "
    "mariam marie marion marisol marta martha martina mary maya megan melanie melissa mercedes mia michelle mildred "
    "miriam moira molly monica nadia nancy naomi natalia natalie natasha nicola nina nora norma olga olivia pamela "
    "patricia paula pauline penelope petra phoebe phyllis polly priya rachel rebecca renata rhona rita rosa rose "
    "rosemary ruth sadia sally samantha sandra sara sarah sharon sheila shirley silvia simone sofia sonia sophia "
    "sophie stella stephanie susan suzanne svetlana sylvia tamara tanya teresa theresa tina tracey ursula valerie "
    "vanessa vera veronica victoria virginia vivian wanda wendy yasmin yvonne zoe"
)
_OF_MEN = words(
    "aaron abdul abraham adam adrian ahmed alan albert alec alejandro alfred ali alistair allan amir anders andreas "
    "andrew andy angus anil anthony anton antonio arnold arthur barry bartholomew ben benjamin bernard bill bob boris "
    "brendan brian bruce carl carlos cecil charles chester christopher clarence claude clifford clive colin craig "
    "cyril damian dan daniel darren dave david dean deepak denis dennis derek desmond diego dmitri dmytro dominic "
    "donald doug douglas duncan ed eddie edgar edmund eduardo edward edwin emil eric erik ernest eugene felix ferdinand "
    "fernando frank fred frederick gareth gary gavin geoffrey george gerald gerard giles giovanni glen glenn gordon "
    "graham greg gregory guy hans harold harry hassan hector henry herbert howard hugh hugo ian ibrahim igor isaac "
    "ivan ivor jack jacob jake james jason javier jeff jeffrey jeremy jerome jim joe joel johan john jonathan jorge jose "
    "joseph joshua juan julian karl keith ken kenneth kevin klaus kofi lars lawrence leo leon leonard liam lionel luca "
    "lucas luigi luis luke magnus malcolm marcel marco marcus mario mark martin marvin matt matthew maurice max "
    "michael miguel mike mikhail mohamed mohammed mustafa nathan neil nicholas nigel noah norman oleg oleh oliver omar "
    "oscar oswald otto owen pablo paolo patrick paul pavel pedro perry pete peter phil philip pierre piotr rafael raj "
    "ralph randall raymond reginald ricardo richard rob robert roberto roger roland ronald rory ross roy rupert russell "
    "ryan samuel saul scott sean sebastian sergei seth shaun sidney simon stanley stefan stephen steve steven stuart "
    "taras ted terence terry theodore thomas tim timothy tobias todd tom tomas tony trevor tristan vernon victor "
    "viktor vincent vladimir volodymyr wade wallace walter warren wayne wilfred william yuri yusuf"
)


def gender_of_first_name(name: str) -> str | None:
    """ "woman", "man", or None where the name does not tell."""
    lower = name.lower()
    if lower in _OF_WOMEN:
        return "woman"
    return "man" if lower in _OF_MEN else None
