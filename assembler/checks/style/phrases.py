"""Phrases: the tables of self-praise, of patients called one's own, and of running others down. Data only.

They are written in the language of `wording`: under the hint that mends them, one a line. Sources: S. Siegel's notes of
a program director, doctorsintraining.com and mleresidencytips.com, which all say: no superlatives, no running down of
other specialties, no "my" patients.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMED: Mapping[str, str] = {
    # whom a text may run down, and how; those that begin a phrase hold plain words alone
    "person": (
        "anaesthesiologists|anaesthetists|anesthesiologists|anesthetists|attendings|cardiologists|clinicians|colleagues"
        "|consultants|doctors|gps|hospitalists|intensivists|internists|interventionalists|neurologists|neurosurgeons"
        "|nurses|oncologists|orthopaedists|orthopedists|peers|physiatrists|physicians|practitioners|providers"
        "|psychiatrists|radiologists|registrars|residents|rheumatologists|specialists|surgeons|trainees"
    ),
    "one": "colleague|doctor|physician|practitioner|registrar|resident|specialist|surgeon",
    "branch": (
        "anaesthesia|anaesthesiology|anesthesia|anesthesiology|cardiology|dermatology|neurology|neurosurgery|obstetrics"
        "|oncology|orthopaedics|orthopedics|paediatrics|pathology|pediatrics|physiatry|psychiatry|radiology"
        "|rheumatology|surgery|urology|disciplines|fields|specialties|specialities"
    ),
    "any": (
        "((many|most|some|several|numerous|countless|other|all|of|the|my|her|his|their|those|these|so|too|previous"
        "|prior|former|earlier|past|family|surgical|medical|so-called) ){0,3}"
    ),
    "others": "other|many|several|numerous|countless|most|her|his|their|all|previous|prior|former|earlier|past",
    "ill": (
        "lazy|careless|incompetent|ignorant|indifferent|arrogant|uncaring|negligent|heartless|callous|sloppy|greedy"
        "|mediocre|clueless|unfeeling"
    ),
    "sloth": (
        "lazy|busy|proud|arrogant|rushed|hurried|impatient|careless|indifferent|stubborn|ignorant|greedy|vain|self-important"
        "|cynical|bored|conceited|preoccupied|full of themselves|sure of themselves|comfortable|uninterested"
    ),
    "ease": "(eat|drink|sleep|sit(?! (with|by|beside))|rest|breathe|lunch|breakfast|words|comfort)",
    "seemed": (
        "(are|were|is|was|seem|seems|seemed|appeared|(had|have|has) (always )?been)"
        "( (often|usually|mostly|simply|just|always|generally|frequently|clearly|all|both|far|much|either)){0,3}"
    ),
    "vice": "incompetence|arrogance|ignorance|laziness|indifference|carelessness|negligence|greed|apathy|stupidity",
    "dull": "boring|tedious|monotonous|soulless|uninspiring|unfulfilling|mindless|mind-numbing",
    "merely": "only|just|merely|simply",
    "symptoms": "symptoms?|scans?|images?|organs?|knees?|spines?|pills|tablets|body parts?",
    "slight": (
        "((had|have|has|simply|just|all|repeatedly|often|who) ){0,2}"
        "(ignored|dismissed|neglected|overlooked|misdiagnosed|mismanaged|brushed … (off|aside)|(gave|given) up on"
        r"|abandoned (her|him|them|the patients?)|(did not|didn't|never) (listen|believe|care|bother|understand)\w*"
        r"|failed(?! (\w+ ){0,3}(exam\w*|tests?|viva|part|course|papers?|osce)\b))"
    ),
    "tend": "(who |that |which )?((too |so |very )?(often|usually|mostly|mainly) |tends? to |seems? to ){0,2}",
    "drugs": "pills|tablets|drugs|opioids|medications?|painkillers",
    "deny": "do not|don't|did not|didn't|never|no longer|could not be bothered to|cannot be bothered to",
    "lack": "have|know|get|need|receive",
    "fault": r"only|just|merely|simply|never|not|don't|didn't|fail\w*|ignor\w+|dismiss\w*|rush\w*|lack\w*|refus\w+",
    # what praise is of, and how high
    "who": (
        "candidate|applicant|fellow|resident|trainee|registrar|doctor|physician|clinician|surgeon|teacher|leader"
        "|person|communicator|student|intern|house officer|medical officer|graduate|anaesthetist"
        "|an(a?)esthesiologist|neurologist"
    ),
    "seat": "position|program|programme|fellowship|post|role|job",
    "post": "position|fellowship|post|role|job",
    "skill": (
        "((clinical|technical|procedural|manual|surgical|diagnostic|analytical|interventional|academic|research"
        "|teaching|leadership|management|communication|interpersonal|organi[sz]ational|bedside|people|patient|team|work"
        "|track|and),? ){0,3}"
        "(skills?|skillset|abilit(y|ies)|talents?|record|results|performance|achievements?|accomplishments?|expertise"
        "|knowledge|competence|competency|aptitude|ethic|manner|dedication|commitment|dexterity|judgment|judgement|technique"
        "|leadership|professionalism|grades)"
    ),
    "praise": (
        "exceptional|outstanding|unparalleled|unrivall?ed|unmatched|unsurpassed|unequall?ed|exemplary|superb|superior"
        "|stellar|extraordinary|remarkable|incomparable|impeccable|brilliant|excellent|world-class|first-class"
    ),
    "highest": (
        "best|perfect|ideal|greatest|strongest|finest|hardest-working|most (qualified|suitable|suited|dedicated"
        "|committed|hard-working|hardworking|motivated|driven|capable|skilled|skilful|skillful|talented|gifted|deserving|promising|diligent"
        "|compassionate|empathetic|reliable|outstanding|exceptional)"
    ),
    "degree": (
        "extremely|exceptionally|exceedingly|extraordinarily|incredibly|immensely|tremendously|remarkably|highly"
        "|supremely"
    ),
    "virtue": (
        "hard-working|hardworking|motivated|dedicated|driven|committed|diligent|organi[sz]ed|skilled|skilful|skillful"
        "|competent|capable|talented|gifted|qualified|accomplished|experienced|reliable|efficient|adaptable|intelligent"
        "|compassionate|empathetic|conscientious|disciplined|productive|knowledgeable|proficient"
    ),
    "suited": "qualified|suited|placed|positioned|prepared|equipped",
    "be": (
        "(am|was|will be|would be|(have|had) ((always|long|consistently|often) )?been|have become|became|remained)"
        "(,[^,.;!?]{1,40},)? "
    ),
    "surely": (
        "((always|consistently|constantly|clearly|easily|certainly|undoubtedly|arguably|probably|often|usually|generally"
        "|simply|truly|really|still|also|again|once|by far|far and away|without doubt) ){0,2}"
    ),
    "year": (
        "class|year|cohort|batch|intake|group|programme|program|residency|department|generation|course|hospital|peers"
        "|training|faculty|school|team|unit"
    ),
    "have": "(have |possess |bring |offer |had |developed |demonstrated |shown |displayed ){1,2}",
    "hoch": "herausragend|außergewöhnlich|exzellent|hervorragend|einzigartig|unübertroffen",
    # what stands between "my" and "patients", and after "my patient"
    "owned": (
        r"own|very|dear|dearest|beloved|little|back|palliative|(post|pre|peri|non)-\w+|favou?rite|second|third|next"
        "|former|current|previous|new|old|older|elderly|younger"
        r"|young|sick|sicker|ill|dying|poor|poorer|many|few|one|two|three|four|five|six|ten|\d+|adult|child|pain"
        "|headache|migraine|cancer|stroke|trauma|burns?|opioid|icu|hospice|complex|difficult|challenging|memorable"
        r"|vulnerable|underserved|rural|veteran|long-term|\w+-speaking|most|first|last"
        r"|(?!(arrival|family|goal|hospital|interest|journal|proposal|referral|reply|request|clinic|topic)\b)"
        r"\w+(al|ed|est|ous|ly|ic)(?!\w)"
    ),
    "then": (
        r"and(?! (family|public)\b)|as|asked|at|because|before|but|by|came|could|did|died|does|felt|for|from|had|has|in"
        "|is|left|lost|made|of|on|or|began|gave|kept|knew|sat|saw|says|spoke|stood|took|wants|wept|wrote|lay|lives|panels?|lists?|loads?|records?|base|cohort|population|said|that|to|told|was|went"
        "|asks|forgot|inside|into|once|onto|today|together|tonight|too|within|without"
        r"|when|while|who|whom|whose|with|would|(?!(cent|direct|focus|orient|relat))\w+ed"
    ),
    # of cliches
    "always": (
        "(have |had |always ){0,2}(been|was|knew|known|learned|learnt|developed|wanted|loved|dreamed|dreamt|decided"
        "|felt|admired|enjoyed|understood) "
    ),
    "kid": "child|kid|boy|girl|toddler|teenager|youngster",
    "ages": (
        "three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|[3456789]|1[0123456]"
    ),
    "field": (
        "medicine|care|practice|healing|pain|science|health|people|patients?|others|helping|caring|teaching|research"
        "|learning|working|improving|education|educating|advocacy|an(a?)esthesi(a|ology)|neurology|surgery|psychiatry"
        "|rehabilitation|headache|palliative|interventional|regional|neuromodulation|what i do|this|providing"
        "|delivering|service|serving|global|specialty|speciality|field|profession|subject"
    ),
    "wish": (
        "like|want|wants|wanted|hope|hoped|wish|wished|desire|aim|aspire|strive|eager|determined|able|ability|opportunity"
        "|chance|love|urge|need|passion|seek|way|goal"
    ),
    "lives": "lives|life|world|society|communit(y|ies)|humanity",
    "part": "diseases?|symptoms?|illness|pain|scan|diagnosis|condition|image|mri",
    "spark": (
        "sparked|ignited|fuelled|fueled|kindled|cemented|solidified|piqued|deepened|fostered|awakened|reignited"
        "|strengthened|reinforced|spark|ignite|fuel|cement|solidify|deepen|reinforce"
    ),
    "zeal": "interest|passion|curiosity|desire|love|fascination|decision|resolve|commitment|enthusiasm",
    "scene": "field|world|landscape|speciali?ty|discipline|environment|nature|area|science",
    "sage": (
        "hippocrates|osler|maimonides|galen|paracelsus|schweitzer|mandela|gandhi|einstein|confucius|aristotle|plato"
        "|socrates|voltaire|churchill|angelou|teresa|saunders|trudeau"
    ),
    "defined": "pain|medicine|headache|migraine|care|anaesthesia|anesthesia|anesthesiology|suffering|health|healing",
}
"""Parts that phrases share; those that begin a phrase are plain words."""

SUPERLATIVES: Mapping[str, str] = {
    "say the fact and let the reader judge: a count, a rank with its denominator, what changed": r"""
        i {be}{surely}the (very )?{highest}(?! (of \d|i can\b|man\b|known\b))( (\w+ )?{who})?
        i {be}(truly |simply )?an? (perfect|ideal|{praise}) (\w+ )?{who}
        i {be}{surely}(one of|among) the (very )?{highest} {who}s
        i {be}{surely}the (very )?top (\w+ )?{who}(?! (of|out of|in) (\d|\w+ty\b))
        being|remaining the (very )?({highest}|top) (\w+ )?{who} (of|in|among) (all )?(my|our|the) (\w+ )?{year}
        i {be}(truly |simply )?({praise}|second to none) (at|in|with)
        myself (to be )?(truly |simply )?(the|an?) (very )?({highest}|{praise}) (\w+ )?{who}
        as (truly |simply )?(the|an?) (very )?({highest}|{praise}) (\w+ )?(candidate|applicant)
        as the (very )?({highest}|top) (\w+ )?{who} (of|in|among) (all )?(my|our|the)
        i'm (truly |simply |by far )?(the|an?) (very )?({highest}|{praise}) (\w+ )?{who}
        make|makes|made|making me (the|an?|your) … ({highest}|{praise}) (\w+ )?{who}
        i (would|will|can|could) make (the|an?|your) ({highest}|{praise}) (\w+ )?{who}
        perfect|ideal|best|strongest|finest (candidate|applicant) for ((this|your) … {seat}|the … {post})
        most (qualified|suitable|deserving|promising) (candidate|applicant) for ((this|your) … {seat}|the … {post})
        find|found (a )?(better|stronger|more (qualified|dedicated|committed)) (candidate|applicant|fellow)
        am|i'm|me|myself (uniquely|ideally|perfectly|exceptionally|eminently) {suited}
        qualifies|qualify|positions|prepares|prepared|equips|suits me (uniquely|ideally|perfectly|exceptionally)
        uniquely|ideally|perfectly|exceptionally (qualif|position|prepare|equip)\w* me
        my (truly |own )?{praise} {skill}
        my {skill} (is|are|was|were|has been|have been) (truly |simply )?({praise}|second to none)
        i|i've {have}(an? |the )?(truly |simply )?{praise} {skill}
        i|i've {have}the (very )?(highest|{highest}) (\w+ )?({skill}|hands|scores)
        i|i've {have}(an? )?(unrivall?ed|unparalleled|unmatched) … (experience|exposure|insight|understanding)
        my (unrivall?ed|unparalleled|unmatched) … (experience|exposure|insight|understanding)
        no-one|nobody|none (\w+ ){0,4}works (as hard|harder)
        i|i've {have}(an? )?{skill} (that is |which is |that are )?second to none
        top of (my|our) (\w+ )?(class|year|cohort|batch|course)(?! of \d)
        top|head of (my|the|our) (\w+ )?class(?! of \d)
        am|i'm|myself (an? )?{degree} {virtue}
        ^as an? {degree} {virtue}
        better than (any|all|most) (other |of my )?(other )?({who}s?|peers|colleagues)
        outperform|outperformed|outshone|surpass|surpassed (all |most |many )?(of )?my (peers|colleagues|cohort|year)
        no other (candidate|applicant)
        unlike (any |all |most |the )?other (candidates?|applicants?)
    """,
    "say the fact: a count, a rank with its denominator": r"""
        ich bin (der|die|ein|eine) (beste|ideale|perfekte|optimale)[rsn]? (kandidat|bewerber)\w*
        meine|meiner {hoch}\w* (fähigkeit|leistung|kenntnis|erfolg)\w*
    """,
}
"""Praise of the writer alone: the best evidence and an outstanding teacher are none of its business."""

PRAISE_IN_LINES: Mapping[str, str] = {
    next(iter(SUPERLATIVES)): r"""
        exceptional|outstanding|unparalleled|unrivalled|exemplary|superb|stellar|extraordinary|excellent {skill}
        extremely|exceptionally|highly {virtue} ({who}|and)
        second to none
        best|strongest|finest|greatest|top (\w+ )?{who} (of|in|among) (all )?(my|our) (\w+ )?{year}(?! of \d)
    """,
}
"""Praise in a line of a CV, or in what a referee may speak to, is of the applicant without saying so."""

MY_PATIENTS: Mapping[str, str] = {
    "write 'the patients whom I saw', 'a patient in our clinic': patients are nobody's": r"""
        my ({owned},? ){0,3}(in|out)?patients
        my ({owned},? ){0,3}(in|out)?patient(?='|[.,;:!?)]|$| {then}(n't)?(?!\w))
        patient|patients of mine
    """,
    "write 'die Patienten, die ich sah' or 'eine Patientin unserer Klinik': patients are nobody's": r"""
        mein|meine|meinem|meinen|meiner|meines ((erste|eigene|viele|letzte)[mnrs]? )?patient(en|in|innen)?
    """,
}

LIFE_CHANGING: Mapping[str, str] = {
    "tell the moment in plain facts, what you did next and what came of it": r"""
        life-changing|life-altering (experience|moment|event|encounter|journey|decision|lesson)
    """,
}
"""Worn where the writer's life is meant; of a patient it may be no more than true."""

RUNS_DOWN: Mapping[str, str] = {
    "say what you saw and what you did; leave out who did worse": r"""
        unlike {any}({person}|{branch}|{one}),? (who|that|which) (?!(trained|worked|came|began|started)\b)……{fault}
        unlike {any}{one}s?,? i (actually|truly|really|genuinely|care|listen|believe)
        unlike {any}colleagues,? i (actually|truly|really|genuinely|care|listen|believe)
        {person} {tend}{merely} (treat|mask|chase|cut|fix|push)(e?s|ed|t?ing)?
        {person} {tend}{merely} ((care|think)s? (about|of)|look(s|ed)? at|focus(es|ed)? on|sees? (the|an?))
        {person} {tend}{merely} (puts? … to sleep|prescribes? {drugs}|operates?(?=[.,;]|$| and\b))
        {branch} {tend}{merely} (treat|mask|chase|cut|fix)(e?s|ed|t?ing)?
        {person} … {merely} (treat|mask|suppress|cover up)(e?s|ed|ing)? (the |their )?symptoms?
        {branch} … {merely} (treat|mask|suppress|cover up)(e?s|ed|ing)? (the |their )?symptoms?
        {person} (treat|see|cut|prescrib)(e?s|e|ed|ting)? {merely} (the |an? |their )?{symptoms}
        {person} {tend}{merely} (hand(s|ed)? out|reach(es|ed)? for|throw|threw|writes?|wrote) …
        {person} {deny} (care about|listen|bother)
        {person} (… )?{seemed} too {sloth} (to|for)(?! {ease}\b)
        {one} (… )?{seemed} too {sloth} (to|for)(?! {ease}\b)
        consultant|attending|supervisor|anaesthetist|nurse (… )?{seemed} too {sloth} (to|for)(?! {ease}\b)
        {person} (… )?(could not|couldn't|cannot|can't|never) be bothered
        less (dedicated|committed|motivated|able|competent|careful|caring) ({person}|{one})
        sloppy|careless|poor (work|notes|care|prescribing) (of|by) {any}{person}
        monotony|tedium|boredom of ({branch}|general practice|internal medicine|the operating)
        {branch} (because|since|as) (i found )?it (was )?(so |too )?{dull}
        internal|emergency|family|general|intensive (medicine|practice|care) ((is|was|seemed|felt) )?((so|too) )?{dull}
        {dull} ({branch}|specialty|speciality|field|branch|discipline)
        {branch} ((is|was|are|were|seemed|seems|felt|to be) )?((so|too|rather|quite|very|often|simply) )?{dull}
        dull specialty|speciality|branch|discipline
        mere|merely|glorified (an? )?(technicians?|mechanics?|plumbers?)(?! of\b)
        nothing (more than|but) (an? )?(technicians?|mechanics?|plumbers?)
        pill|needle|block-(pushers?|pushing|jockeys?|monkeys?)
        {person} who (so |too |very )?(often |clearly |simply )?{deny} (care|listen|believe|bother|want to)\w*
        {vice} (of|by) {any}{person}
        failure|failures|mistakes|errors of (other|previous|former|earlier|past|her|his|their) {any}{person}
        previous|prior|former|earlier|past ({person}) (missed|were too busy|(did|had|would|could) not (?!{lack}\b)\w+)
        {others} {any}({person}|{one}) {slight}
        {person} before (me|us) ((had|have) )?(missed|{slight}|did not|not|never)
        two|three|four|five|six|every|each ({person}|{one}) {slight}
        previous|prior|former|other (team|teams|hospital|clinic|department) {slight}
        (failed|abandoned|ignored|dismissed|neglected|misdiagnosed|let down) by (an?|every) {one}
        (failed|abandoned|ignored|dismissed|neglected|misdiagnosed|let down) by {any}{person}
        {ill} (and \w+ )?({person}|{one})
        {person} (are|were|seem|seemed) ((so|too|often|mostly|simply|just|either) )?({ill})
        lesser|inferior|easier (specialty|specialties|speciality|discipline)
        not real (medicine|doctors|physicians)
        unfähige|unfähigen|faule|faulen|inkompetente|inkompetenten (kollegen|kolleginnen|ärzte|ärzten|chirurgen)
        im gegensatz zu (vielen |den |meinen |anderen ){1,2}(ärzten|kollegen|chirurgen|kolleginnen), die
    """,
}
"""Of others alone: what the writer tells against themselves is honest, and stays."""
