"""English and other languages as data and as grammar: words, names, sentences, clauses."""
