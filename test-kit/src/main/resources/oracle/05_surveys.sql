-- R29: a survey that names no deal falls, as a whole, to the deal last signed at or before its earliest fact.
CREATE OR REPLACE TEMP TABLE survey AS
WITH grouped AS (
  SELECT customer, survey_id, min(occurred_at) AS t,
    arg_min(deal_id, ord) FILTER (deal_id IS NOT NULL) AS named, arg_min(survey_kind, ord) AS survey_kind
  FROM live WHERE family = 'SURVEY' GROUP BY ALL)
SELECT g.*, s.deal_id AS fallen FROM grouped g
ASOF LEFT JOIN signed s ON s.customer = g.customer AND g.t >= s.signed_at;

CREATE OR REPLACE TEMP TABLE survey_fact AS
SELECT f.customer, f.seq, f.ord, f.survey_id, f.kind, f.occurred_at, f.occurred_day, f.answer_origin, f.survey_kind, s.survey_kind AS counted_kind,
  -- A respondent without id is one respondent per survey.
  coalesce('person ' || f.respondent, 'survey ' || f.survey_id) AS respondent, f.respondent_role,
  f.deal_id AS named, coalesce(f.deal_id, s.named, s.fallen) AS deal_id,
  EXISTS (SELECT 1 FROM answer a WHERE a.seq = f.seq) AS has_answers
FROM live f JOIN survey s USING (customer, survey_id) WHERE f.family = 'SURVEY';

-- The answers of deals, mapped linearly to boxes (of seven for effort, of eleven for recommending, else of five).
CREATE OR REPLACE TEMP TABLE boxed AS
SELECT s.*, a.item, k.number AS item_number, b.boxes,
  1 + (2 * (b.boxes - 1) * (a.given - a.lowest) + a.highest - a.lowest) // (2 * (a.highest - a.lowest)) AS box
FROM survey_fact s JOIN answer a USING (seq) JOIN code k ON k.type = 'SurveyItem' AND k.name = a.item,
  LATERAL (SELECT CASE a.item WHEN 'EFFORT' THEN 7 WHEN 'WOULD_RECOMMEND' THEN 11 ELSE 5 END AS boxes) b
WHERE s.kind = 'ANSWERED';

-- R35: the cuts.
CREATE OR REPLACE TEMP TABLE voted AS
SELECT b.*,
  CASE WHEN b.box >= CASE b.item WHEN 'REGRET' THEN d.regret_box WHEN 'FELT_PRESSURED' THEN d.pressured_box
      WHEN 'EFFORT' THEN d.effort_box WHEN 'WOULD_RECOMMEND' THEN 10 ELSE d.happy_box END THEN 'YES'
    WHEN b.box <= CASE b.item WHEN 'EFFORT' THEN 3 WHEN 'WOULD_RECOMMEND' THEN 7 ELSE d.unhappy_box END THEN 'NO'
    ELSE 'NEUTRAL' END AS vote
FROM boxed b, definition d;

-- R26: per item and respondent the first PURCHASE answer up to the end of the answer window ('IN'), and the
-- first after it ('LATER'); on a lost deal the first of any survey at any time ('LOST').
CREATE OR REPLACE TEMP TABLE first_answer AS
SELECT v.customer, v.deal_id, v.item, v.item_number, v.respondent, v.respondent_role, v.box, v.vote,
  CASE WHEN c.status = 'LOST' THEN 'LOST' WHEN v.occurred_day - c.closed_day <= d.answer_window THEN 'IN'
    ELSE 'LATER' END AS span
FROM voted v JOIN closing c USING (customer, deal_id), definition d
WHERE (c.status = 'WON' AND v.survey_kind = 'PURCHASE') OR c.status = 'LOST'
QUALIFY row_number() OVER (PARTITION BY v.customer, v.deal_id, v.item, v.respondent,
  c.status = 'WON' AND v.occurred_day - c.closed_day > d.answer_window ORDER BY v.ord) = 1;

-- R26: payers and signers decide where there are any; else the majority of yes against not-yes; a tie is split.
CREATE OR REPLACE TEMP TABLE decided AS
WITH deciding AS (
  SELECT *, bool_or(respondent_role = 'PAYER_OR_SIGNER') OVER (PARTITION BY customer, deal_id, item, span) AS has_payer
  FROM first_answer),
counted AS (
  SELECT customer, deal_id, item, item_number, span, sum(box) AS box_sum, count(*) AS respondents,
    count(*) FILTER (vote = 'YES' AND (NOT has_payer OR respondent_role = 'PAYER_OR_SIGNER')) AS yes,
    count(*) FILTER (vote = 'NO' AND (NOT has_payer OR respondent_role = 'PAYER_OR_SIGNER')) AS no,
    count(*) FILTER (vote = 'NEUTRAL' AND (NOT has_payer OR respondent_role = 'PAYER_OR_SIGNER')) AS so_so
  FROM deciding GROUP BY ALL)
SELECT *, CASE WHEN yes > no + so_so THEN 'YES' WHEN yes = no + so_so THEN 'SPLIT' WHEN so_so > no THEN 'NEUTRAL'
  ELSE 'NO' END AS vote
FROM counted;

-- R27: stated regret is any ANSWERED fact of the deal that says so; its day is the earliest such.
CREATE OR REPLACE TEMP TABLE regret AS
SELECT v.customer, v.deal_id, arg_min(greatest(0, v.occurred_day - w.clock_day), v.ord) AS regret_day
FROM voted v JOIN won_deal w USING (customer, deal_id)
WHERE (v.item = 'REGRET' AND v.vote = 'YES') OR (v.item = 'WOULD_PAY_AGAIN' AND v.vote = 'NO')
GROUP BY ALL;

-- R28: the unit is the survey; a start or an answer implies its delivery.
CREATE OR REPLACE TEMP TABLE survey_of_deal AS
SELECT s.customer, s.deal_id, s.survey_id, any_value(k.number) AS kind_number,
  bool_or(s.kind IN ('DELIVERED', 'STARTED', 'ANSWERED')) AS delivered,
  bool_or(s.kind = 'ANSWERED' AND s.has_answers) AS answered,
  bool_or(s.kind IN ('INVITED', 'DELIVERED')) AS delivery_known
FROM survey_fact s JOIN code k ON k.type = 'SurveyKind' AND k.name = s.counted_kind
GROUP BY ALL;
