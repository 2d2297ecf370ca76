"""Cliches: worn phrases of statements, under the hint that mends them, in the language of `phrases`. Data only.

Sources: S. Siegel's notes of a program director, doctorsintraining.com, mleresidencytips.com and "Ten Steps" (J Grad
Med Educ 2022): no childhood, no padding, no drama; residencyadvisor.com and savvypremed.com on cliches; the opening
lines that UCAS counted most often in 2015. "The opioid crisis" is a subject, not a cliche.
"""

from __future__ import annotations

from collections.abc import Mapping

CLICHES: Mapping[str, str] = {
    "leave childhood and family out: begin with a clinical moment, and with what tested the interest since": r"""
        since|from my (very )?(early |earliest |own )?(childhood|boyhood|girlhood|youth|school-?days)
        since|from (early )?childhood,? (i|my)
        i|i've {always}…… (since|from) (early |my )?childhood
        since|as|when i was (just |only |still )?(a |an )?(very )?(little |small |young )?{kid}(?! (psych|life))
        since|when i was (just |only |barely )?{ages}( years? old| years of age|(?=[.,;]))
        as a (very )?(little |small |young )?{kid},? (i|my)
        at|from|since the (tender |young |early )?age of {ages},? (i|my)
        at|from|since an? (very )?(young|early|tender) age,? (i|my|medicine)
        i|i've {always}…… (at|from|since) an? (very )?(young|early|tender) age
        as (long|far back) as i can (remember|recall)
        since|before i can remember
        ^growing up(?=,? (i|my|in|on|as|with|among|the)\b)
        come|came|coming from a (long line|… family|… household) of (doctors|physicians|healers|surgeons|nurses)
        born|raised (in|into) a (… )?(family|household) of
        as|am|i'm the (only |eldest |proud )?(daughter|son|child|grandson|granddaughter) of (a|an|two)
        instilled in me
        all my life,? i
        throughout my (entire |whole )?life,? i
        my|a childhood (dream|ambition|hero|fascination|wish)
        ever since my (mother|father|parents?|brother|sister|uncle|aunt|grand(mother|father|parents?))
        medicine runs in (my|the) family
        run|runs in my (blood|veins)
    """,
    "say what you did that shows it: the clinic, the audit, the elective that you chose": r"""
        passion (for|about|towards?|in|of) (the |my |our |all |chronic |acute |clinical |academic )?{field}
        passionate (about|for|in) (the |my |our |all |chronic |acute |clinical |academic )?{field}
        passionate (doctor|physician|clinician|teacher|educator|advocate|anaesthetist|anesthesiologist|neurologist)
        am|i'm (truly |deeply |very |so |also |most |extremely |incredibly )?passionate
        i (have |had )?(been|became|become|was|grew|remain|feel|felt) … passionate
        my (true |real |greatest |great |deep |lifelong |growing |burning |own )?passions? (for|is|lies|was|in|to|began)
        lifelong|life-long (dream|ambition|aspiration|passion|goal|learner|love|fascination|desire)
        dream|dreams|dreamed|dreamt of (becoming|being|practi[sc]ing|studying) an?
        always (dreamed|dreamt) of
        my dream (of|is|was|has|had|to|since|job|career|speciali?ty|program|programme|fellowship|position)
        dream (come true|job|program|programme|fellowship)
        my|a (true |real |life's |one |higher |noble )?(calling|vocation)(?=[.,;:!?]|$| (to|as|is|was|and|that|in|not))
        found (my|a) (true |real )?(calling|vocation)
        felt|feel (a calling|called) to
        born to (be|heal|do|help)
        destined to (be|become|work|do)
        meant to (be|become) an? (doctor|physician|surgeon|anaesthetist|anesthesiologist|neurologist|clinician)
        noble (profession|calling|art|field|cause)
        insatiable (curiosity|thirst|appetite|hunger|desire)
        thirst|hunger|quest for knowledge
        burning (desire|passion|ambition)
        i|i've (have |had )?always (been )?(fascinated|intrigued|interested in|drawn to|passionate|captivated|curious)
        i|i've (have |had )?always (wanted to (be|become|work|help|study|pursue|do|practi[sc]e)|admired|loved|enjoyed)
        i|i've (have |had )?always kn(ew|own) (that )?(i (wanted|would|was)|medicine was)
        i (had |have )?(fell|fallen) in love with
        fell|fallen|falling in love with (medicine|pain|an(a?)esthesi(a|ology)|neurology|headache)
        love at first (sight|block)
        heart and soul
        heart (goes|went) out to
        my love (of|for) (medicine|pain|science|teaching|an(a?)esthesi(a|ology)|neurology|the brain)
        dedicate|dedicated|devote|devoted my (whole |entire )?(life|career)
        live|breathe and (breathe|live)
        instantly|immediately hooked
        i was hooked
        sincere|strong|deep desire to
        unwavering (commitment|dedication|passion|desire|interest)
        resonates|resonated|resonate (deeply |strongly |profoundly )?with (me|my)
    """,
    "say which change, for whom, and how you would measure it": r"""
        make|makes|making|made an? … (difference|impact|change) (in|to|on) … {lives}
        {wish} (to |of )?(truly |really )?mak(e|ing) an? … (difference|impact)(?! (of|between|at)\b)
        by|in making an? … (difference|impact)(?! (of|in|between|at|to|for)\b)
        i (can |could |will |would |may |might )?(truly |really )?make an? … (difference|impact)(?! (of|between|at)\b)
        difference (that )?i (can|could|will|would) make
        give|giving|gave (something )?back to (the |my |our |this )?(own |local )?({lives}|country|profession)
        give|giving|gave back to (others|medicine|those|where)
        {wish} (to|of) giv(e|ing) (something )?back(?=[.,;!]|$| and )
        {wish} (to|for|of) (truly )?help(ing)? (people|others|the sick|fellow human beings)(?=[.,;!]|$| and )
        those|people in need(?=[.,;!]|$)
        less fortunate
        heal|healing the sick
        alleviate|alleviating|relieve|relieving|ease|easing human suffering
        change|changing|save|saving the world
        saving|save|touch|touching|transform|transforming|improve|improving lives(?=[.,;!]|$| and )
        one patient at a time
        treat|treats|treating|treated the (whole )?(patient|person),? (and )?not (just |only |merely )?the {part}
    """,
    "tell the moment in plain facts, what you did next and what came of it": r"""
        it was (then|there|here) ……(when |that )?i (knew|reali[sz]ed|decided|understood|discovered)
        it was (at|in|on|during) (that|this) …… i (knew|reali[sz]ed|decided|understood|discovered)
        it was this (moment|experience|encounter|patient) that
        from|since that (very )?(moment|day|point) (on|onwards?|forward|i (knew|decided))
        from that (very )?moment
        at|in that (very |exact |precise )?(moment|instant),? i (knew|reali[sz]ed|understood|decided|felt)
        i knew (right |there and |then and )?(then|there)(?= (that )?(i|this|medicine|pain)\b|[.,;:!]|$| and )
        little did i know
        changed my (life|world|outlook|perspective)( forever)?
        turning point (in|of) my
        opened my eyes
        eye-opening|eye-opener
        i (will|shall|would|could) (never forget|always remember)
        i'll (never forget|always remember)
        i (have |had )?never (forgot|forgotten) (the|that|her|his|him|how)
        i (still |can still |can )?(vividly|clearly|distinctly|fondly) (remember|recall)
        etched|seared|engraved|burned|imprinted (in|into|on|onto|upon) my (memory|mind|heart|brain|soul)
        indelible (mark|impression|imprint|impact)
        left a (lasting|profound|deep|permanent) (mark|impression|impact|imprint) on me
        rest is history
        fast-forward (to|a|two|three|four|five|six|ten|\d+)
        with tears in (her|his|their|my) eyes
        tears (streaming|rolling|running|streamed|rolled|ran|welled)
        my heart (sank|raced|pounded|broke|stopped|skipped|melted|swelled|was (pounding|racing|breaking))
        time (stood still|seemed to stop)
        {spark} (in me )?(my|an?|the) … {zeal}
        blessing in disguise
        silver lining
        light at the end of the tunnel
        tip of the iceberg
        double-edged sword
        roller-?coaster
        perfect storm
        a whole new world
        will (always|forever) stay with me
        stay|stays|stayed with me (forever|ever since|always|for life)
        (a|an) (profound|lasting|deep|huge|great|big|enormous) impact (on|upon) (me|my)
        lost|losing (her|his|their) battle
        brave|bravely (battle|fight|fought)
        smile (back )?(on|to) (her|his|their|my|people's|a|the) (patient's )?(faces?|lips)
        heart-?(warming|wrenching|breaking)
        shivers|chills down my spine
        breath of fresh air
        beacon of (hope|light)
        rich tapestry
        transformative (experience|journey|moment|encounter)
        words (cannot|can't|can not|could not|fail to) (describe|express)
    """,
    "name the post, the year and what you learned there": r"""
        my|this (own )?journey (began|begins|started|starts|has been|as|into|through|towards?)
        my|this (own )?journey (in (medicine|pain|an|healthcare)|to (medicine|becoming|pain|this))
        my (medical|professional|academic|personal|educational|career) journey
        journey (of|to|towards?) becom(e|ing)
        embark|embarking|embarked on (this|a|my|the) … (journey|career|path|adventure)
        stepping-?stone
        springboard
        natural|logical next step (in|of|for) (my|me)
        natural progression (of|in|for) my
        next chapter (of|in) my
        following|followed|follow in (my |the |his |her |their )?… footsteps
        shoulders of giants
        new heights
        my (skills|career|training|knowledge|practice|education|abilities|expertise) to the next level
        invaluable (experience|insights?|lessons?|opportunity|skills?|knowledge)
        newfound (appreciation|respect|passion|understanding|love|confidence|sense)
        deep|deeper|profound|great|greater|strong appreciation for
        importance|value|power|meaning of (empathy|compassion|teamwork|hard work|perseverance|resilience)
        importance|value|power|art of (communication|listening|patience)(?=[.,;!]|$| and )
        hard work and (dedication|perseverance|determination|commitment)
    """,
    "leave the word out, and tell one case that shows it": r"""
        unique (blend|perspective|skill-?set|position to|insight|strengths?)
        unique (mix|mixture|combination|set) of … (skills?|experiences?|strengths|qualities|clinical|talents)
        wealth of (experiences?|knowledge|information|opportunit(y|ies)|skills|clinical|expertise)
        hone|honed|honing|sharpened (and \w+ )?my … (skills?|craft|abilit(y|ies)|knowledge|technique|expertise)
        well-rounded(?! (lesion|mass|nodule|edge|border|margin|tip|opacity))
        think|thinks|thinking|thought outside (of )?the box
        outside-the-box
        team-players?
        my comfort-zone
        fast-paced
        cutting-edge
        state-of-the-art(?! (review|article|lecture|paper|session))
        at|to the (very )?(forefront|cutting edge|vanguard) of
        go|goes|going|gone|went above and beyond
        go|goes|going|gone|went the extra mile
        hit|hits|hitting the ground running
        beyond the call of duty
        strong|excellent|solid|good|robust|relentless|tireless work-ethic
        keen|meticulous|strong|great|close|careful|impeccable (attention to|eye for) detail
        people-person
        natural|born|natural-born leader
        quick|fast learner
        self-starter
        go-getter
        detail-oriented
        results-driven
        proven track-record
        track-record of (success|excellence|achievement)
        hard-working|hardworking (and|,) (dedicated|motivated|passionate|committed|reliable)
        dedicated (and|,) (hard-working|hardworking|passionate|motivated)
        both independently and (as part of|in|within) a team
        work|works|working well (under pressure|independently|in a team|with others|as part of)
        thrive|thrives|thriving (in|under|on) (an? |the )?(fast|busy|high|challenging|pressure|stress|dynamic)
        bring|brings|bringing … to the table
        tirelessly
        testament to my
        relentless pursuit
        multitask|multi-task
        leave|leaves|leaving|left no stone unturned
        push|pushed|pushing myself (to|beyond|past|out|further)
        strive|strives|strived|striving for (excellence|perfection)
        pursuit|commitment|dedication|passion (of|to|for) excellence
        give|gives|gave|giving|given (my |a )?(110|120|150|200|hundred and ten)
        each and every
        first and foremost
        last but not least
        failure is not an option
        practice makes perfect
        against all (the )?odds
        blood,? sweat,? (and )?tears
        the sky is the limit
        ever-changing|ever-evolving|ever-growing|ever-expanding|constantly-evolving|rapidly-evolving {scene}
        in today's (modern |fast-paced |ever-changing |busy |complex )?(world|society|healthcare|medicine|era|climate)
        like a sponge
        art and science of (medicine|healing|pain|an(a?)esthesi(a|ology)|neurology)
        art of (medicine|healing)
    """,
    "say in a line what the program has that you need, and what it gains from you": r"""
        perfect|ideal (fit|match)(?! (of|at) )
        great|excellent|natural|good|wonderful|strong (fit|match) (for|with|between) (me|my|your|both|th(e|is) program)
        fulfil|fulfill|achieve|realise|realize|reach|pursue|attain my (dreams?|ambitions)
        fulfil|fulfill|achieve|realise|realize|reach|pursue|attain my (career|professional) (goals|aspirations)
        my (full|true|utmost|fullest) potential
        further|advance|furthering|advancing|boost|propel|enhance my (career|cv|resume)
        opportunity of a lifetime
        align|aligns|aligned perfectly with
        immense|tremendous|profound satisfaction
        i deserve (the|a|to|this)
        once-in-a-lifetime
        challenging|demanding (and|yet|but) (very |deeply |also )?rewarding
        deeply|immensely|incredibly|extremely|truly|most|very|profoundly rewarding
        rewarding (career|field|speciali?ty|profession|experience|journey)
        humbled (by|to|and)
        humbling (experience|and)
        privilege and (an? )?(great |real |true )?honou?r
        honor|honour and (a )?(great |real |true )?privilege
        honor|honour and (a )?(great |real |true )?privilege
        is|was|be|been an? (great |true |real |immense |absolute |distinct )?(honou?r|privilege) to
        be (deeply |truly |very |so )?(honou?red|thrilled|humbled|privileged|ecstatic) to
        am|feel|felt (truly |deeply |very |so )?(privileged|blessed|humbled|honou?red) to
        i was (truly |deeply |very |so )?(privileged|blessed|humbled|honou?red) to
        asset to (your|the|any|this|our) … (program|programme|team|department|hospital|institution|unit|fellowship)
        great|valuable|excellent|strong|worthy|wonderful addition to (your|the|any|this)
        set|sets|setting me apart
        am writing to express my (strong |sincere |keen |great |deep |genuine |enthusiastic )?interest
        with great (enthusiasm|excitement|pleasure) that i
        am confident (that )?(i|my) (will|would|can|skills|experience|background|training)
    """,
    "say in plain words what you did: the case, the clinic, the number": r"""
        seit|von meiner (frühen |frühesten )?(kindheit|jugend)
        schon|bereits als (kleines )?(kind|junge|mädchen)
        von klein auf
        seit|solange ich denken kann
        leidenschaft für (die |das |den )?(medizin|schmerz|anästhesi|neurologie|menschen|forschung|lehre|patient)\w*
        meine (wahre |eigentliche )?(berufung|leidenschaft|passion)
        mein (großer |lang gehegter |lebenslanger )?(lebenstraum|kindheitstraum|traumberuf|traum (war|wäre))
        schon immer (fasziniert|gewünscht|begeistert|interessiert|davon geträumt|mein traum)
        über den tellerrand
        teamplayer
        hiermit bewerbe ich mich
        mit großem interesse habe ich
        mit großer (freude|begeisterung) habe ich
        mir eine (große |besondere )?ehre
        perfekte|einzigartige (kombination|ergänzung|mischung)
        neue herausforderung
        herzblut
    """,
}

WORN_QUOTATIONS: Mapping[str, str] = {
    "leave the quotation out: begin with your own words and a fact": r"""
        {sage},? (who |once |famously |himself )?(said|says|wrote|writes|observed|taught|stated|remarked|put it|reminds)
        {sage}(?=[.)”"»]*$)
        {sage}'s (words|quote|quotation|adage|maxim|dictum|famous|saying)
        words|wisdom|quote|quotation|adage|maxim|dictum (of|by|from) (sir |dr )?(\w+ )?{sage}
        primum non nocere
        first,? do no harm
        good physician treats the disease
        cure sometimes,? (to )?(relieve|treat|heal|comfort) (often|always)
    """,
}
"""Found in quotation marks too: what is borrowed here is the fault."""

OPENINGS: Mapping[str, str] = {
    "leave the definition out, since the reader knows it: begin with a fact of your own": r"""
        merriam-webster('s)?( dictionary)?( defines)?
        webster|dictionary defines
        webster's (new )?dictionary( defines)?
        dictionary definition
        according to … dictionary
        defines|define (chronic |acute |neuropathic |palliative )?{defined} (medicine )?as
        {defined} (medicine )?(is|are|was) defined (by …… )?as
    """,
    "leave the quotation out: begin with your own words and a fact": r"""
        hippocrates|maimonides|paracelsus|aristotle|socrates|confucius|mandela|gandhi|einstein
    """,
}
"""Found in the first words of a text alone, where they pad."""
