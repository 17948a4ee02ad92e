-- R19: a reversal of unknown reason takes the reason of the deal's earliest reversal whose reason is known.
CREATE OR REPLACE TEMP TABLE reasoned AS
SELECT r.customer, r.deal_id, r.ord, r.kind, r.occurred_day, r.amount AS reversed, r.currency AS reversed_currency,
  CASE WHEN r.reversal_reason <> 'UNKNOWN' THEN r.reversal_reason ELSE coalesce(k.reason, 'UNKNOWN') END AS reason,
  w.amount, w.currency, w.cohort_day, w.clock_day,
  -- R18: without an amount it is full. R17: in another currency (or against no amount) it counts as a deed.
  (r.amount IS NULL OR w.amount IS NULL OR r.currency <> w.currency) AS is_full,
  CASE WHEN r.amount IS NULL THEN w.amount WHEN r.currency = w.currency THEN r.amount ELSE 0 END AS own_money,
  CASE WHEN r.amount IS NOT NULL AND r.currency IS DISTINCT FROM w.currency THEN r.amount END AS other_money
FROM reversal r JOIN won_deal w USING (customer, deal_id)
LEFT JOIN (SELECT customer, deal_id, arg_min(reversal_reason, ord) AS reason FROM reversal
           WHERE reversal_reason <> 'UNKNOWN' GROUP BY ALL) k USING (customer, deal_id);

-- R18: the reversals of one reason add up; the reason counts from the fact that reaches the share.
CREATE OR REPLACE TEMP TABLE cumulated AS
SELECT r.*,
  CASE r.reason WHEN 'CHANGE_OF_MIND' THEN 'DEED' WHEN 'UNKNOWN' THEN 'UNKNOWN' ELSE 'OTHER' END AS class,
  bool_or(r.is_full) OVER so_far OR coalesce(
    sum(r.own_money) OVER so_far * 100 >= d.min_reversed_share * r.amount, FALSE) AS reached
FROM reasoned r, definition d
WINDOW so_far AS (PARTITION BY r.customer, r.deal_id, r.reason ORDER BY r.ord);

-- R10: day index, floor 0, from the clock start. R21: every day is kept, windows are applied by who asks.
CREATE OR REPLACE TEMP TABLE taken_back AS
SELECT customer, deal_id,
  min(greatest(0, occurred_day - clock_day)) FILTER (reached AND class = 'DEED') AS deed_day,
  min(greatest(0, occurred_day - clock_day)) FILTER (reached AND class = 'OTHER') AS other_day,
  min(greatest(0, occurred_day - clock_day)) FILTER (reached AND class = 'UNKNOWN') AS unknown_day,
  arg_min(reason, ord) FILTER (reached) AS full_reason
FROM cumulated GROUP BY ALL;

-- R18: refunded money, at most the amount; what is still kept is by day index from signing.
CREATE OR REPLACE TEMP TABLE refunded AS
SELECT customer, deal_id,
  least(any_value(amount), coalesce(sum(own_money), 0)) AS own,
  least(any_value(amount), coalesce(sum(own_money) FILTER (occurred_day - cohort_day <= 180), 0)) AS by_180,
  least(any_value(amount), coalesce(sum(own_money) FILTER (occurred_day - cohort_day <= 365), 0)) AS by_365
FROM reasoned GROUP BY ALL;
