"""Small chats for the tests of the lexical codes; people and sentences are invented."""

from bmp_networks.coding.actors import code_actors
from bmp_networks.coding.carry_over import carry_over, carry_stages
from bmp_networks.coding.places import code_places
from bmp_networks.coding.products import code_products
from bmp_networks.coding.stages import code_stages
from bmp_networks.io.lexicons import read_gazetteer, read_lexicon
from bmp_networks.text import tokenize_all


def products_of(*texts, authors=None, names=(), masked=None, lexicon=None):
    authors = authors or [None] * len(texts)
    return code_products(
        tokenize_all(texts), lexicon or read_lexicon(), texts=texts, authors=authors, names=names, masked=masked
    ).codes


def stages_of(text, *, product="tiwul"):
    products = [(product,) if product else ()]
    return code_stages(tokenize_all([text]), read_lexicon(), texts=[text], products=products).codes[0]


def places_of(*texts, names=(), villages=()):
    tokens = tokenize_all(texts)
    actors = code_actors(tokens, read_gazetteer(), texts=texts, names=names)
    return code_places(tokens, read_lexicon(), texts=texts, names=names, villages=villages, masked=actors.spans).codes


def actors_of(text, *, gazetteer=None, names=(), communities=()):
    gazetteer = gazetteer or read_gazetteer()
    coded = code_actors(tokenize_all([text]), gazetteer, texts=[text], names=names, communities=communities)
    return [actor["id"] for actor in coded.codes[0]]


def thread(*messages):
    """Products and stages of messages (author, text, parent) after carry-over."""
    authors, texts, parents = zip(*messages, strict=True)
    tokens, lexicon = tokenize_all(texts), read_lexicon()
    own = code_products(tokens, lexicon, texts=texts, authors=authors)
    products = carry_over(tokens, lexicon, products=own, parents=parents, texts=texts, authors=authors)
    stages = code_stages(tokens, lexicon, texts=texts, products=products.codes)
    return products.codes, carry_stages(stages, products, parents).codes
