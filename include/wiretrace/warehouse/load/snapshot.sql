-- Grain: one row, the state of the warehouse now. The id hashes the data, not the time of loading.
with articles as (
    select count(*) as article_count, bit_xor(hash(article_id, text_hash, revision_count, title, published_at, method_version)) as digest
    from core.articles
),
outlets as (
    select bit_xor(hash(outlet_id, name, kind)) as digest from core.outlets
),
derivations as (
    select bit_xor(hash(derivation_id, derived_article_id, source_name, relation, round(confidence, 6), method_version)) as digest
    from overlap.derivations
),
passages as (
    select bit_xor(hash(left_article_id, right_article_id, left_start, left_end, right_start, right_end, kind)) as digest
    from overlap.passages
),
stories as (
    select count(*) as story_count, bit_xor(hash(story_id, title, evidence_hash)) as digest from overlap.stories
),
claims as (
    select count(*) as claim_count, bit_xor(hash(claim_id, wording, mention_count, origin_count_low, origin_count_high, method_version)) as digest
    from claims.claims
),
mentions as (
    select bit_xor(hash(m.mention_id, m.claim_id, m.speaker_id, m.kind, m.modality, o.origin_id)) as digest
    from claims.mentions as m
    left join claims.mention_origins as o using (mention_id)
),
corrections as (
    select bit_xor(hash(override_id, state)) as digest from ops.overrides
)
select
    left(sha256(concat_ws(
        '|', articles.digest, outlets.digest, derivations.digest, passages.digest, stories.digest, claims.digest, mentions.digest, corrections.digest
    )), 16) as snapshot_id,
    $now::timestamp as published_at,
    $partition_key::varchar as partition_key,
    articles.article_count::integer as article_count,
    stories.story_count::integer as story_count,
    claims.claim_count::integer as claim_count
from articles, outlets, derivations, passages, stories, claims, mentions, corrections
