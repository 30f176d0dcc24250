-- Grain: every table of a warehouse as it would be after article_count articles, in the sample's proportions; texts are invented words.
-- One story of 1,500 articles, twenty of 200, the others of five; a thousand articles a date, 400 outlets.
create temp table sentences as
select
    number,
    upper(left(words, 1)) || substr(words, 2) || '.' as sentence
from (
    select
        s.number,
        string_agg('w' || (pow(random(), 3) * 20000)::integer, ' ') as words
    from range(6000) as s (number), range(18)
    group by s.number
);
create temp table articles as
select
    number,
    left(md5('article' || number), 16) as article_id,
    case when number < 1500 then 0 when number < 5500 then 1 + (number - 1500) // 200 else 21 + (number - 5500) // 5 end as story,
    case when number < 1500 then number when number < 5500 then (number - 1500) % 200 else (number - 5500) % 5 end as place,
    'outlet' || (pow(random(), 2) * 400)::integer || '.example' as outlet_id,
    strftime(date '2026-01-01' + (number // 1000)::integer, '%Y-%m-%d') as partition_key,
    timestamp '2026-01-01 05:00:00' + to_seconds(number * 86) as seen_at
from range(getvariable('article_count')) as a (number);
alter table articles add column story_id varchar;
update articles set story_id = left(md5('story' || story), 16);
create temp table texts as
select a.number, string_agg(s.sentence || case when r.n % 3 = 2 then chr(10) || chr(10) else ' ' end, '' order by r.n) as text
from articles as a, range(22) as r (n)
join sentences as s on s.number = hash(a.number * 31 + r.n) % 6000
group by a.number;

insert into core.outlets by name
select 'outlet' || n || '.example' as outlet_id, 'Outlet ' || n as name, 'newspaper' as kind, 'XC' as country, 'en' as language, [] as aliases
from range(401) as r (n);
create temp table held as
select
    a.article_id, a.partition_key, 'source' || (hash(a.outlet_id) % 400) as source_id, a.outlet_id,
    'https://' || a.outlet_id || '/' || a.number as url, 'https://' || a.outlet_id || '/' || a.number as canonical_url,
    left(t.text, 60) as title, 'json-ld' as title_source, ['A. Writer'] as authors, 'en' as language,
    case when a.number % 4 = 0 then 'PLACE' end as dateline, case when a.number % 4 = 0 then 'NPA' end as agency_credit,
    a.seen_at - to_minutes((random() * 600)::integer) as published_at, 'json-ld' as published_at_source,
    false as is_opinion, false as is_live, false as is_paywalled, t.text, md5(t.text) || md5(t.text) as text_hash, 396 as word_count,
    a.seen_at as fetched_at, a.seen_at as first_seen_at, false as is_time_conflicted, 1 as revision_count, 'generated' as method_version
from articles as a
join texts as t using (number);
insert into core.articles by name select * from held;
insert into core.revisions by name
select * exclude (first_seen_at, is_time_conflicted, revision_count), 'raw/' || partition_key || '.warc.gz' as raw_path, text_hash as page_hash from held;
insert into core.removed_blocks by name
select h.article_id, h.partition_key, h.source_id, b.n::integer as block_number, 'Most read: ' || b.n as text, 'related_links' as reason, 'generated' as method_version
from held as h, range(31) as b (n);

insert into overlap.stories by name
select
    story_id, 'Story ' || any_value(story) as title, min(seen_at) as first_seen_at, max(seen_at) as last_seen_at,
    count(*)::integer as article_count, count(distinct outlet_id)::integer as outlet_count, 'x' as evidence_hash,
    min(partition_key) as partition_key, 'generated' as method_version
from articles
group by story_id;
insert into overlap.story_articles by name
select story_id, article_id, 'derivation' as joined_by, partition_key, 'generated' as method_version from articles;
insert into overlap.story_aliases by name
select left(md5('alias' || number), 16) as alias_story_id, story_id, partition_key, 'generated' as method_version from articles where place > 0;
create temp table pairs as
select
    d.number, d.article_id, d.outlet_id, d.partition_key, d.seen_at, s.article_id as source_id, s.outlet_id as source_outlet_id, s.seen_at as source_seen_at, r.n,
    case (hash(d.number * 7 + r.n) % 10)
        when 0 then 'mirror' when 1 then 'wire_copy' when 2 then 'rewrite' when 3 then 'excerpt' when 4 then 'common_source'
        when 5 then 'shared_quotation' when 6 then 'citation' else 'same_event' end as relation
from articles as d, range(3) as r (n)
join articles as s on s.story = d.story and s.place = hash(d.number * 13 + r.n) % greatest(d.place, 1) and s.number < d.number;
insert into overlap.derivations by name
select
    left(md5('d' || number || '-' || n), 16) as derivation_id, article_id as derived_article_id, source_id as source_article_id, source_outlet_id as source_name,
    relation, 'text' as evidence, true as is_direction_known, 0.5 + random() / 2 as confidence, random() as derived_containment, random() as source_containment,
    200 as shared_word_count, epoch(seen_at - source_seen_at)::bigint as lag_seconds, random() < 0.5 as is_credited,
    [{'name': 'time_order', 'text': 'later', 'article_id': article_id, 'char_start': null, 'char_end': null},
     {'name': 'shared_text', 'text': '200 words', 'article_id': article_id, 'char_start': null, 'char_end': null}] as cues,
    partition_key, 'generated' as method_version
from pairs;
insert into overlap.derivations by name
select
    left(md5('absent' || number), 16) as derivation_id, article_id as derived_article_id, 'agency:npa' as source_origin_id, 'Nordhaven Press Agency' as source_name,
    'wire_copy' as relation, 'credit' as evidence, true as is_direction_known, 0.95 as confidence, true as is_credited, [] as cues, partition_key, 'generated' as method_version
from articles
where number % 4 = 0;
insert into overlap.passages by name
select
    least(article_id, source_id) as left_article_id, greatest(article_id, source_id) as right_article_id,
    100 * n::integer as left_start, 100 * n::integer + 90 as left_end, 100 * n::integer as right_start, 100 * n::integer + 90 as right_end,
    15 as word_count, 15 as matched_word_count, if(n = 2, 'quotation', 'narrative') as kind, partition_key, 'generated' as method_version
from pairs
where relation <> 'same_event';

create temp table stated as
select
    a.number, a.article_id, a.outlet_id, a.story, a.story_id, a.partition_key, a.seen_at, m.n,
    floor(pow(random(), 2) * 6.6 * s.article_count)::integer as claim,
    floor(pow(random(), 2) * (1 + 0.5 * s.article_count))::integer as origin,
    floor(pow(random(), 2) * (1 + s.article_count))::integer as speaker
from articles as a, range(12) as m (n)
join overlap.stories as s on s.story_id = a.story_id;
create temp table spoken as
select *, left(md5('c' || story || '-' || claim), 16) as claim_id, left(md5('m' || number || '-' || n), 16) as mention_id, left(md5('s' || story || '-' || speaker), 16) as speaker_id
from stated;
insert into claims.mentions by name
select
    mention_id, claim_id, story_id, article_id, 'text' as field, n::integer * 150 as char_start, n::integer * 150 + 90 as char_end,
    (select sentence from sentences where number = (hash(p.story * 97 + p.claim) % 6000)) as text,
    'direct' as kind, 'Speaker ' || speaker as speaker, speaker_id, 'said' as cue, 'neutral' as cue_strength, 'asserted' as modality, 'quoted' as rule_id, 0.9 as confidence,
    partition_key, 'generated' as method_version
from spoken as p;
insert into claims.mention_origins by name
select mention_id, 'outlet:' || origin as origin_id, 'own' as rule_id, 'said so' as evidence, 0.7 as confidence, story_id, partition_key, 'generated' as method_version
from spoken;
insert into claims.origins by name
select 'outlet:' || origin as origin_id, story_id, 'Outlet ' || origin as name, 'outlet' as kind, min(article_id) as article_id, min(partition_key) as partition_key, 'generated' as method_version
from spoken
group by story_id, origin;
insert into claims.speakers by name
select speaker_id, story_id, 'Speaker ' || any_value(speaker) as name, 'person' as kind, speaker_id as principal_id, min(partition_key) as partition_key, 'generated' as method_version
from spoken
group by story_id, speaker_id;
insert into claims.claims by name
select
    p.claim_id, p.story_id, any_value(m.text) as wording, any_value(p.speaker_id) as speaker_id,
    count(*)::integer as mention_count, count(distinct p.article_id)::integer as article_count, count(distinct p.outlet_id)::integer as outlet_count,
    count(distinct p.origin)::integer as origin_count_low, count(distinct p.origin)::integer as origin_count_high, count(distinct p.origin)::double as origin_count_expected,
    1 as principal_count, 0.5 as copy_ratio, min(p.seen_at) as first_seen_at, min(p.article_id) as first_article_id, min(p.partition_key) as partition_key, 'generated' as method_version
from spoken as p
join claims.mentions as m using (mention_id)
group by p.claim_id, p.story_id;
insert into claims.quantities by name
select mention_id, 5 as char_start, 9 as char_end, 4100.0 as low, 4100.0 as high, 'homes' as unit, 'exactly' as comparator, story_id, partition_key, 'generated' as method_version
from spoken
where n % 3 = 0;
insert into claims.drifts by name
select
    mention_id, source_mention_id, derived_article_id, source_article_id, 'rewrite' as relation, ['number_changed'] as kinds, ['4 → 5'] as differences,
    story_id, partition_key, 'generated' as method_version
from (
    select
        mention_id, lag(mention_id) over claim as source_mention_id, article_id as derived_article_id, lag(article_id) over claim as source_article_id,
        story_id, partition_key, n
    from spoken
    window claim as (partition by claim_id order by number, n)
)
where source_mention_id is not null and n % 4 = 0;
insert into claims.orphans by name
select mention_id, article_id as source_article_id, 'rewrite' as relation, 0.2 as support, 'Others.' as nearest_text, ['new'] as missing_words, story_id, partition_key, 'generated' as method_version
from spoken
where n = 5;
insert into claims.claim_links by name
select claim_id, left(md5('c' || story || '-' || (claim // 2)), 16) as other_claim_id, 'variant_value' as relation, '4 / 5' as evidence, story_id, any_value(partition_key) as partition_key, 'generated' as method_version
from spoken
where claim % 61 = 7
group by all;

insert into ops.fetches by name
select partition_key, source_id, url, 'loaded' as outcome, 200 as http_status, 40000 as byte_count, article_id, fetched_at from held
union all by name
select partition_key, source_id, url || '?again' as url, 'duplicate' as outcome, 'of ' || url as cause, 200 as http_status, 40000 as byte_count, article_id, fetched_at from held where hash(url) % 5 = 0;
insert into ops.validation_results by name
select d.partition_key, 'daily' as scope, 'articles' as gate, 'expect_column_values_to_not_be_null' as rule, 'column' || r.n as column_name, 'critical' as severity,
    r.n > 0 as is_success, 1000 as row_count, if(r.n > 0, 0, 3) as unexpected_count, now()::timestamp as checked_at
from (select distinct partition_key from articles) as d, range(82) as r (n);
insert into ops.quarantine by name
select left(md5('q' || number), 16) as quarantine_id, partition_key, 'articles' as gate, 'core.articles' as table_name, article_id as row_key, 'is_short' as rule, 'text' as value, '{}' as row_json
from articles where number % 200 = 0;
insert into ops.runs by name
select dag_id, partition_key, 'daily' as scope, 'run-' || partition_key as run_id, max(seen_at) as loaded_at, count(*) as row_count
from articles, (values ('ingest_news'), ('measure_overlap'), ('measure_claims')) as d (dag_id)
group by dag_id, partition_key;
