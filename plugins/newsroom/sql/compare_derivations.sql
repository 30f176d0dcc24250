-- Grain: one row per derivation between two articles, strongest first.
select
    derivation_id,
    derived_article_id,
    source_article_id,
    relation,
    evidence,
    is_direction_known,
    is_credited,
    confidence,
    derived_containment,
    source_containment,
    shared_word_count,
    lag_seconds,
    cues
from overlap.derivations
where (derived_article_id = $a and source_article_id = $b) or (derived_article_id = $b and source_article_id = $a)
order by
    list_position(['mirror', 'wire_copy', 'rewrite', 'excerpt', 'citation', 'shared_quotation', 'common_source', 'same_event'], relation),
    confidence desc,
    derivation_id
