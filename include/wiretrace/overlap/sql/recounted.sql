-- Grain: one row per fingerprint whose first holders are told anew.
select fingerprint from former_grams
union
select fingerprint from common_holders
