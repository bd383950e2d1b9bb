import pytest

from bmp_networks.coding.places import code_places
from bmp_networks.io.lexicons import read_lexicon
from bmp_networks.text import tokenize_all
from tests.coding.lexical import places_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kirim ke HK sama jkt", ("Hong Kong", "Jakarta")),
        ("travel wsb-jkt 150rb", ("Wonosobo", "Jakarta")),
        ("aku neng pasar leksono", ("Pasar Leksono",)),
        ("kumpul di Jl. Melati Indah Semarang", ("Jl. Melati Indah", "Semarang")),
        ("Parkir di Jl. Menteri Supeno. Lokasi menyusul", ("Jl. Menteri Supeno",)),
        ("pelatihan di BLK Wonosobo", ("BLK Wonosobo",)),
        ("lapor ke Disnaker Cilacap", ()),  # part of an office's name
        ("Stand Solo sebelah mana", ()),  # a delegation
        ("Cilacap 3, Solo 4", ()),
        ("Cilacap jauh mbak", ("Cilacap",)),
        ("kacang dieng 3 bks", ()),  # a dish
        ("naik angkot leksono", ()),  # a route
        ("Pasar Migran mulai jam 10", ()),  # an event
        ("komunitas se-Jateng", ()),
        ("pati singkong 2 kg", ()),  # starch
        ("besok ke Pati", ("Pati",)),
        ("tak kirim nang Kalisari wae", ("Kalisari",)),  # in no gazetteer, but written like a name
        ("rumahnya di Dusun Randugede", ("Randugede",)),
        ("posting di Facebook", ()),
        ("ketemu di Senin pagi", ()),
        ("titip ke Sari", ()),  # a member
        ("lapor ke Disnaker Kab Cilacap", ()),
        ("sampai Sheung Shui", ("Sheung Shui",)),
        ("kirim ke Sumenep", ("Sumenep",)),
        ("harganya HK$ 380", ()),  # money
        ("ongkos 25 HK sekotak", ()),
        ("depok 11rb/dus, sirup sama", ("Depok",)),  # what freight costs there
        ("Solo 2.115.000 campur", ()),  # what a delegation sold
        ("stand gratis di Rest Area Dieng", ("Rest Area Dieng",)),
        ("pasar sapi Jetis ditutup", ("Pasar Jetis",)),
        ("neng pendapa Kecamatan Binangun", ("Pendapa Kecamatan Binangun",)),
        ("dikirim ke gudang cimanggis", ("Cimanggis",)),
    ],
)
def test_places_count_where_goods_go_or_people_are(text, expected):
    assert places_of(text, names=["Sari Wonosobo"])[0] == expected


def test_a_hall_without_a_name_is_the_one_of_the_groups_own_village():
    assert places_of("rapat di balai desa jam 9", villages=["Sumberejo", "Sumberejo", "Kertek"])[0] == (
        "Balai Desa Sumberejo",
    )
    assert places_of("gudang sebelah balai desa", villages=["Sumberejo"])[0] == ("Balai Desa Sumberejo",)
    assert places_of("wifi balai desa mati", villages=["Sumberejo"])[0] == ()


def test_a_square_without_a_name_is_the_one_of_the_district_talked_of_most():
    assert places_of("aku neng Temanggung", "bazar di alun-alun")[1] == ("Alun-alun Temanggung",)


def test_a_village_of_the_roster_is_a_place():
    assert places_of("aku saka Sumberejo", villages=["Sumberejo"])[0] == ("Sumberejo",)


def test_a_place_in_a_contact_name_is_none():
    assert places_of("Yuyun Semarang sudah datang?", names=["Yuyun Semarang"])[0] == ()


def test_a_span_gives_the_ring_of_a_place():
    text = "dari Taichung"
    span = code_places(tokenize_all([text]), read_lexicon(), texts=[text]).spans[0][0]
    assert (span["ring"], text[span["start"] : span["end"]]) == ("abroad", "Taichung")


def test_both_ends_of_a_route_are_places():
    assert places_of("travel Binangun-Purwokerto 25rb") == [("Binangun", "Purwokerto")]


def test_a_full_stop_ends_the_name_of_a_hall():
    assert places_of("kumpul di balai desa. Sing teka 20", villages=["Sojokerto"]) == [("Balai Desa Sojokerto",)]
    assert places_of("toko di Jl. Merdeka") == [("Jl. Merdeka",)]


def test_bale_desa_is_balai_desa():
    assert places_of("neng bale deso", villages=["Sojokerto"]) == [("Balai Desa Sojokerto",)]


def test_going_back_in_javanese_is_not_bali():
    assert places_of("Bali ngomah wae", "kirim ke Bali") == [(), ("Bali",)]


def test_a_harbour_and_a_hotel_are_places():
    assert places_of("dari Lembar ke Surabaya", "pelatihan di Hotel Trisula") == [
        ("Lembar", "Surabaya"), ("Hotel Trisula",),
    ]  # fmt: skip
