-- R14: a deal exists from any opening, stage, win or loss. One deal id is one deal of a customer. R29: it is open
-- from its opening, else from the first of these.
CREATE OR REPLACE TEMP TABLE known_deal AS
SELECT customer, deal_id,
  coalesce(min(occurred_at) FILTER (kind = 'OPENED'), min(occurred_at)) AS opened_at FROM live
WHERE family = 'DEAL' AND kind IN ('OPENED', 'STAGE_CHANGED', 'WON', 'LOST') GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE deal_fact AS
SELECT f.* FROM live f JOIN known_deal USING (customer, deal_id) WHERE f.family = 'DEAL';

-- R20: a dispute won undoes the charge-backs before it: they are no reversals at all.
CREATE OR REPLACE TEMP TABLE reversal AS
SELECT f.* FROM deal_fact f
WHERE f.kind IN ('CANCELLED', 'RETURNED', 'REFUNDED', 'CHARGED_BACK')
  AND NOT (f.kind = 'CHARGED_BACK' AND EXISTS (
    SELECT 1 FROM deal_fact w WHERE w.customer = f.customer AND w.deal_id = f.deal_id
      AND w.kind = 'DISPUTE_WON' AND w.ord > f.ord));

-- R13: the wins, losses, reopenings and reversals of a deal, walked in fact order. A reopening undoes
-- the win, else the loss, that governs before it, while no reversal lies between; a win ends an earlier loss.
CREATE OR REPLACE TEMP TABLE step AS
SELECT customer, deal_id, ord, what, row_number() OVER (PARTITION BY customer, deal_id ORDER BY ord) AS step
FROM (SELECT customer, deal_id, ord, kind AS what FROM deal_fact WHERE kind IN ('WON', 'LOST', 'REOPENED')
      UNION ALL SELECT customer, deal_id, ord, 'REVERSAL' FROM reversal);
CREATE OR REPLACE TEMP TABLE walk AS
WITH RECURSIVE walk AS (
  SELECT customer, deal_id, 0::BIGINT AS step, NULL::BIGINT AS ord, NULL::BIGINT AS signing,
    NULL::BIGINT AS loss, NULL::BIGINT AS last_reversal, NULL::VARCHAR AS ignored
  FROM known_deal
  UNION ALL
  SELECT w.customer, w.deal_id, s.step, s.ord,
    CASE WHEN s.what = 'WON' THEN coalesce(w.signing, s.ord)
         WHEN s.what = 'REOPENED' AND w.last_reversal > w.signing THEN w.signing
         WHEN s.what = 'REOPENED' THEN NULL
         ELSE w.signing END,
    CASE WHEN s.what = 'LOST' AND w.signing IS NULL THEN s.ord
         WHEN s.what = 'WON' THEN NULL
         WHEN s.what = 'REOPENED' AND w.signing IS NULL AND w.last_reversal > w.loss THEN w.loss
         WHEN s.what = 'REOPENED' AND w.signing IS NULL THEN NULL
         ELSE w.loss END,
    CASE WHEN s.what = 'REVERSAL' THEN s.ord ELSE w.last_reversal END,
    CASE WHEN s.what = 'WON' AND w.signing IS NOT NULL THEN 'REWIN'
         WHEN s.what = 'LOST' AND w.signing IS NOT NULL THEN 'LOST_AFTER_WON'
         WHEN s.what <> 'REOPENED' THEN NULL
         WHEN coalesce(w.signing, w.loss) IS NULL THEN 'NOTHING_TO_REOPEN'
         WHEN w.last_reversal > coalesce(w.signing, w.loss) THEN 'REOPENED_AFTER_REVERSAL' END
  FROM walk w JOIN step s ON s.customer = w.customer AND s.deal_id = w.deal_id AND s.step = w.step + 1)
SELECT * FROM walk;

-- Signing, else loss (R13), and what holds at that fact.
CREATE OR REPLACE TEMP TABLE closing AS
SELECT w.customer, w.deal_id, k.opened_at,
  CASE WHEN w.signing IS NOT NULL THEN 'WON' WHEN w.loss IS NOT NULL THEN 'LOST' ELSE 'OPEN' END AS status,
  coalesce(w.signing, w.loss) AS ord, f.seq, f.occurred_at AS closed_at, f.occurred_day AS closed_day,
  f.loss_reason
FROM (SELECT * FROM walk QUALIFY row_number() OVER (PARTITION BY customer, deal_id ORDER BY step DESC) = 1) w
JOIN known_deal k USING (customer, deal_id)
LEFT JOIN fact f ON f.customer = w.customer AND f.ord = coalesce(w.signing, w.loss);

CREATE OR REPLACE TEMP TABLE deal AS
SELECT c.customer, c.deal_id, c.status, c.ord, c.seq, c.opened_at, c.closed_at, c.closed_day, c.loss_reason,
  -- The last that was said up to the closing, else the first said after it.
  coalesce(arg_max(f.product_line, f.ord) FILTER (f.product_line IS NOT NULL AND f.ord <= c.ord),
    arg_min(f.product_line, f.ord) FILTER (f.product_line IS NOT NULL AND f.ord > c.ord), '') AS product_line,
  CASE coalesce(arg_max(f.recurring, f.ord) FILTER (f.recurring IS NOT NULL AND f.ord <= c.ord),
      arg_min(f.recurring, f.ord) FILTER (f.recurring IS NOT NULL AND f.ord > c.ord))
    WHEN TRUE THEN 'RECURRING' WHEN FALSE THEN 'ONE_OFF' ELSE 'UNKNOWN' END AS recurring,
  -- R15: without credits the owner last named at or before the closing; the closing's own owner first.
  arg_max(f.rep_id, f.ord) FILTER (f.rep_id IS NOT NULL AND f.ord <= c.ord) AS last_owner,
  -- R16: the last of the closing and the amendments after a signing which has an amount, else the last before.
  coalesce(arg_max({'minor': f.amount, 'currency': f.currency}, f.ord) FILTER (f.amount IS NOT NULL
      AND (f.ord = c.ord OR (c.status = 'WON' AND f.ord > c.ord AND f.kind = 'AMENDED'))),
    arg_max({'minor': f.amount, 'currency': f.currency}, f.ord) FILTER (f.amount IS NOT NULL AND f.ord < c.ord
      AND f.kind IN ('OPENED', 'STAGE_CHANGED', 'REASSIGNED', 'WON', 'AMENDED', 'LOST', 'REOPENED'))) AS money,
  coalesce(arg_max({'minor': f.list_amount, 'currency': f.list_currency}, f.ord) FILTER (f.list_amount IS NOT NULL
      AND (f.ord = c.ord OR (c.status = 'WON' AND f.ord > c.ord AND f.kind = 'AMENDED'))),
    arg_max({'minor': f.list_amount, 'currency': f.list_currency}, f.ord) FILTER (f.list_amount IS NOT NULL
      AND f.ord < c.ord
      AND f.kind IN ('OPENED', 'STAGE_CHANGED', 'REASSIGNED', 'WON', 'AMENDED', 'LOST', 'REOPENED'))) AS list,
  -- R14: pace counts from the first OPENED.
  arg_min(f.occurred_day, f.ord) FILTER (f.kind = 'OPENED') AS opening_day,
  -- R34: up to signing, the last origin said (UNKNOWN says nothing), and any referrer.
  arg_max(f.origin, f.ord) FILTER (f.origin <> 'UNKNOWN' AND f.ord <= c.ord) AS origin,
  coalesce(bool_or(f.referred_by IS NOT NULL) FILTER (f.ord <= c.ord), FALSE) AS referred_by,
  min(f.paid_day) FILTER (f.kind = 'PAYMENT') AS first_paid_day,
  arg_min(f.occurred_day, f.ord) FILTER (f.kind = 'ACTIVATED') AS activated_day
FROM closing c JOIN deal_fact f USING (customer, deal_id)
GROUP BY ALL;

-- R15: who holds the tallies of a deal: the primary, and each other credited person in a role.
CREATE OR REPLACE TEMP TABLE holder AS
SELECT d.customer, d.deal_id, 'PRIMARY' AS role,
  coalesce((SELECT min(c.rep_id) FROM credit c WHERE c.seq = d.seq AND c.is_primary), d.last_owner, '~none') AS rep_id
FROM deal d WHERE d.status <> 'OPEN'
UNION ALL
SELECT DISTINCT d.customer, d.deal_id, c.role, c.rep_id
FROM deal d JOIN credit c ON c.seq = d.seq AND NOT c.is_primary WHERE d.status <> 'OPEN';

CREATE OR REPLACE TEMP TABLE won_deal AS
SELECT d.customer, d.deal_id, d.ord AS signing_ord, d.closed_at AS signed_at, d.closed_day AS cohort_day,
  d.product_line, d.recurring, d.money.minor AS amount, d.money.currency AS currency,
  d.list.minor AS list_amount, d.list.currency AS list_currency,
  d.closed_day - d.opening_day AS pace, d.origin, d.referred_by,
  -- What starts the remorse clock, by product line; signing until it has happened, and never before it.
  greatest(d.closed_day, CASE s.starts WHEN 'FIRST_PAYMENT' THEN d.first_paid_day
    WHEN 'ACTIVATION' THEN d.activated_day END) AS clock_day
FROM deal d LEFT JOIN clock_start s USING (product_line) WHERE d.status = 'WON';

-- R29, R33: where a fact without a deal falls: the latest deal signed, greatest deal id among equals.
CREATE OR REPLACE TEMP TABLE signed AS
SELECT customer, signed_at, max(deal_id) AS deal_id FROM won_deal GROUP BY customer, signed_at;
