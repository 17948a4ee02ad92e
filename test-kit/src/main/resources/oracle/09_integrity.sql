-- R101: the answers to purchase surveys of won deals, and how they were given.
CREATE OR REPLACE TEMP TABLE given AS
WITH sheet AS (
  SELECT b.customer, b.deal_id, b.seq, b.occurred_at, b.answer_origin, count(*) AS items,
    bool_and(b.box = 1) OR bool_and(b.box = b.boxes) AS one_end
  FROM boxed b JOIN won_deal w USING (customer, deal_id)
  WHERE b.survey_kind = 'PURCHASE' GROUP BY ALL)
SELECT s.*, s.items >= 4 AS is_long, s.items >= 4 AND s.one_end AS straight,
  EXISTS (SELECT 1 FROM call c
    WHERE c.customer = s.customer AND c.rep_id = h.rep_id
      AND s.occurred_at - (c.occurred_at + 1000 * c.duration) BETWEEN 0 AND 15 * 60 * 1000000) AS after_call
FROM sheet s JOIN holder h ON h.customer = s.customer AND h.deal_id = s.deal_id AND h.role = 'PRIMARY';

-- R102: each origin once a deal, of the deals of a customer's first cohort day.
CREATE OR REPLACE TEMP TABLE came_from AS
SELECT DISTINCT g.customer, g.deal_id, 1 + ('0x' || substr(sha256(g.answer_origin), 1, 8))::BIGINT % 4095 AS bucket
FROM given g JOIN won w USING (customer, deal_id) WHERE NOT w.has_earlier AND g.answer_origin IS NOT NULL;

-- R103: trouble from the signing up to day 7; a deal that is taken back from then on is left out.
CREATE OR REPLACE TEMP TABLE asked_in_trouble AS
WITH early AS (
  SELECT w.customer, w.deal_id, w.partial,
    EXISTS (SELECT 1 FROM reversal r WHERE r.customer = w.customer AND r.deal_id = w.deal_id
      AND r.occurred_at >= w.signed_at AND r.occurred_day - w.cohort_day <= 7) AS reversed,
    EXISTS (SELECT 1 FROM deal_fact f WHERE f.customer = w.customer AND f.deal_id = w.deal_id
      AND f.occurred_at >= w.signed_at AND f.occurred_day - w.cohort_day <= 7
      AND ((f.kind = 'PAYMENT' AND f.paid_day > f.due_day) OR f.kind IN ('INVOICE_DISPUTED', 'CONCESSION'))) AS grumbled,
    EXISTS (SELECT 1 FROM call c WHERE c.customer = w.customer AND c.about = w.deal_id AND c.objections > 0
      AND c.occurred_at >= w.signed_at AND c.occurred_day - w.cohort_day <= 7) AS objected,
    EXISTS (SELECT 1 FROM survey_of_deal s JOIN code k ON k.type = 'SurveyKind' AND k.number = s.kind_number
      WHERE s.customer = w.customer AND s.deal_id = w.deal_id AND k.name = 'PURCHASE') AS invited
  FROM won w)
SELECT customer, deal_id,
  CASE WHEN reversed OR grumbled OR objected THEN 2 ELSE 0 END + CASE WHEN invited THEN 1 ELSE 0 END AS bucket
FROM early WHERE NOT reversed OR partial;

-- R104: of deals with a happy answer, whether anything was taken back after the first.
CREATE OR REPLACE TEMP TABLE happy_then AS
SELECT h.customer, h.deal_id,
  CASE WHEN EXISTS (SELECT 1 FROM reversal r WHERE r.customer = h.customer AND r.deal_id = h.deal_id AND r.ord > h.ord)
    THEN 1 ELSE 0 END AS bucket
FROM (SELECT customer, deal_id, min(ord) AS ord FROM voted
      WHERE item = 'HAPPY_WITH_PRICE' AND vote = 'YES' GROUP BY ALL) h
JOIN won_deal USING (customer, deal_id);

-- R105: those who answered and those who did not, by remorse by deed.
CREATE OR REPLACE TEMP TABLE deed_by_response AS
WITH asked AS (
  SELECT s.customer, s.deal_id, bool_or(s.answered) AS answered
  FROM survey_of_deal s JOIN code k ON k.type = 'SurveyKind' AND k.number = s.kind_number AND k.name = 'PURCHASE'
  GROUP BY ALL HAVING bool_or(s.delivery_known))
SELECT customer, deal_id, 2 * a.answered::INTEGER + coalesce(w.deed_day <= d.remorse_days, FALSE)::INTEGER AS bucket
FROM asked a JOIN won w USING (customer, deal_id), definition d
WHERE w.deed_day <= d.remorse_days
  OR NOT coalesce(w.censored_day <= d.remorse_days OR w.unknown_reversal_day <= d.remorse_days, FALSE);
