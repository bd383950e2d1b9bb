from bmp_networks.coding.carry_over import carry_over
from bmp_networks.coding.products import code_products
from bmp_networks.io.lexicons import read_lexicon
from bmp_networks.text import tokenize_all
from tests.coding.lexical import thread


def test_a_message_that_goes_on_about_a_product_takes_it_over():
    products, stages = thread(("Sum", "tiwul ready, mau pesan?", -1), ("Ani", "masih ada stok?", 0), ("Sum", "siap", 1))
    assert products == [("tiwul",)] * 3
    assert stages[2] == stages[1]


def test_thanks_greetings_and_jokes_take_nothing_over():
    products, _ = thread(
        ("Sum", "abon 5 bks dikirim besok", -1),
        ("Ani", "matur nuwun mbak", 0),
        ("Eni", "Assalamualaikum semua", 0),
        ("Tin", "awas dipangan kucing tetangga 😂", 0),
        ("Wik", "sinyalku ilang", 0),
    )
    assert products == [("other:abon",), (), (), (), ()]


def test_of_several_products_the_writer_takes_over_what_she_deals_in():
    products, _ = thread(("Tari", "butuh opak 20 bks dan abon 10 bks", -1), ("Eni Opak", "sanggup mbak", 0))
    assert products[1] == ("other:opak",)


def test_of_several_products_a_repeated_number_says_which():
    products, _ = thread(("Tari", "bawa opak 20 bks dan abon 37 bks", -1), ("Eni", "37 itu untuk kapan?", 0))
    assert products[1] == ("other:abon",)


def test_something_more_is_added_to_what_was_settled():
    products, _ = thread(("Tari", "abon 5 bks 100rb", -1), ("Eni", "deal, opak juga ya 10 bks", 0))
    assert products[1] == ("other:opak", "other:abon")


def test_the_packet_means_what_the_last_described_packet_holds():
    products, _ = thread(
        ("Tari", "pesan 50 paket, isi opak 1, abon 1", -1), ("Eni", "hujan", -1), ("Tari", "paket 50 beres", -1)
    )
    assert products[2] == ("other:opak", "other:abon")


def test_an_order_that_names_nothing_is_about_what_the_called_member_deals_in():
    products, _ = thread(
        ("Eni Opak", "opak ready", -1), ("Tari", "ya", -1), ("Wik", "mbak Eni aku pesan 40 bks lagi", -1)
    )
    assert products[2] == ("other:opak",)


def test_the_price_of_what_is_bought_belongs_to_the_stage_it_is_bought_for():
    _, stages = thread(("Sum", "butuh pouch buat tiwul 50 pcs", -1), ("Ani", "dua ribu per pcs", 0))
    assert stages[1] == ("packaging",)


def test_a_message_takes_over_only_from_an_earlier_one():
    products, _ = thread(("Ani", "siap", 1), ("Sum", "tiwul 5 bks", -1))
    assert products[0] == ()


def test_a_called_member_stands_for_what_she_deals_in():
    products, _ = thread(
        ("Eni", "abon lele ready 10 bks", -1),
        ("Eni", "abon lele tinggal 4", -1),
        ("Tari", "mbak Eni, paketnya sampai, pecah 2", -1),
    )
    assert products[2] == ("other:abon lele",)


def test_a_seller_goes_on_about_her_own_goods_where_the_link_is_uncertain():
    messages = [
        ("Eni Opak", "opak 5 bks"),
        ("Sum Tiwul", "tiwul 4 bks"),
        ("Eni Opak", "siap 20 bks besok"),
    ]
    authors, texts = zip(*messages, strict=True)
    tokens, lexicon = tokenize_all(texts), read_lexicon()
    own = code_products(tokens, lexicon, texts=texts, authors=authors)
    carried = carry_over(
        tokens, lexicon, products=own, parents=[-1, -1, 1], texts=texts, authors=authors,
        likely={2: [(1, 0.5), (0, 0.3)]},
    )  # fmt: skip
    assert carried.codes[2] == ("other:opak",)


def test_a_product_named_in_passing_in_a_long_message_is_not_taken_over():
    long = "ibu-ibu semua mohon maaf kami pamit dan terima kasih banyak atas bantuan selama ini semoga kita bisa " + (
        "bertemu lagi tahun depan di acara yang lebih besar dan opak selalu kami kenang"
    )
    products, _ = thread(("Wik", long, -1), ("Ani", "hati-hati di jalan", 0))
    assert products[1] == ()


def test_an_order_stays_one_where_the_talk_came_to_packs():
    _, stages = thread(
        ("Sum", "tiwul 10 bks total 120rb, transfer ya", -1),
        ("Ani", "pakai plastik klip bisa?", 0),
        ("Sum", "bisa", 1),
        ("Ani", "mau 2 lusin, transfer ke mana", 2),
    )
    assert "order" in stages[3]


def test_a_balance_of_many_products_is_not_gone_on_about_without_a_number():
    products, _ = thread(
        ("Wik", "rekap: opak 5 bks, abon lele 4 bks, tiwul 3 bks, lanting 2 bks", -1), ("Ani", "aku di pasar", 0)
    )
    assert products[1] == ()


def test_dues_are_no_order_of_what_the_writer_deals_in():
    products, _ = thread(("Eni Opak", "arisan 50rb ya, harga tetap", -1))
    assert products[0] == ()
