-- Grain: one value: every word of `words` stands in `haystack`, whatever the case and accents; true for no words.
list_bool_and(list_transform(
    string_split(trim(strip_accents(lower(words))), ' '),
    lambda word: contains(strip_accents(lower(coalesce(haystack, ''))), word)
))
