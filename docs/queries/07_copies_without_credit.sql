-- Which articles take most of their text from another and do not name it?
select a.outlet_id, a.title, d.relation, d.source_name, round(d.derived_containment, 2) as derived_containment, d.confidence
from overlap.derivations as d
join core.articles as a on a.article_id = d.derived_article_id
where not d.is_credited and d.relation in ('mirror', 'wire_copy', 'rewrite')
order by d.derived_containment desc nulls last, a.outlet_id, a.article_id;
