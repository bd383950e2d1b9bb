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
