"""Names of months and weekdays, and words for days near today, in the languages that timelines are written in.

Not here: numbers, and which day is meant.
"""

from typing import Final

_MONTHS = (
    "january stycznia styczeń января jan januar jänner jän januari janvier janv enero ene gennaio gen "
    "janeiro січня ledna ocak",
    "february lutego luty февраля feb februar februari février févr fév fevrier febrero febbraio fevereiro "
    "fev лютого února şubat",
    "march marca marzec марта mar märz mär maerz mrz mars maart marzo março mrt березня března mart",
    "april kwietnia kwiecień апреля apr avril avr abril aprile abr квітня dubna nisan",
    "may maja maj мая mai mei mayo maggio maio mag травня května mayıs",
    "june czerwca czerwiec июня jun juni juin junio giugno giu junho червня června haziran",
    "july lipca lipiec июля jul juli juillet juil julio luglio lug julho липня července temmuz",
    "august sierpnia sierpień августа aug août aout agosto augustus ago серпня srpna ağustos",
    "september września wrzesień сентября sep sept septembre septiembre settembre setembro set вересня září eylül",
    "october października październik октября oct okt oktober octobre octubre ottobre ott outubro "
    "out жовтня října ekim",
    "november listopada listopad ноября nov novembre noviembre novembro листопада listopadu kasım",
    "december grudnia grudzień декабря dec dez dezember décembre déc decembre diciembre dic dicembre "
    "dezembro грудня prosince aralık",
)
MONTHS: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

_WEEKDAYS = (
    "monday mon montag mo lundi lun lunes lunedì segunda maandag ma",
    "tuesday tue tues dienstag di mardi martes martedì terça dinsdag",
    "wednesday wed weds mittwoch mi mercredi mer miércoles mercoledì quarta woensdag wo",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves giovedì quinta donderdag",
    "friday fri freitag fr vendredi ven viernes venerdì sexta vrijdag vr",
    "saturday sat samstag sonnabend sa samedi sam sábado sabato zaterdag za",
    "sunday sun sonntag so dimanche dim domingo domenica zondag zo",
)
WEEKDAYS: Final = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}

NEAR: Final = {
    **dict.fromkeys(["today", "heute", "aujourd'hui", "aujourd’hui", "hoy", "oggi", "hoje", "vandaag"], 0),
    **dict.fromkeys(["yesterday", "gestern", "hier", "ayer", "ieri", "ontem", "gisteren"], -1),
    "vorgestern": -2,
}


def alternation(names: dict[str, int]) -> str:
    """All names as one alternative of a pattern, the longest first."""
    return "|".join(sorted((name.replace("'", "['’]") for name in names), key=len, reverse=True))


STAMP_STARTS: Final = frozenset(
    {name[:2] for names in (MONTHS, WEEKDAYS, NEAR) for name in names}
    | {"t+", "t-", "t0", "no", "mi", "ut", "gm"}
    | {"上午", "下午", "午前", "午後", "오전", "오후"}
    | {"t+", "t-", "t0", "no", "mi", "ut", "gm", "上午", "下午", "午前", "午後", "오전", "오후"}
)
"""The first two letters of every word that a moment may begin with."""
