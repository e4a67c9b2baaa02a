"""What the books of words take of a document."""

from datetime import UTC, datetime

from search_index import ranking
from search_index.document import Document
from search_index.wordbook import Books

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def noted(title: str, body: str) -> Books:
    books = Books.in_folder(None)
    document = Document("case", 1, title, body, "en", "public", NOW, NOW)
    books.note("public", ranking.postings(document))
    books.settle()
    return books


def test_a_word_counts_once_a_document_however_it_stands_there():
    words = noted("Cards", "A card (Card), a card-holder: card.").words.vocabulary(None)
    assert [words.count(word) for word in ("card", "holder", "cardholder", "cards")] == [1, 1, 0, 1]


def test_titles_keep_codes_and_short_words_and_texts_do_not():
    books = noted("ERR_1234 on it", "ERR_77 of addElement")
    titles, words = books.titles.vocabulary(None), books.words.vocabulary(None)
    assert [bool(titles.count(word)) for word in ("err_1234", "1234", "on", "err_77", "element")] == [1, 1, 1, 0, 0]
    assert [bool(words.count(word)) for word in ("err_1234", "on", "err", "addelement", "element")] == [0, 0, 1, 1, 1]
