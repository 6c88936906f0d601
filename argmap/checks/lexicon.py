"""Lists of English words that the rules look words up in."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS = _set(
    """a about above across after again against ago all almost along already also although always am among an and
    another any anyone anything are around as at away back be became because become becomes been before behind being
    below beneath beside besides between beyond both but by came can cannot come comes could did do does doing done
    down due during each either else enough even ever every everyone everything few first for from further get gets
    give given gives go goes going had has have having he hence her here hers herself him himself his how however i if
    in indeed instead into is it its itself just keep keeps kept less let like likely made mainly make makes making
    many may maybe me merely might mine more most mostly much must my myself near nearly neither never nevertheless
    next no nobody none nor not nothing now of off often on once one ones only onto or other others otherwise ought our
    ours ourselves out over own per perhaps put quite rather really said same say says second see seem seemed seems
    several shall she should since so some someone something soon still such take taken takes than that the their
    theirs them themselves then there thereby therefore these they thing things third this those though through
    throughout thus till to together too took toward towards two under unless until up upon us use used uses using
    very via was way ways we well went were what whatever when whenever where whereas wherever whether which whichever
    while who whoever whole whom whose why will with within without would yet you your yours yourself yourselves
    don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't hasn't haven't
    """
)
"""Words that carry no content of their own: never a term of a claim."""

_COMMON_VERBS = """accept accuse achieve act add admit adopt affect afford agree allow amount answer appear apply argue
    arise arm ask assume attack attract avoid back balance ban bar base bear beat become begin behave believe belong
    benefit bind block boost border break bring build burn buy calculate call care carry cause cease challenge change
    charge check choose claim clear close collapse combine come commit compete complain concern conclude confirm consider
    consist constitute contain continue contradict contribute control convert convince cooperate cost count cover create
    criticise cut damage deal decide declare decline decrease deepen defend define delay deliver demand deny depend deprive
    derive describe deserve destroy deter determine develop die differ diminish disagree disappear discourage
    discriminate distort divide do dominate double draw drive drop earn ease eat eliminate emerge employ enable encourage
    end endanger endure enforce enhance enjoy ensure entail enter equal erode escape establish evolve exceed exclude
    exist expand expect experience explain exploit expose express extend face fail fall favour favor fear feed feel
    fight fill find finish fit flow fly focus follow forbid force forget form free fund gain generate get give go govern
    grant grow guarantee guide hamper hand happen harden harm have heal hear help hide hinder hit hold hope hurt
    identify ignore imagine impede imply import impose improve include increase indicate induce infer influence
    inform infringe inherit insist interfere invest involve join judge justify keep kill know lack last lay lead learn
    leave lend let lie lift limit link live look lose love lower maintain make manage matter mean measure meet merge mirror
    miss mix mobilise mobilize motivate move name need neglect obey object oblige observe obtain occupy occur offer open
    open light calm operate oppose order outlive outweigh overcome overlook owe own participate pass pay permit persist persuade place
    plan play point pollute pose possess predict prefer prepare present preserve press prevail prevent proceed produce
    profit prohibit promise promote propose protect prove provide provoke publish pull punish purchase push put raise
    rank reach react read receive recognise recognize recommend recover reduce refer reflect refuse refute regard regulate
    reinforce reject relate relax release rely remain remember remind remove render repay replace report represent
    require resemble resist resolve respect respond rest restrict result retain return reveal reward ride rise risk ruin rule
    run save say secure see seek seem sell send separate serve set shape share shift show shrink sign sink sit slow
    solve sound spare speak spend split spoil spread stand start state stay steal stem stimulate stop strengthen
    struggle study submit succeed suffer suggest suit supply support suppose surpass survive sustain take talk
    tax teach tell tempt tend test threaten throw tie touch track trade train transform transport travel treat trigger
    trust try turn undermine understand unite use value vary view violate vote walk want warn waste watch weaken
    wear weigh widen win wish withdraw wonder work worry worsen worth write yield"""

_IRREGULAR = """am is are was were be been has have had do does did will would shall should can could may might must
    ought cannot isn't aren't wasn't can't won't let's it's that's there's here's who's what's he's she's i'm
    became began bent bore bought bound broke brought built came caught chose cut dealt drew drove fed fell felt fled
    fought found forbade forgot froze gave got grew had held hid hit hurt kept knew laid lay led left lent lost made
    meant met outgrew overcame overtook paid put quit ran rang read rode rose said sank sat saw sent set shook shot
    showed shown shrank shut slept slid sold spent split spoke spread spun stole stood struck stuck swore swung
    taught thought threw told took tore understood underwent went withdrew withheld upheld withstood undertook foresaw arose overthrew overran bade befell swept wept crept dug clung hung stung sought lit bred bled sped struck strove slew spat woke won wore wound wrote"""


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


VERBS = frozenset(
    (*_COMMON_VERBS.split(), *(_third_person(verb) for verb in _COMMON_VERBS.split()), *_IRREGULAR.split())
)
"""Finite forms of common verbs; a form in -ed needs no list."""

GENERIC_HEADINGS = _set(
    """introduction introductory remarks conclusion concluding background overview summary definition definitions
    definitional meaning concept explanation explanations cause causes causal effect effects affect impact impacts
    consequence consequences implication implications result results outcome outcomes problem problems issue issues
    challenge challenges obstacle obstacles hurdle hurdles threat threats opportunity opportunities prospect prospects
    risk risks solution solutions remedy remedies measure measures suggestion suggestions recommendation
    recommendations proposal proposals way forward ways ahead future pro pros con cons advantage advantages disadvantage
    disadvantages merit merits demerit demerits benefit benefits drawback drawbacks cost costs strength strengths
    weakness weaknesses argument arguments counter counterargument counterarguments counter-argument
    counter-arguments rebuttal rebuttals refutation objection objections claim claims evidence evidences fact facts
    point points reason reasons factor factors aspect aspects dimension dimensions perspective perspectives view views
    analysis critical discussion body main part parts section history historical present current past situation
    situations scenario status quo importance significance role need thesis statement context general key major minor
    various different other another political economic social strategic legal cultural religious technological
    environmental international national regional global positive negative internal external short long term
    example examples case study studies question answer essay paragraph hook"""
)
"""Words that name a part of any essay and no topic."""
WELL_KNOWN = _set(
    "US USA UK UN EU UAE USSR TV AM PM AD BC CE BCE OK ID IT AI CEO DNA HIV AIDS GMT COVID MP VIP USS"
)
"""Abbreviations that everyone writes, and few could spell out."""

DETERMINERS = _set(
    "a an the its their his her our your my this that these those no every each any all some it them him us out up off away"
)
"""Words (determiners, particles) that follow a verb or a preposition, and hardly ever a noun."""
