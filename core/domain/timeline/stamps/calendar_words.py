"""Names of months and weekdays, and words for days near today, in the languages that timelines are written in.

Not here: numbers, and which day is meant.
"""

from typing import Final

_MONTHS = (
    "january jan januar jänner jän januari januára janvier janv enero ene gennaio gen janeiro ledna ocak oca "
    "stycznia styczeń sty января январь янв січня січ tammikuuta január ianuarie ιανουαρίου ιαν يناير ינואר בינואר",
    "february feb februar februari febr fevrier février févr fév febrero febbraio fevereiro fev února şubat şub "
    "lutego luty lut февраля февраль фев февр лютого лют helmikuuta február februarie φεβρουαρίου φεβ فبراير פברואר "
    "בפברואר",
    "march mar mär märz maerz mrz mars marts mart maart mrt maret marzo março března marca marzec марта март мар мрт "
    "березня бер maaliskuuta március márc martie μαρτίου μαρ مارس מרץ במרץ",
    "april apr avr avril abr abril aprile dubna nisan nis kwietnia kwiecień kwi апреля апрель апр квітня кві "
    "huhtikuuta április ápr aprilie απριλίου απρ أبريل אפריל באפריל",
    "may maj maja mai mei mayo maggio mag maio května mayıs мая май травня тра toukokuuta május máj μαΐου μαΐ مايو "
    "מאי במאי",
    "june jun juni juin junio giugno giu junho června haziran haz czerwca czerwiec cze июня июнь июн червня чер "
    "kesäkuuta június jún iunie ιουνίου ιουν يونيو יוני ביוני",
    "july jul juli juil juillet julio luglio lug julho července temmuz tem lipca lipiec lip июля июль июл липня лип "
    "heinäkuuta július júl iulie ιουλίου ιουλ يوليو יולי ביולי",
    "august aug août aout agosto augustus augusti agustus ago srpna ağustos ağu sierpnia sierpień sie августа август "
    "авг серпня сер elokuuta augusztus αυγούστου αυγ أغسطس אוגוסט באוגוסט",
    "september sep sept set septembre septiembre settembre setembro září eylül eyl września wrzesień wrz сентября "
    "сентябрь сен сент вересня вер syyskuuta szeptember szept septembrie σεπτεμβρίου σεπ سبتمبر ספטמבר בספטמבר",
    "october oct okt oktober octobre octubre ottobre ott outubro out října ekim eki października październik paź "
    "октября октябрь окт жовтня жов lokakuuta október octombrie οκτωβρίου οκτ أكتوبر אוקטובר באוקטובר",
    "november nov novembre noviembre novembro listopadu kasım kas listopada listopad lis ноября ноябрь ноя нояб "
    "листопада лис marraskuuta noiembrie νοεμβρίου νοε نوفمبر נובמבר בנובמבר",
    "december dec dez dezember decembre décembre déc desember des diciembre dic dicembre dezembro prosince aralık ara "
    "grudnia grudzień gru декабря декабрь дек грудня гру joulukuuta decembrie δεκεμβρίου δεκ ديسمبر דצמבר בדצמבר",
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


def folded(word: str) -> str:
    """A name as it is looked up. Whatever ``re.IGNORECASE`` takes for one of these names is one: KASIM, NİSAN, ſept."""
    return word.casefold().replace("\u0307", "").replace("ı", "i").replace("’", "'")


def _by_folded(names: dict[str, int]) -> dict[str, int]:
    return {folded(name): number for name, number in names.items()}


MONTH_OF: Final = _by_folded(MONTHS)
WEEKDAY_OF: Final = _by_folded(WEEKDAYS)
NEAR_OF: Final = _by_folded(NEAR)
"""What ``alternation`` has matched, folded, and its number."""


def alternation(names: dict[str, int]) -> str:
    """All names as one alternative of a pattern, the longest first."""
    return "|".join(sorted((name.replace("'", "['’]") for name in names), key=len, reverse=True))


STAMP_STARTS: Final = frozenset(
    {name[:2] for names in (MONTHS, WEEKDAYS, NEAR) for name in names}
    | {"t+", "t-", "t0", "no", "mi", "ut", "gm", "上午", "下午", "午前", "午後", "오전", "오후"}
)
"""The first two letters of every word that a moment may begin with."""
