-- R33: one referral per id, at MADE, else at its earliest fact; to the deal it names, else the latest signed at
-- or before; a self-referral is none.
CREATE OR REPLACE TEMP TABLE referral AS
WITH grouped AS (
  SELECT customer, referral_id,
    coalesce(arg_min(occurred_at, ord) FILTER (kind = 'MADE'), min(occurred_at)) AS t,
    coalesce(arg_min(occurred_day, ord) FILTER (kind = 'MADE'), min(occurred_day)) AS day,
    arg_min(deal_id, ord) FILTER (deal_id IS NOT NULL) AS named,
    bool_or(kind = 'CONVERTED') AS converted, coalesce(bool_or(referred_party = customer), FALSE) AS is_self
  FROM live WHERE family = 'REFERRAL' GROUP BY ALL)
SELECT g.*, coalesce(g.named, s.deal_id) AS deal_id FROM grouped g
ASOF LEFT JOIN signed s ON s.customer = g.customer AND g.t >= s.signed_at;

CREATE OR REPLACE TEMP TABLE referred AS
SELECT r.customer, r.deal_id, min(greatest(0, r.day - w.cohort_day)) AS referred_day, count(*) AS referrals,
  count(*) FILTER (r.converted) AS converted
FROM referral r JOIN won_deal w USING (customer, deal_id) WHERE NOT r.is_self GROUP BY ALL;

-- R24: the next deal is the customer's earliest of a later cohort day; deals of one day share it.
CREATE OR REPLACE TEMP TABLE neighbour AS
WITH day AS (SELECT DISTINCT customer, cohort_day FROM won_deal)
SELECT customer, cohort_day,
  lead(cohort_day) OVER (PARTITION BY customer ORDER BY cohort_day) - cohort_day AS repeat_day,
  lag(cohort_day) OVER (PARTITION BY customer ORDER BY cohort_day) IS NOT NULL AS has_earlier
FROM day;

-- R22, R23, R25: renewals, expansions and churn are facts of their own deal.
CREATE OR REPLACE TEMP TABLE growth AS
SELECT f.customer, f.deal_id,
  count(*) FILTER (f.kind = 'RENEWED' AND f.renewal_mode = 'ACTIVE') AS renewed_active,
  count(*) FILTER (f.kind = 'RENEWED' AND f.renewal_mode = 'AUTO') AS renewed_auto,
  count(*) FILTER (f.kind = 'EXPANDED') AS expanded,
  count(*) FILTER (f.kind = 'DOWNGRADED') AS downgraded,
  -- A deal churns once, however often it is said.
  least(1, count(*) FILTER (f.kind = 'CHURNED')) AS churned,
  min(greatest(0, f.occurred_day - w.cohort_day)) FILTER (f.kind = 'RENEWED' AND f.renewal_mode = 'ACTIVE') AS renewed_day,
  min(greatest(0, f.occurred_day - w.cohort_day)) FILTER (f.kind = 'EXPANDED') AS expanded_day,
  -- Grumbles: paid after the day it was due, disputed, a concession after signing.
  coalesce(bool_or(f.kind = 'PAYMENT' AND f.paid_day > f.due_day), FALSE) AS paid_late,
  coalesce(bool_or(f.kind = 'INVOICE_DISPUTED'), FALSE) AS disputed,
  coalesce(bool_or(f.kind = 'CONCESSION' AND f.ord > w.signing_ord), FALSE) AS concession
FROM deal_fact f JOIN won_deal w USING (customer, deal_id) GROUP BY ALL;

-- R42: a call of a deal that is not known waits for it.
-- R29: a call without a deal belongs to the next deal to close after it if that was open then, else to the one
-- last signed at or before it.
CREATE OR REPLACE TEMP TABLE next_closing AS
SELECT customer, coalesce(closed_at, 9223372036854775807) AS closes_at,
  arg_min({'opened_at': opened_at, 'deal_id': deal_id}, {'opened_at': opened_at, 'deal_id': deal_id}) AS first
FROM closing GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE call AS
SELECT f.*, coalesce(f.deal_id,
    CASE WHEN n.first.opened_at <= f.occurred_at THEN n.first.deal_id ELSE s.deal_id END) AS about
FROM (SELECT l.* FROM live l LEFT JOIN known_deal k USING (customer, deal_id)
      WHERE l.family = 'CALL' AND (l.deal_id IS NULL OR k.deal_id IS NOT NULL)) f
ASOF LEFT JOIN next_closing n ON n.customer = f.customer AND f.occurred_at < n.closes_at
ASOF LEFT JOIN signed s ON s.customer = f.customer AND f.occurred_at >= s.signed_at;

-- R31: at or after signing is start >= signing.
CREATE OR REPLACE TEMP TABLE objection AS
SELECT DISTINCT c.customer, c.about AS deal_id
FROM call c JOIN won_deal w ON w.customer = c.customer AND w.deal_id = c.about
WHERE c.objections > 0 AND c.occurred_at >= w.signed_at;
