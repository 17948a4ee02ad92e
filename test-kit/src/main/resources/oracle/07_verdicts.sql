-- One row a won deal with everything the measures are made of.
CREATE OR REPLACE TEMP TABLE won AS
WITH joined AS (
  SELECT w.*, t.deed_day, g.regret_day, t.other_day, t.unknown_day, t.full_reason,
    t.customer IS NOT NULL AS has_reversal,
    -- R18, R27: remorse is the first of deed and stated regret.
    least(t.deed_day, g.regret_day) AS remorse_day,
    p.vote, r.referred_day, r.referrals, r.converted, n.repeat_day, n.has_earlier,
    (w.origin IS NOT DISTINCT FROM 'REFERRAL' OR w.referred_by) AS word_of_mouth,
    o.deal_id IS NOT NULL AS objection, x.own AS refunded, x.by_180, x.by_365,
    u.renewed_active, u.renewed_auto, u.expanded, u.downgraded, u.churned, u.renewed_day, u.expanded_day,
    u.paid_late, u.disputed, u.concession, k.number AS currency_number
  FROM won_deal w
  LEFT JOIN taken_back t USING (customer, deal_id)
  LEFT JOIN regret g USING (customer, deal_id)
  LEFT JOIN refunded x USING (customer, deal_id)
  LEFT JOIN (SELECT * FROM decided WHERE span = 'IN' AND item = 'HAPPY_WITH_PRICE') p USING (customer, deal_id)
  LEFT JOIN referred r USING (customer, deal_id)
  LEFT JOIN neighbour n USING (customer, cohort_day)
  LEFT JOIN objection o USING (customer, deal_id)
  LEFT JOIN growth u USING (customer, deal_id)
  LEFT JOIN code k ON k.type = 'Currency' AND k.name = w.currency)
SELECT j.*,
  -- R37, R19: only without remorse.
  CASE WHEN j.remorse_day IS NULL THEN j.other_day END AS censored_day,
  CASE WHEN j.remorse_day IS NULL THEN j.unknown_day END AS unknown_reversal_day,
  -- R18: something was reversed, but no class of reasons reached the share.
  (j.has_reversal AND j.full_reason IS NULL) AS partial,
  -- R25: first that applies; deeds for us count only with nothing against.
  CASE WHEN j.deed_day <= greatest(d.loyalty_window, d.remorse_days) THEN 'TOOK_IT_BACK'
    WHEN j.vote = 'YES' THEN 'TOLD_HAPPY'
    WHEN j.vote = 'NEUTRAL' THEN 'TOLD_NEUTRAL'
    WHEN j.vote = 'NO' THEN 'TOLD_NOT_HAPPY'
    WHEN j.vote = 'SPLIT' THEN 'TOLD_SPLIT'
    WHEN j.remorse_day <= greatest(d.loyalty_window, d.remorse_days) THEN 'NO_WORD'
    WHEN j.referred_day <= d.loyalty_window THEN 'REFERRED'
    WHEN j.renewed_day <= d.loyalty_window THEN 'RENEWED'
    WHEN j.expanded_day <= d.loyalty_window THEN 'EXPANDED'
    WHEN j.repeat_day <= d.loyalty_window THEN 'BOUGHT_AGAIN'
    ELSE 'NO_WORD' END AS verdict,
  -- R36: the customer's side of the matrix for a won deal.
  CASE WHEN j.remorse_day <= d.remorse_days OR j.vote <> 'YES' THEN 'NOT_HAPPY'
    WHEN j.vote = 'YES' THEN 'HAPPY' ELSE 'UNDECIDED' END AS side
FROM joined j, definition d;

-- R36: lost deals. Served well, advised against, bought or referred again within the days.
CREATE OR REPLACE TEMP TABLE lost AS
SELECT d.customer, d.deal_id, d.closed_day AS cohort_day, d.product_line, d.recurring,
  coalesce(d.loss_reason, 'OTHER') AS loss_reason,
  coalesce(d.money, d.list).minor AS amount, k.number AS currency_number,
  s.vote AS served,
  (s.vote IS NOT DISTINCT FROM 'YES' OR d.loss_reason IS NOT DISTINCT FROM 'WE_ADVISED_AGAINST'
    OR EXISTS (SELECT 1 FROM won_deal w WHERE w.customer = d.customer
      AND w.cohort_day - d.closed_day BETWEEN 1 AND f.comeback_days)
    OR EXISTS (SELECT 1 FROM referral r WHERE r.customer = d.customer AND NOT r.is_self
      AND r.t >= d.closed_at AND r.day - d.closed_day <= f.comeback_days)) AS customer_won
FROM deal d
LEFT JOIN (SELECT * FROM decided WHERE span = 'LOST' AND item = 'FELT_SERVED') s USING (customer, deal_id)
LEFT JOIN code k ON k.type = 'Currency' AND k.name = coalesce(d.money, d.list).currency, definition f
WHERE d.status = 'LOST';
