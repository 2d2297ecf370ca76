"""What the checks of patient confidentiality look up: rare diseases, places that many people share, words of trades.

Data only. Diseases are those that Orphanet lists as rare (fewer than one in 2,000) and that clinics of pain, neurology
or anaesthesia meet. Places are large enough to tell nothing (HIPAA safe harbor lets states pass, and nothing smaller;
large cities pass here because a warning at each would be switched off).
"""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


RARE_DISEASES = _listed(
    """
    erythromelalgia; stiff[- ](?:person|man|limb) syndrome; Fabry(?:['’]s)? disease; Anderson-Fabry disease;
    fibrodysplasia ossificans progressiva; vascular Ehlers[-–]Danlos(?: syndrome)?;
    Ehlers[-–]Danlos syndrome,? (?:\\(?vascular type|type IV)\\)?; congenital insensitivity to pain; CIPA;
    congenital analgesia; paroxysmal extreme pain disorder; hereditary sensory (?:and autonomic )?neuropathy;
    familial dysautonomia; Riley[-–]Day syndrome; (?:acute intermittent |variegate )?porphyria;
    hereditary coproporphyria; erythropoietic protoporphyria; moyamoya(?: disease| syndrome)?;
    epidermolysis bullosa; osteogenesis imperfecta; Gorham(?:[-–]Stout)?(?:['’]s)? disease; osteopetrosis;
    melorheostosis; hypophosphatasia; X-linked hypophosphat(?:a)?emia; Camurati[-–]Engelmann disease;
    Dercum(?:['’]s)? disease; adiposis dolorosa; Parry[-–]Romberg syndrome; Isaacs(?:['’]s?)? syndrome;
    neuromyotonia; Morvan(?:['’]s)? syndrome; Lambert[-–]Eaton(?: myasthenic)? syndrome; SUNCT(?: syndrome)?;
    alternating hemiplegia of childhood; familial hemiplegic migraine; CADASIL; MELAS(?: syndrome)?; MERRF;
    Leigh(?:['’]s)? (?:syndrome|disease); Kearns[-–]Sayre syndrome; neuromyelitis optica; Susac(?:['’]s)? syndrome;
    Rasmussen(?:['’]s)? encephalitis; Creutzfeldt[-–]Jakob disease; fatal familial insomnia;
    Huntington(?:['’]s)? (?:disease|chorea); Kennedy(?:['’]s)? disease; spinal muscular atrophy;
    Pompe(?:['’]s)? disease; McArdle(?:['’]s)? disease; Gaucher(?:['’]s)? disease; Niemann[-–]Pick disease;
    Tay[-–]Sachs disease; Krabbe(?:['’]s)? disease; metachromatic leu[ck]odystrophy; adrenoleu[ck]odystrophy;
    Wilson(?:['’]s)? disease; hereditary angio-?(?:o)?edema; systemic mastocytosis; Erdheim[-–]Chester disease;
    Langerhans cell histiocytosis; Castleman(?:['’]s)? disease; POEMS syndrome; Takayasu(?:['’]s)? arteritis;
    (?:hereditary )?transthyretin amyloidosis; familial amyloid (?:poly)?neuropathy; polyarteritis nodosa;
    Cogan(?:['’]s)? syndrome; Klippel[-–]Tr[eé]naunay(?:[-–]Weber)? syndrome; Proteus syndrome;
    Sturge[-–]Weber syndrome; von Hippel[-–]Lindau (?:disease|syndrome); tuberous sclerosis; schwannomatosis;
    neurofibromatosis type 2; progeria; Werner(?:['’]s)? syndrome; pachyonychia congenita;
    (?:hypo|hyper)kal(?:a)?emic periodic paralysis; paroxysmal nocturnal h(?:a)?emoglobinuria;
    Diamond[-–]Blackfan an(?:a)?emia; Fanconi an(?:a)?emia; thrombotic thrombocytopenic purpura;
    Schnitzler(?:['’]s)? syndrome; chronic recurrent multifocal osteomyelitis; arachnoiditis ossificans;
    superficial siderosis; Wolfram(?:['’]s)? syndrome; Alport(?:['’]s)? syndrome; Rett(?:['’]s)? syndrome;
    Angelman(?:['’]s)? syndrome; Prader[-–]Willi syndrome; Lesch[-–]Nyhan syndrome; cystinosis; alkaptonuria;
    homocystinuria; congenital central hypoventilation syndrome; Ondine(?:['’]s)? curse; Aicardi(?:['’]s)? syndrome;
    Friedreich(?:['’]s)? ataxia; hereditary spastic paraplegia; Duchenne(?: muscular dystrophy)?;
    myotonic dystrophy; nemaline myopathy; central core disease; Stickler syndrome; Loeys[-–]Dietz syndrome;
    pseudoxanthoma elasticum; Stevens[-–]Johnson syndrome; toxic epidermal necrolysis; locked-in syndrome;
    Satoyoshi syndrome; Cushing(?:['’]s)? disease; ph(?:a)?eochromocytoma; anti-NMDA receptor encephalitis
    """
)

COUNTRIES = _listed(
    """
    Afghanistan; Albania; Algeria; Andorra; Angola; Argentina; Armenia; Australia; Austria; Azerbaijan; Bahamas;
    Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin; Bhutan; Bolivia; Bosnia; Botswana; Brazil; Brunei;
    Bulgaria; Burkina Faso; Burma; Burundi; Cambodia; Cameroon; Canada; Cape Verde; Chad; Chile; China; Colombia;
    Comoros; Congo; Costa Rica; Croatia; Cuba; Cyprus; Czechia; Czech Republic; Denmark; Djibouti; Dominica;
    Dominican Republic; Ecuador; Egypt; El Salvador; England; Eritrea; Estonia; Eswatini; Ethiopia; Fiji; Finland;
    France; Gabon; Gambia; Georgia; Germany; Ghana; Great Britain; Greece; Grenada; Guatemala; Guinea; Guyana; Haiti;
    Holland; Honduras; Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland; Israel; Italy; Ivory Coast; Jamaica;
    Japan; Jordan; Kazakhstan; Kenya; Kosovo; Kuwait; Kyrgyzstan; Laos; Latvia; Lebanon; Lesotho; Liberia; Libya;
    Lithuania; Luxembourg; Macau; Madagascar; Malawi; Malaysia; Maldives; Mali; Malta; Mauritania; Mauritius; Mexico;
    Moldova; Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nepal; Netherlands; New Zealand; Nicaragua;
    Niger; Nigeria; North Macedonia; Macedonia; Northern Ireland; Norway; Oman; Pakistan; Palestine; Panama;
    Papua New Guinea; Paraguay; Peru; Philippines; Poland; Portugal; Puerto Rico; Qatar; Romania; Russia; Rwanda;
    Samoa; Saudi Arabia; Scotland; Senegal; Serbia; Sierra Leone; Singapore; Slovakia; Slovenia; Somalia;
    South Africa; South Korea; North Korea; Korea; South Sudan; Spain; Sri Lanka; Sudan; Suriname; Sweden;
    Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Tibet; Timor; Togo; Tonga; Trinidad; Tunisia; Turkey;
    Türkiye; Turkmenistan; Uganda; Ukraine; United Arab Emirates; United Kingdom; United States; UK; USA; US; UAE;
    Uruguay; Uzbekistan; Venezuela; Vietnam; Wales; Yemen; Zambia; Zimbabwe; Africa; Asia; America; Europe;
    Latin America; Central America; Middle East; Far East; Oceania; Scandinavia; Balkans; Caribbean; Gulf; Arabia;
    Deutschland; Österreich; Schweiz; Griechenland; Polen; Türkei; Syrien; Ukraine; Russland; Rumänien
    """
)

REGIONS = _listed(
    """
    Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida; Hawaii; Idaho; Illinois;
    Indiana; Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts; Michigan; Minnesota; Mississippi;
    Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey; New Mexico; New York; North Carolina;
    North Dakota; Ohio; Oklahoma; Oregon; Pennsylvania; Rhode Island; South Carolina; South Dakota; Tennessee; Texas;
    Utah; Vermont; Virginia; Washington; West Virginia; Wisconsin; Wyoming; Midwest; New England; Appalachia;
    Alberta; British Columbia; Manitoba; New Brunswick; Newfoundland; Nova Scotia; Ontario; Quebec; Québec;
    Saskatchewan; New South Wales; Queensland; South Australia; Western Australia; Northern Territory; Tasmania;
    Victoria; Johor; Kedah; Kelantan; Pahang; Perak; Sabah; Sarawak; Selangor; Terengganu; Borneo; Penang; Java;
    Sumatra; Bali; Assam; Bihar; Gujarat; Karnataka; Kerala; Maharashtra; Odisha; Punjab; Rajasthan; Tamil Nadu;
    Telangana; Uttar Pradesh; West Bengal; Andhra Pradesh; Madhya Pradesh; Kashmir; Sindh; Bavaria; Saxony; Hesse;
    Thuringia; Brandenburg; Lower Saxony; North Rhine-Westphalia; Schleswig-Holstein; Bayern; Sachsen; Hessen;
    Thüringen; Niedersachsen; Nordrhein-Westfalen; Baden-Württemberg; Catalonia; Andalusia; Galicia; Brittany;
    Normandy; Provence; Sicily; Sardinia; Tuscany; Lombardy; Crete; Macedonia; Thrace; Epirus; Peloponnese; Jutland;
    Zealand; Lapland; Transylvania; Anatolia; Kurdistan; Siberia; Yorkshire; Lancashire; Kent; Cornwall; Essex;
    Sussex; Surrey; Norfolk; Highlands; Munster; Leinster; Connacht; Ulster; Mindanao; Luzon; Hokkaido; Kyushu
    """
)

LARGE_CITIES = _listed(
    """
    Accra; Addis Ababa; Adelaide; Ahmedabad; Algiers; Amman; Amsterdam; Ankara; Athens; Atlanta; Auckland; Baghdad;
    Baltimore; Bangalore; Bengaluru; Bangkok; Barcelona; Beijing; Beirut; Belfast; Belgrade; Berlin; Birmingham;
    Bogota; Bogotá; Boston; Brisbane; Bristol; Brooklyn; Bronx; Manhattan; Queens; Brussels; Bucharest; Budapest;
    Buenos Aires; Cairo; Calgary; Cape Town; Casablanca; Chennai; Chicago; Cleveland; Cologne; Colombo; Copenhagen;
    Dakar; Dallas; Damascus; Dar es Salaam; Delhi; New Delhi; Denver; Detroit; Dhaka; Doha; Dubai; Dublin; Durban;
    Edinburgh; Frankfurt; Glasgow; Guangzhou; Gothenburg; Hamburg; Hanoi; Helsinki; Ho Chi Minh City; Hong Kong;
    Houston; Hyderabad; Istanbul; Izmir; Jakarta; Jeddah; Jerusalem; Johannesburg; Kabul; Kampala; Karachi;
    Kathmandu; Khartoum; Kolkata; Kuala Lumpur; Kyiv; Kyoto; Lagos; Lahore; Leeds; Leicester; Lima; Lisbon; Liverpool;
    London; Los Angeles; Lyon; Madrid; Manchester; Manila; Marseille; Melbourne; Mexico City; Miami; Milan;
    Minneapolis; Montreal; Montréal; Moscow; Mumbai; Munich; München; Köln; Wien; Nairobi; Naples; Newcastle;
    New Orleans; New York City; Nottingham; Osaka; Oslo; Ottawa; Paris; Perth; Philadelphia; Phoenix; Pittsburgh;
    Porto; Prague; Pretoria; Quito; Riga; Rio de Janeiro; Riyadh; Rome; Rotterdam; Saigon; San Antonio; San Diego;
    San Francisco; San José; Santiago; São Paulo; Sarajevo; Seattle; Seoul; Seville; Shanghai; Sheffield; Shenzhen;
    Sofia; St Louis; Stockholm; Stuttgart; Surabaya; Sydney; Taipei; Tallinn; Tashkent; Tbilisi; Tehran; Tel Aviv;
    Thessaloniki; Tokyo; Toronto; Tripoli; Tunis; Turin; Vancouver; Venice; Vienna; Vilnius; Warsaw; Washington;
    Winnipeg; Yangon; Zagreb; Zurich; Zürich
    """
)

LARGE_PLACES = frozenset(name.casefold() for name in (*COUNTRIES, *REGIONS, *LARGE_CITIES))
"""Places that many people share, in small letters."""

OCCUPATIONS = _listed(
    """
    farmer; farmhand; fisherman; fisherwoman; shepherd; miner; carpenter; builder; bricklayer; mason; plumber;
    electrician; welder; mechanic; driver; baker; butcher; cook; chef; waiter; waitress; tailor; seamstress; weaver;
    potter; labourer; laborer; (?<!social )(?<!aid )(?<!care )(?<!health )worker; shopkeeper; hairdresser; barber;
    priest; vicar; monk; nun; imam; pianist; violinist; musician; singer; painter; dancer; teacher; schoolteacher;
    headmaster; headmistress; policeman; policewoman; firefighter; fireman; soldier; sailor; postman; beekeeper;
    gardener; forester; logger; roofer; tapper; planter; blacksmith; butler; cleaner; housewife; clerk; engineer;
    joiner; cabinetmaker; vintner
    """
)
"""What a patient may be called by. Trades of the hospital stand in COLLEAGUES."""

COLLEAGUES = _listed(
    """
    nurses?; psychologists?; psychotherapists?; physiotherapists?; physical therapists?; occupational therapists?;
    therapists?; social workers?; pharmacists?; secretar(?:y|ies); surgeons?; consultants?; registrars?; colleagues?;
    supervisors?; mentors?; managers?; co-?ordinators?; chaplains?; tutors?; professors?; directors?; matron;
    technicians?; radiographers?; midwi(?:fe|ves); lecturers?; dieti[ct]ians?; librarians?; statisticians?;
    administrators?; chair(?:man|woman)?; head of; boss; trainers?; examiners?; referees?; interpreters?; physicians?;
    anaesthetists?; ana?esthesiologists?; dean; practitioners?; (?:my|our|your|the|who is a) teachers?;
    Oberarzt; Oberärztin; Chefarzt; Chefärztin; Kolleg(?:e|en|in|innen); Pfleger(?:in)?; Krankenschwester;
    Psychologin; Psychologe; Sekretärin; Physiotherapeut(?:in)?; Sozialarbeiter(?:in)?; Leiter(?:in)?; Professorin
    """
)
"""Who else is called Mr or Ms in such texts."""

NOT_TRADES = _listed(
    r"""
    cent(?:er|re); order; tower; number; hour; theat(?:er|re); chapter; letter; member; paper; scanner; provider;
    computer; printer; helicopter; elevator; monitor; generator; ventilator; defibrillator; corridor; floor; harbou?r;
    door; river; other; matter; answer; newsletter; register; laser; freezer; trailer; cluster; tumou?r; cancer; fever;
    disorder; ulcer; error; factor; summer; winter; quarter; semester; dinner; offer; career; business; illness;
    address; access; process; success; weakness; (?:wait)?list; sister; daughter; brother; doctor; physician;
    \w*(?:ologist|iatrist|therapist|ana?esthetist|internist|intensivist); pharmacist; dentist; practitioner;
    specialist; trainer; trainee; examiner; supervisor; director; professor; mentor; researcher; presenter; speaker;
    manager; co-?ordinator; lecturer; interpreter; reader; officer; registrar
    """
)
"""What ends like a trade and is none, and trades of the hospital."""

ATTRIBUTED = _listed(
    """
    safety; care; information; leaflets?; experiences?; outcomes?; education; educators?; advoca(?:cy|tes?); groups?;
    flow; records?; data; registr(?:y|ies); surveys?; satisfaction; selection; positioning; volumes?; numbers;
    populations?; panels?; forums?; lists?; loads?; services?; management; interviews?; feedback; pathways?;
    engagement; involvement; participation; questionnaires?; diar(?:y|ies); communication; encounters?; contacts?;
    notes; handovers?; transfers?; charts?; files?; databases?; cohorts?; recruitment; access; journeys?; rights;
    organi[sz]ations?; associations?; societ(?:y|ies); consent; partners?; representatives?; work; assessments?;
    monitoring; throughput; activity; controlled; reported; centred; centered; support; materials?; portals?;
    confidentiality; letters?; blood; and public; or carer
    """
)
"""What makes an attribute of the word "patient" before it: patient safety, patient-reported."""

CHILD_ATTRIBUTED = _listed(
    "health; protection; psychiatry; psychology; safeguarding; life; development; care; abuse; and adolescent;"
    " mortality; feeding; seat; benefit; support"
)

THINGS = _listed(
    """
    hospitals?; infirmary; institutions?; institutes?; buildings?; clinics?; schools?; traditions?; universit(?:y|ies);
    colleges?; societ(?:y|ies); houses?; departments?; journals?; compan(?:y|ies); techniques?; church(?:es)?; towns?;
    cit(?:y|ies); villages?; wards?; theatres?; chapels?; programmes?; programs?; foundations?; trusts?;
    organi[sz]ations?; bridges?; trees?; papers?; services?; centres?; centers?; units?; halls?; librar(?:y|ies);
    textbooks?; books?; drugs?; medicines?; remed(?:y|ies); ideas?; methods?; procedures?; operations?; devices?;
    histor(?:y|ies); laws?; partnerships?; collaborations?; campus(?:es)?; site; walls?; almshouses?; orders?;
    monaster(?:y|ies); convents?; theor(?:y|ies); concepts?; lighthouses?; mission; charit(?:y|ies); legacy;
    plans?; follow-up; stud(?:y|ies); trials?; projects?; data
    """
)
"""What else is so many years old."""

NOT_PLACES = frozenset(
    name.casefold()
    for name in _listed(
        """
    January; February; March; April; May; June; July; August; September; October; November; December; Monday; Tuesday;
    Wednesday; Thursday; Friday; Saturday; Sunday; Christmas; Easter; Dr; Prof; Professor; Mr; Mrs; Ms; Miss; Madam;
    Doctor; Sister; Ward; Unit; Clinic; Level; Bed; Bay; Team; Department; Room; Block; Floor; Theatre; Theater;
    Recovery; Emergency; Accident; Casualty; Intensive; Critical; High; General; Internal; Acute; Chronic; Medical;
    Surgical; Surgery; Medicine; Palliative; Orthopaedics; Orthopedics; Paediatrics; Pediatrics; Obstetrics;
    Geriatrics; Trauma; Maternity; Labour; Labor; Radiotherapy; Rehabilitation; Psychiatry; Day; Pain; Resus;
    Outpatients; Endoscopy; Hospice; Hospital; Catholic; Muslim; English; German; God; Wikipedia; Google; YouTube;
    Facebook; Covid; COVID-19; Parkinson; Alzheimer; Crohn; Guillain-Barré; Fentanyl; Morphine; The; This; That; My;
    Our; Your; Her; His; Their; Its; All; Every; One; Two; Three; Class; Year; Grade; County; Harvard; Oxford;
    Cambridge; Yale; Stanford; Group; Table; Figure; Case; Step; Stage; Life;
    Death; Home; Heaven; Earth; Mobility; North; South; East; West; Northern; Southern; Eastern; Western; Central
    """
    )
)
"""What stands capitalised after "from" and is no place."""

INSTITUTIONS = (
    "Hospital|Hospitals|Infirmary|Hospice|Medical Cent(?:re|er)|Cent(?:re|er)|Clinic|University|College|School|"
    "Institute|Foundation|Trust|Klinik|Klinikum|Krankenhaus|Prison|Department|Ward|Unit|Practice|Surgery"
)

PLAIN_UNIT_WORDS = frozenset(
    word.casefold()
    for word in _listed(
        """
    The; A; An; Our; My; Your; Their; This; That; In; At; On; From; Of; And; One; Each; Every; Two; Three; Four; When;
    Pain; Acute; Chronic; Intensive; Care; Coronary; High; Dependency; Stroke; Burns; Burn; University; General;
    Teaching; District; Regional; Children; Children's; Children’s; Women's; Women’s; Community; Day; Surgery;
    Medicine; Palliative; Cardiac; Neonatal; Paediatric; Pediatric; Maternity; Trauma; Headache; Medical; Surgical;
    Emergency; Outpatient; Management; Critical; Renal; Spinal; Injury; Injuries; Opioid; Tapering; Cancer; National;
    Private; Public; Local; Central; Tertiary; Academic; State; County; Military; Mental; Health; Preoperative;
    Pre-assessment; Joint; Psychology; Rehabilitation; Service; Team; New; Level; Small; Large; No; For; With; Since
    """
    )
)
"""Words that name no hospital on their own: "the Intensive Care Unit" may be any."""

NO_INITIALS = frozenset(
    _listed(
        """
    AI; AM; BA; BP; BMI; BS; CBT; CT; DC; DO; DOS; EBP; ED; EEG; EMG; ER; EU; GI; GP; HIV; HR; ICU; ID; IM; IT; IV; LA;
    MA; MD; MDT; MR; MRI; MRN; MS; NG; NHS; NP; NSAID; NY; OR; OT; PA; PCA; PCEA; PI; PM; PR; PT; QI; QOL; RN; SC; SCS;
    TV; UK; UN; US; USA; VR; WHO; A.M; B.A; B.S; D.C; D.O; E.U; G.P; I.V; I.M; L.A; M.A; M.D; M.Sc; N.H.S; N.Y; P.M;
    P.R; R.N; T.V; U.K; U.N; U.S; U.S.A; W.H.O
    """
    )
)
"""Capitals that are nobody's initials, without their last full stop."""

OPENERS = frozenset(
    _listed(
        """
    She; He; The; They; It; I; We; A; An; In; On; At; My; Our; His; Her; This; That; These; When; After; But; And; So;
    For; Then; Since; Once; One; As; Er; Sie; Es; Wir; Ich; Der; Die; Das; Im; Am
    """
    )
)
"""What begins a sentence, and is no family name."""

ABBREVIATIONS = frozenset(
    _listed(
        """
    dr; mr; mrs; ms; mx; mdm; prof; assoc; asst; st; e.g; i.e; eg; ie; cf; vs; v; no; nr; approx; ca; c; dept; fig;
    figs; hon; jr; sr; gen; col; sgt; capt; rev; al; resp; max; min; tel; ext; p; pp; vol; jan; feb; mar; apr; jun;
    jul; aug; sep; sept; oct; nov; dec; z.b; bzw; d.h; u.a; hr; fr; dipl; med; univ; inc; ltd; rd; ave; m.d; ph.d;
    b.sc; m.sc; mt; ft; viz; op; ed; eds; pat; nos; str
    """
    )
)
"""What a full stop may follow that ends no sentence, in small letters."""
