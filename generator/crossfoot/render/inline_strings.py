"""The few words of the inline page that are ours, in each language."""

from msgspec import Struct


class Words(Struct, frozen=True, kw_only=True):
    """Fixed words of the page; `lang` goes into the document."""

    lang: str
    cover: str
    contents: str
    pictures: str
    opens: str
    notes: str
    note: str
    back: str
    derived: str
    unreadable: str
    yes: str
    no: str
    cjk_dates: bool = False


WORDS = {
    "en": Words(
        lang="en",
        cover="Cover",
        contents="Contents",
        pictures="In pictures",
        opens="The numbers in the statement",
        notes="Notes",
        note="Note",
        back="Back to where note {number} is marked",
        derived="Grey figures are computed from others on this page and are not tagged.",
        unreadable="A question mark stands for a digit that can’t be read in the source.",
        yes="Yes",
        no="No",
    ),
    "ja": Words(
        lang="ja",
        cover="表紙",
        contents="目次",
        pictures="図で見る",
        opens="計算書の数値",
        notes="注記",
        note="注",
        back="注{number}の参照元に戻る",
        derived="灰色の数値は、本頁の他の数値から計算されたものであり、タグ付けされていません。",
        unreadable="「?」は、原資料で判読できない数字です。",
        yes="はい",
        no="いいえ",
        cjk_dates=True,
    ),
}
