-- R99: a deal's calls before its signing. What no call says is not known: nulls are no zeros.
CREATE OR REPLACE TEMP TABLE early_call AS
SELECT c.*, c.about AS won_id FROM call c JOIN won_deal w ON w.customer = c.customer AND w.deal_id = c.about
WHERE c.occurred_at < w.signed_at;

CREATE OR REPLACE TEMP TABLE practice AS
SELECT customer, won_id AS deal_id,
  sum(rep_speech) FILTER (rep_speech + customer_speech IS NOT NULL) AS rep_speech,
  sum(rep_speech + customer_speech) AS speech,
  bool_or(aggressive > 0) AS aggressive, bool_or(directive > 0) AS directive,
  bool_or(aggressive > 0 OR directive > 0) FILTER (next_step) AS pressed_step
FROM early_call GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE cared AS
SELECT customer, won_id AS deal_id, count(DISTINCT question) FILTER (asked) AS asked, count(DISTINCT question) AS known
FROM early_call JOIN caring USING (seq) GROUP BY ALL;

-- R98 to R100: each claim by its code, whether the deal has what is claimed, and whether the outcome followed.
CREATE OR REPLACE TEMP TABLE claim AS
WITH known AS (
  SELECT w.customer, w.deal_id,
    CASE WHEN p.speech > 0 THEN 2 * p.rep_speech < p.speech END AS listened,
    CASE WHEN q.asked >= 3 THEN TRUE WHEN q.asked + (5 - q.known) < 3 THEN FALSE END AS cared,
    f.vote = 'YES' AS pressured,
    CASE WHEN w.pace >= 0 THEN w.pace >= 21 END AS slow,
    p.pressed_step, p.aggressive, p.directive,
    date_trunc('quarter', s.day) <> date_trunc('quarter', s.day + 3) AS rushed,
    w.vote = 'YES' AS happy,
    CASE WHEN w.currency = w.list_currency AND w.list_amount > 0
      THEN 10 * (w.list_amount - w.amount) >= w.list_amount END AS discounted,
    CASE WHEN w.deed_day <= d.remorse_days OR w.censored_day <= d.remorse_days
        OR w.unknown_reversal_day <= d.remorse_days THEN NULL
      WHEN w.regret_day <= d.remorse_days THEN FALSE ELSE w.vote = 'YES' END AS two_winners,
    coalesce(w.repeat_day <= d.loyalty_window, FALSE) AS bought_again,
    coalesce(w.referred_day <= d.loyalty_window, FALSE) AS referred,
    CASE WHEN w.remorse_day <= d.remorse_days THEN TRUE
      WHEN w.censored_day <= d.remorse_days OR w.unknown_reversal_day <= d.remorse_days THEN NULL
      ELSE FALSE END AS remorse,
    CASE WHEN w.amount IS NOT NULL THEN coalesce(w.by_180, 0) = 0 END AS kept
  FROM won w
  LEFT JOIN practice p USING (customer, deal_id)
  LEFT JOIN cared q USING (customer, deal_id)
  LEFT JOIN (SELECT * FROM decided WHERE span = 'IN' AND item = 'FELT_PRESSURED') f USING (customer, deal_id),
  LATERAL (SELECT DATE '1970-01-01' + w.cohort_day AS day) s, definition d)
SELECT customer, deal_id, 4 * code + CASE WHEN exposed THEN 2 ELSE 0 END + CASE WHEN followed THEN 1 ELSE 0 END AS bucket
FROM (
  SELECT customer, deal_id, 0 AS code, listened AS exposed, happy AS followed FROM known
  UNION ALL SELECT customer, deal_id, 1, cared, happy FROM known
  UNION ALL SELECT customer, deal_id, 2, pressured, bought_again FROM known
  UNION ALL SELECT customer, deal_id, 3, slow, remorse FROM known
  UNION ALL SELECT customer, deal_id, 4, pressed_step, remorse FROM known
  UNION ALL SELECT customer, deal_id, 5, rushed, remorse FROM known
  UNION ALL SELECT customer, deal_id, 6, happy, referred FROM known
  UNION ALL SELECT customer, deal_id, 7, discounted, happy FROM known
  UNION ALL SELECT customer, deal_id, 8, two_winners, kept FROM known
  UNION ALL SELECT customer, deal_id, 9, aggressive, happy FROM known
  UNION ALL SELECT customer, deal_id, 10, directive, happy FROM known)
WHERE exposed IS NOT NULL AND followed IS NOT NULL;
