import pytest

from bmp_networks.coding.actors import code_actors
from bmp_networks.coding.products import code_products
from bmp_networks.coding.trades import trades_by_name
from bmp_networks.io.lexicons import read_gazetteer, read_lexicon
from bmp_networks.text import tokenize_all
from tests.coding.lexical import products_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thiwul instan siap 20 bks", ("tiwul",)),
        ("criping pisange renyah", ("keripik_pisang",)),
        ("jenang salak lan opak", ("dodol_salak", "other:opak")),
        ("batik motif carica 2 lembar", ("batik_carica",)),  # a motif, not the fruit
        ("karika cup 3 dus", ("carica",)),
        ("sriping gedhang 4 bks", ("keripik_pisang",)),
        ("kiripik sampeu 4 bks", ("keripik_singkong",)),
        ("abon lele 5 bungkus", ("other:abon lele",)),
        ("krpk tempe 10 bks", ("other:keripik tempe",)),
        ("jambal roti 2 kg", ("other:ikan asin",)),
        ("dompet rajut 4 pcs", ("other:dompet rajut",)),
        ("rempeyek kacang ready", ("other:peyek",)),
        ("telor asin 30 butir", ("other:telur asin",)),
        ("kaya keripik wae, garing", ()),  # a comparison
        ("Toko Carica sudah buka", ()),  # a shop
        ("Selamat Hari Batik Nasional", ()),
        ("lihat https://contoh.id/tiwul", ()),
    ],
)
def test_products_are_recognised_by_their_words(text, expected):
    assert products_of(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("teh anget karo gorengan wae", ()),
        ("gorengan 20 bungkus pesan untuk besok", ("other:gorengan",)),
        ("ada yang tahu jadwal bus", ()),
        ("tahu 10 kg beli di mana", ("other:tahu",)),
        ("ngopi dulu", ()),
        ("keripik singkong rasa jeruk 5 bks", ("keripik_singkong",)),  # a flavour
        ("jeruk di kebun sudah kuning", ()),
        ("jual jeruk 5 kg", ("other:jeruk",)),
        ("kopi bubuk 5 bks", ("other:kopi",)),
    ],
)
def test_everyday_food_counts_only_beside_a_sign_of_trade(text, expected):
    assert products_of(text)[0] == expected


def test_a_general_word_means_the_only_kind_the_group_makes():
    coded = products_of("keripik pisang 10 bks", "keripik pisang laku", "kripikku wis entek")
    assert coded[2] == ("keripik_pisang",)


def test_a_general_word_stays_general_where_nothing_says_which_kind():
    talk = ["keripik pisang ready", "keripik singkong ready"] + ["ya"] * 30 + ["ada keripik?"]
    assert products_of(*talk)[-1] == ("keripik",)


def test_a_raw_material_is_its_product_where_the_group_makes_it():
    assert products_of("tiwul 20 bks", "butuh singkong 1 kuintal")[1] == ("tiwul",)
    assert products_of("butuh singkong 1 kuintal")[0] == ()


def test_a_raw_material_of_two_products_is_the_writers_own():
    texts = ("opak 5 bks", "tiwul 5 bks", "opak enak", "beli singkong 20 kg")
    assert products_of(*texts, authors=["Ani Opak", "Sum Tiwul", "Ani Opak", "Sum Tiwul"])[3] == ("tiwul",)


def test_a_short_word_means_the_kind_the_group_deals_in():
    texts = ("sambel pecel 10 kg", "sambel pecel sudah siap", "sambele 5 bks ya")
    assert products_of(*texts)[2] == ("other:sambal pecel",)


def test_the_raw_material_of_a_kind_is_that_kind():
    texts = ("keripik tempe 5 bks", "dele munggah 8000 sekilo")
    assert products_of(*texts)[1] == ("other:keripik tempe",)


def test_a_raw_material_beside_another_kind_is_the_kind_of_that_name():
    known = ("tiwul 5 bks", "tiwul 3 bks", "tiwul 2 bks", "keripik singkong 2 bks")
    assert products_of(*known, "keripik pisang 60, singkong 40 bks")[4] == ("keripik_pisang", "keripik_singkong")
    assert products_of(*known, "ngirisi pohung nggo kripik jam 8")[4] == ("keripik_singkong",)
    assert products_of(*known, "singkong 2 kuintal sampun teka")[4] == ("tiwul",)


def test_sugar_is_palm_sugar_only_where_the_group_makes_it():
    assert products_of("gula semut 20 bks", "gula 40, opak 10")[1] == ("other:gula semut", "other:opak")
    assert products_of("gula 2 kg kanggo tumpeng")[0] == ()


def test_a_verb_made_of_a_ware_is_no_product():
    assert products_of("sing nyapu sapa, upahe 50rb") == [()]
    assert products_of("keasinan sithik 2 bungkus") == [()]


def test_batik_is_the_carica_motif_only_where_carica_is_known():
    assert products_of("batik 2 lembar 150rb", "kain batik sudah jadi")[0] == ("other:batik",)
    assert products_of("batik 2 lembar 150rb", "carica 3 dus")[0] == ("batik_carica",)


def test_syrup_does_not_make_carica_known():
    assert products_of("batik 2 lembar 150rb", "sirup belimbing 3 botol 60rb")[0] == ("other:batik",)


def test_plain_dodol_is_the_kind_the_chat_names_where_nobody_speaks_of_salak():
    texts = ("dodol rumput laut 10 bks", "dodolnya 5 bks lagi")
    assert products_of(*texts)[1] == ("other:dodol rumput laut",)
    assert products_of(*texts, "salak lagi murah, 3rb sekilo")[1] == ("dodol_salak",)
    assert products_of("dodol 5 bks 60rb")[0] == ("dodol_salak",)


def test_selling_in_javanese_is_no_dodol():
    assert products_of("aku ora nduwe dodolan")[0] == ()


def test_a_kind_of_jamu_is_jamu_where_the_chat_speaks_of_jamu():
    assert products_of("beras kencur 5 botol")[0] == ("other:beras kencur",)
    assert products_of("beras kencur 5 botol", "jamu 10 botol", "jamune enak")[0] == ("other:jamu",)


def test_sale_is_dried_banana_and_not_a_reduction():
    assert products_of("sale basah 10 kg", "tiwul 2, sale 3")[1] == ("tiwul", "other:sale pisang")
    assert products_of("flash sale besok di Shopee")[0] == ()


def test_lombok_after_a_preposition_is_the_island():
    assert products_of("sambel bawang 5 botol", "ongkos dari Lombok 50rb")[1] == ()


def test_a_general_word_in_a_contact_name_is_the_kind_the_group_deals_in():
    texts = ("telur asin 30 butir", "60 butir 150rb, ambil besok")
    trades = trades_by_name(["Ani Telor"], read_lexicon(), [("other:telur asin",)])
    assert trades == {"Ani Telor": frozenset({"other:telur asin"})}
    assert products_of(*texts)[0] == ("other:telur asin",)


def test_a_comparison_may_have_a_word_between():
    assert products_of("ramene koyo keulegan sambel pecel")[0] == ()


def test_a_class_of_goods_says_nothing_beside_a_product_of_it():
    assert products_of("butuh snack: opak 20 bks")[0] == ("other:opak",)


def test_a_product_word_in_a_contact_name_is_no_product():
    assert products_of("Sum Tiwul jadi datang?", names=["Sum Tiwul"])[0] == ()
    assert products_of("Sum, tiwul jadi datang?", names=["Sum Tiwul"])[0] == ("tiwul",)


def test_a_product_word_in_the_name_of_an_organisation_is_no_product():
    texts = ["ada pabrik dodol baru"]
    tokens = tokenize_all(texts)
    masked = code_actors(tokens, read_gazetteer(), texts=texts).spans
    assert code_products(tokens, read_lexicon(), texts=texts, masked=masked).codes == [()]


def test_a_span_shows_where_the_product_was_read():
    text = "Siap, Thiwule 5"
    coded = code_products(tokenize_all([text]), read_lexicon(), texts=[text])
    span = coded.spans[0][0]
    assert (text[span["start"] : span["end"]], span["field"], span["role"]) == ("Thiwule", "products", "named")


def test_the_order_of_other_messages_does_not_change_a_clear_one():
    assert products_of("abon 3 bks", "opak 2 bks") == products_of("opak 2 bks", "abon 3 bks")[::-1]
