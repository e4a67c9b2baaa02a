"""Every read of questions and answers: one thread, lists, cards, documents for search. None of them writes."""
