-- Who is quoted most, in how many outlets, and from how many origins?
select
    s.name,
    s.kind,
    count(*) as mention_count,
    count(distinct a.outlet_id) as outlet_count,
    count(distinct mo.origin_id) as origin_count
from claims.mentions as m
join claims.speakers as s using (speaker_id)
join core.articles as a using (article_id)
join claims.mention_origins as mo using (mention_id)
group by s.speaker_id, s.name, s.kind
order by mention_count desc, s.name;
