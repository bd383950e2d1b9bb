from __future__ import annotations

from bmp_networks.containers.chains import WAITING
from bmp_networks.measures.sellers import sellers_of, whom_to_ask
from bmp_networks.measures.waiting import find_waiting
from tests.measures.chains_made import say, talk

ASKED = say("Wati", "mbak aku pesan 20 bks ya", "request", q=[(20, "bks")])
AGREED = say("Sri", "siap, 12rb per bks", "agreement", 0, p=[(12000, "bks")])
LATER = say("Kar", "selamat pagi", "greeting", hours=24 * 5, of=(), stages=())


def test_an_order_nobody_promised_waits_and_says_whom_to_ask():
    offers = [say("Sri", "tiwul siap", "offer", stages=["promotion"]) for _ in range(2)]
    (row,) = find_waiting(*talk(*offers, ASKED, LATER)).to_dict("records")
    assert (row["state"], row["member"], row["ask"], row["age_days"]) == ("asked", "Wati", "Sri", 5)


def test_a_promise_without_a_word_of_sending_waits_with_its_seller():
    (row,) = find_waiting(*talk(ASKED, AGREED, LATER)).to_dict("records")
    assert (row["state"], row["member"], row["ask"], row["quantity"]) == ("agreed", "Wati", "Sri", 20)


def test_an_order_that_was_sent_waits_no_more():
    sent = say("Sri", "sudah dikirim tadi pagi", "report", 1, stages=["delivery"])
    assert find_waiting(*talk(ASKED, AGREED, sent, LATER)).empty


def test_a_question_about_goods_without_an_answer_waits_after_a_day():
    question = say("Wati", "tiwul masih ada?", "question")
    (row,) = find_waiting(*talk(question, LATER)).to_dict("records")
    assert (row["state"], row["member"], row["products"]) == ("unanswered", "Wati", ("tiwul",))
    assert find_waiting(*talk(question)).empty  # it may still be answered


def test_an_answered_question_does_not_wait():
    said = say("Wati", "tiwul masih ada?", "question"), say("Sri", "masih", "answer", 0)
    assert find_waiting(*talk(*said, LATER)).empty


def test_nobody_is_asked_about_her_own_wish():
    sellers = sellers_of(*talk(*[say("Sri", "tiwul siap", "offer", stages=["promotion"]) for _ in range(3)]))
    assert whom_to_ask(sellers, ("tiwul",), but="Sri") is None


def test_an_empty_chat_waits_for_nothing():
    table = find_waiting(*talk())
    assert table.empty
    WAITING.check(table)
