"""Words by which a text is told to be vague, checkable, or to direct how somebody works.

English and German, because briefs are written in the language of the business. The lists are judgement:
they find what owners write most, and what they miss costs points, not the brief.
"""

import re
from typing import Final

_WEASELS: Final = (
    # English
    r"good|nice|nicely|great|proper|properly|appropriate|appropriately|adequate|adequately",
    r"sufficient|sufficiently|reasonable|reasonably|satisfactory|as needed|as required|as necessary",
    r"when needed|if needed|if possible|where possible|etc|and so on|and the like|timely|asap",
    r"as soon as possible|soon|quickly|promptly|regularly|from time to time|high quality",
    r"high-quality|professional|professionally|user-friendly|intuitive|state of the art",
    r"state-of-the-art|best effort|best efforts|optimal|optimally|efficiently|some|various|roughly",
    # German
    r"gut|gute|guter|gutes|guten|schön|schöne|ordentlich|angemessen|angemessene|ausreichend",
    r"hinreichend|zufriedenstellend|bei bedarf|nach bedarf|falls nötig|wenn nötig|wenn möglich",
    r"möglichst|usw|und so weiter|zeitnah|baldmöglichst|schnellstmöglich|bald|schnell|zügig",
    r"regelmäßig|ab und zu|hochwertig|hochwertige|professionell|professionelle|benutzerfreundlich",
    r"intuitiv|optimal|effizient|einige|diverse|ungefähr|ggf",
)
_OBSERVABLE: Final = (
    # English: a count or a limit, a date, a comparison, something that can be looked up
    r"every|each|all|none|no|nobody|nothing|never|always|only|both|one|two|three|four|five|six",
    r"seven|eight|nine|ten|twelve|twenty|half|fewer|more than|less than|at least|at most|within",
    r"before|after|until|not later than|day|days|week|weeks|month|months|hour|hours|minute|minutes",
    r"noon|deadline|due date|yearly|monthly|weekly|daily|quarterly|equals?|match(es)?|ties?",
    r"balances?|reconciles?|agrees?|same|beside|compared|against|without|is listed|are listed",
    r"listed|named|names|signed|approved|confirmed|attached|filed|released|published|live|noted",
    r"dated|pass(es)?|fails?|opens?|embedded|tested|reviewed|reproducible|counted|measured|complete",
    r"missing|filled|covered|stored|handed over|handed in|proven|runs?|booked|closed|sent|done",
    # German
    r"jede[rsn]?|alle[rsn]?|keine?r?n?|niemand|nichts|nie|immer|nur|beide|zwei|drei|vier|fünf|sechs",
    r"sieben|acht|neun|zehn|zwölf|zwanzig|hälfte|weniger als|mehr als|mindestens|höchstens",
    r"innerhalb|vor|nach|bis|spätestens|binnen|tage?n?|wochen?|monate?s?n?|stunden?|minuten?",
    r"mittags?|frist|stichtag|jährlich|monatlich|wöchentlich|täglich|gleich|stimmt|stimmen",
    r"entspricht|entsprechen|verglichen|ohne|aufgelistet|genannt|unterschrieben|freigegeben",
    r"bestätigt|angehängt|abgelegt|veröffentlicht|notiert|datiert|besteht|bestanden|getestet",
    r"geprüft|gezählt|gemessen|vollständig|fehlt|fehlen|ausgefüllt|übergeben|läuft|gebucht",
    r"geschlossen|versandt|verschickt|erledigt|bevor|vorher|nachher|neben|derselben?|demselben",
    r"benannte?[nrms]?|genannte?[nrms]?|markiert|eine[rn]? seite",
)
_FORMATS: Final = (
    r"example|examples|sample|samples|template|templates|format|file|files|spreadsheet|sheet|report",
    r"list|lists|checklist|check sheet|log|pdf|csv|xlsx|document|documents|notes?|draft|drafts",
    r"drawing|drawings|plan|plans|ledger|statement|statements|folder|repository|slides|picture",
    r"pictures|screenshot of|mail|page|pages|cards?|beispiele?n?|muster|vorlagen?|formate?|datei",
    r"dateien|tabellen?|blatt|bericht|berichte|listen?|prüfliste|dokumente?|notiz|notizen|entwurf",
    r"entwürfe|zeichnung|zeichnungen|plan|pläne|ordner|bild|bilder|seiten?",
    r"vermerke?|folien|tabellenprogramm|leitfaden",
    # German puts words together: Prüfliste, Tagesbericht, Bankdatei
    r"\w+(?:datei|dateien|listen?|blatt|blätter|berichte?|vorlagen?|zettel|akten?|mappen?|notiz|notizen)",
    r"\w+(?:tabellen?|protokolle?|entwurf|entwürfe|pläne|plan|protokoll|ordner|bilder|kartei)",
)
_TIME: Final = r"\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|uhr|h)?"
_TO: Final = r"\s*(?:-|\u2013|to|until|bis)\s*"
_METHODS: Final = (
    # hours
    rf"\b(?:works?|working|available|online|present|at (?:your|a) desk)\b[^.;]{{0,30}}?\b{_TIME}{_TO}{_TIME}",
    rf"\b(?:arbeite[nt]|arbeitszeit|anwesend|verfügbar)\b[^.;]{{0,30}}?\b{_TIME}{_TO}{_TIME}",
    rf"\b9{_TO}5\b|\bnine to five\b|\b(?:fixed|core|our) working hours\b",
    r"\bduring our (?:office|business|working) hours\b|\b(?:feste|unsere|geregelte) arbeitszeit(?:en)?\b",
    # place and equipment
    r"\b(?:in|at|from) our (?:office|shop|premises)\b|\bin unserem (?:büro|laden|haus)\b",
    r"\b(?:our|company) (?:laptop|device|phone|equipment)\b|\buse our computers?\b",
    r"\bunser(?:e|en|em|er)? (?:laptop|rechner|gerät|telefon|ausstattung)\b",
    # method and watching
    r"\btime track(?:er|ing)\b|\bscreen (?:recording|monitoring|capture)\b|\bscreenshots? (?:every|while)\b",
    r"\bwebcam\b|\bkeystrokes?\b|\bclock in\b|\bdaily (?:stand-?up|call|report to)\b",
    r"\b(?:exactly (?:the way|as) we do|under our supervision|as instructed daily)\b",
    r"\b(?:zeiterfassung|bildschirm(?:aufnahme|überwachung)|stechuhr|nach täglicher anweisung)\b",
    # belonging
    r"\b(?:(?:exclusively|only|full[- ]time) for us|no other (?:clients|customers)|not work for others)\b",
    r"\b(?:(?:ausschließlich|nur|vollzeit) für uns|keine anderen (?:kunden|auftraggeber))\b",
    r"\b(?:ask|approv\w+|permission)\b[^.;]{0,20}\b(?:leave|holidays?|vacation|days off)\b",
    r"\b(?:urlaub|freie tage)\b[^.;]{0,25}\b(?:genehmig|beantrag)\w*",
)


def _words(parts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


WEASEL: Final = _words(_WEASELS)
OBSERVABLE: Final = re.compile(rf"\d|{_words(_OBSERVABLE).pattern}", re.IGNORECASE)
FORMAT: Final = _words(_FORMATS)
METHOD: Final = re.compile("|".join(_METHODS), re.IGNORECASE)


def weasel(text: str) -> str:
    """Return the first word that everybody reads otherwise; "" where there is none.

    >>> weasel("The text is of good quality, pictures as needed")
    'good'
    """
    return _first(WEASEL, text)


def is_observable(text: str) -> bool:
    """Whether the text holds a number, a date, a comparison or another thing that two people see alike.

    >>> is_observable("the bank balance equals the statement"), is_observable("customers are happy")
    (True, False)
    """
    return OBSERVABLE.search(text) is not None


def names_a_format(text: str) -> bool:
    """Whether the text says what the result looks like, or points to an example."""
    return FORMAT.search(text) is not None


def method(text: str) -> str:
    """Return the words that direct hours, place, means or method, or forbid other clients; "" for none.

    >>> method("Must work 9-5 on our laptop"), method("answered within two hours from 8 to 20")
    ('work 9-5', '')
    """
    return _first(METHOD, text)


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].strip() if found else ""
