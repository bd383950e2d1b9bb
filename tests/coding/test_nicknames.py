import pytest

from bmp_networks.coding.addressees import address
from bmp_networks.coding.calls import Calls
from bmp_networks.coding.names import build_names
from bmp_networks.coding.nicknames import short_forms, sound_key
from bmp_networks.text import tokenize

MEMBERS = [
    "Teh Nenden", "Kang Ujang Suryana", "Ummi Zahra", "Mpok Romlah", "Pak Kuwu Darsono", "~\u202fMarni",
    "Yu Sumarsih Jamu",
    "Nok Iis", "+62 812-0000-1111", "Siti Rohmah", "Siti Khotijah", "Hj. Nurlaela", "Vina Batik", "Bu Tutik Cilongok",
    "Dra. Wahyuningsih", "Cak Slamet", "Jubaedah", "Pak RT Karyo", "Lusi LSM Cakra", "Mbak Endah Kopwan",
]  # fmt: skip


def addressed(text: str) -> list[str]:
    book = build_names(MEMBERS, None)
    found = address(Calls(book), 99, "+62 812-0000-1111", text, tokenize(text))
    return [name for hit in found if (name := book.name_in_use(hit.person, 99))]


@pytest.mark.parametrize(
    ("name", "short"), [("jumilah", "jum"), ("jumilah", "milah"), ("endang", "ndang"), ("ika", "ka")]
)
def test_names_are_clipped_at_syllables(name: str, short: str) -> None:
    assert short in short_forms(name)


@pytest.mark.parametrize(
    ("one", "other"), [("arif", "arip"), ("khusnul", "kusnul"), ("yusuf", "yusup"), ("fatimah", "patima")]
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Teh Nenden iraha kumpulan?", "Teh Nenden"),
        ("kang ujang, kerupukna geus garing?", "Kang Ujang Suryana"),
        ("muhun teh nden, abdi ngiring", "Teh Nenden"),
        ("syukron ummi zahra", "Ummi Zahra"),
        ("mpok romlah ada stok dodol?", "Mpok Romlah"),
        ("pak kuwu nuwun sewu balai desa saged?", "Pak Kuwu Darsono"),
        ("siap mbak Marni", "~\u202fMarni"),
        ("Yu Marsih jamune isih?", "Yu Sumarsih Jamu"),
        ("mbak Rohmah sudah transfer?", "Siti Rohmah"),
        ("Siti Khotijah tolong kirim foto", "Siti Khotijah"),
        ("bu haji laela terima kasih", "Hj. Nurlaela"),
        ("Mbak Pina motifnya bagus", "Vina Batik"),
        ("bu Wahyu, proposalnya sudah kami terima", "Dra. Wahyuningsih"),
        ("Bu Jubae makasih ya", "Jubaedah"),
        ("makasih Ndah", "Mbak Endah Kopwan"),
        ("Tut, jahe ne piro?", "Bu Tutik Cilongok"),
        ("nok Iis priben, sida melu?", "Nok Iis"),
        ("pak RT mohon izin besok ada kumpul", "Pak RT Karyo"),
    ],
)
def test_titles_short_forms_and_misspellings_of_all_regions_are_understood(text: str, name: str) -> None:
    assert addressed(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "kata Vina besok libur",
        "titip ke teh Nenden ya",
        "anaknya Vina diterima kuliah",
        "yang sudah bayar: Vina, Tutik, Marni",
        "Jadwal jaga\nSabtu: Vina, Marni\nMinggu: Tutik",
        "Stan dijaga Vina, Tutik (tgl 12) Marni",
        "sirup 12 botol (bu Tutik), sisanya besok",
        "tak titipno bu Tutik",
        "barangnya dititipkan ke kang ujang",
    ],
)
def test_members_in_lists_and_receivers_are_not_addressed(text: str) -> None:
    assert addressed(text) == []


def test_those_asked_for_in_a_list_of_dues_are_addressed() -> None:
    assert addressed("belum bayar iuran: mbak Vina, bu Tutik") == ["Vina Batik", "Bu Tutik Cilongok"]
