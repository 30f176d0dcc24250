-- Grain: one row, the state of the warehouse now. The id hashes the data, not the time of loading.
with articles as (
    select count(*) as article_count, bit_xor(hash(article_id, text_hash, revision_count)) as digest from core.articles
),
derivations as (
    select bit_xor(hash(derivation_id, relation, round(confidence, 6))) as digest from overlap.derivations
),
stories as (
    select count(*) as story_count, bit_xor(hash(story_id, evidence_hash)) as digest from overlap.stories
),
claims as (
    select count(*) as claim_count, bit_xor(hash(claim_id, mention_count, origin_count_low, origin_count_high)) as digest from claims.claims
),
-- a speaker that a person set changes no count
corrections as (
    select bit_xor(hash(override_id, state)) as digest from ops.overrides
)
select
    left(sha256(concat_ws('|', articles.digest, derivations.digest, stories.digest, claims.digest, corrections.digest)), 16) as snapshot_id,
    $now::timestamp as published_at,
    $partition_key::varchar as partition_key,
    articles.article_count::integer as article_count,
    stories.story_count::integer as story_count,
    claims.claim_count::integer as claim_count
from articles, derivations, stories, claims, corrections
