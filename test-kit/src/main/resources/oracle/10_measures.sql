-- What each deal adds, by the names and buckets of TallyField. No bucket is bucket 0.
CREATE OR REPLACE TEMP TABLE deal_measure AS
SELECT customer, deal_id, field, bucket::BIGINT AS bucket, amount::BIGINT AS amount FROM (
  SELECT customer, deal_id, 'WON' AS field, 0 AS bucket, 1 AS amount FROM won
  UNION ALL SELECT customer, deal_id, 'REMORSE_DAY', remorse_day, 1 FROM won
  UNION ALL SELECT customer, deal_id, 'REMORSE_DEED_DAY', deed_day, 1 FROM won
  UNION ALL SELECT customer, deal_id, 'REGRET_DAY', regret_day, 1 FROM won
  UNION ALL SELECT customer, deal_id, 'CENSORED_DAY', censored_day, 1 FROM won
  UNION ALL SELECT customer, deal_id, 'UNKNOWN_REVERSAL_DAY', unknown_reversal_day, 1 FROM won
  UNION ALL SELECT w.customer, w.deal_id, 'REVERSAL_REASON', k.number, 1
    FROM won w JOIN code k ON k.type = 'ReversalReason' AND k.name = w.full_reason
  UNION ALL SELECT customer, deal_id, 'PARTIAL_REFUND', 0, 1 FROM won WHERE partial

  UNION ALL SELECT customer, deal_id,
      CASE vote WHEN 'YES' THEN 'ITEM_YES' WHEN 'NEUTRAL' THEN 'ITEM_NEUTRAL' WHEN 'NO' THEN 'ITEM_NO' ELSE 'ITEM_SPLIT' END,
      item_number, 1 FROM decided WHERE span = 'IN'
  UNION ALL SELECT customer, deal_id, 'ITEM_BOX_SUM', item_number, box_sum FROM decided WHERE span = 'IN'
  UNION ALL SELECT customer, deal_id, 'ITEM_RESPONDENTS', item_number, respondents FROM decided WHERE span = 'IN'
  UNION ALL SELECT customer, deal_id,
      CASE vote WHEN 'YES' THEN 'REMORSE_DAY_HAPPY' WHEN 'NEUTRAL' THEN 'REMORSE_DAY_NEUTRAL'
        WHEN 'NO' THEN 'REMORSE_DAY_UNHAPPY' ELSE 'REMORSE_DAY_SPLIT' END,
      remorse_day, 1 FROM won WHERE vote IS NOT NULL
  UNION ALL SELECT customer, deal_id, 'STILL_HAPPY',
      CASE vote WHEN 'YES' THEN 0 WHEN 'NEUTRAL' THEN 1 WHEN 'NO' THEN 2 ELSE 3 END, 1
    FROM decided WHERE span = 'LATER' AND item = 'HAPPY_WITH_PRICE'
  UNION ALL SELECT s.customer, s.deal_id, 'SURVEYS_DELIVERED', s.kind_number, 1
    FROM survey_of_deal s JOIN won USING (customer, deal_id) WHERE s.delivered
  UNION ALL SELECT s.customer, s.deal_id, 'SURVEYS_ANSWERED', s.kind_number, 1
    FROM survey_of_deal s JOIN won USING (customer, deal_id) WHERE s.answered
  UNION ALL SELECT s.customer, s.deal_id, 'SURVEYS_DELIVERY_KNOWN', s.kind_number, 1
    FROM survey_of_deal s JOIN won USING (customer, deal_id) WHERE s.delivery_known

  UNION ALL SELECT s.customer, s.deal_id, 'SURVEYS_INVITED', s.kind_number, 1
    FROM survey_of_deal s JOIN won USING (customer, deal_id)

  UNION ALL SELECT customer, deal_id, 'CLAIM', bucket, 1 FROM claim
  UNION ALL SELECT customer, deal_id, 'ANSWER_CHECK', 0, 1 FROM given
  UNION ALL SELECT customer, deal_id, 'ANSWER_CHECK', 1, 1 FROM given WHERE is_long
  UNION ALL SELECT customer, deal_id, 'ANSWER_CHECK', 2, 1 FROM given WHERE straight
  UNION ALL SELECT customer, deal_id, 'ANSWER_CHECK', 3, 1 FROM given WHERE after_call
  UNION ALL SELECT customer, deal_id, 'ANSWER_ORIGIN', bucket, 1 FROM came_from
  UNION ALL SELECT customer, deal_id, 'INVITED_BY_TROUBLE', bucket, 1 FROM asked_in_trouble
  UNION ALL SELECT customer, deal_id, 'HAPPY_THEN_REVERSED', bucket, 1 FROM happy_then
  UNION ALL SELECT customer, deal_id, 'DEED_BY_RESPONSE', bucket, 1 FROM deed_by_response

  UNION ALL SELECT w.customer, w.deal_id, 'VERDICT', k.number, 1
    FROM won w JOIN code k ON k.type = 'Verdict' AND k.name = w.verdict
  UNION ALL SELECT customer, deal_id, 'REFERRED_DAY', referred_day, 1 FROM won
  UNION ALL SELECT customer, deal_id, 'REFERRALS', 0, referrals FROM won
  UNION ALL SELECT customer, deal_id, 'REFERRALS_CONVERTED', 0, converted FROM won
  UNION ALL SELECT customer, deal_id, 'WORD_OF_MOUTH', 0, 1 FROM won WHERE word_of_mouth
  UNION ALL SELECT customer, deal_id, 'ORIGIN_KNOWN', 0, 1 FROM won WHERE origin IS NOT NULL OR referred_by
  UNION ALL SELECT customer, deal_id, 'REPEAT_DAY', repeat_day, 1 FROM won
  UNION ALL SELECT customer, deal_id, 'GRUMBLE', 0, 1 FROM won WHERE paid_late OR disputed OR concession OR objection
  UNION ALL SELECT customer, deal_id, 'GRUMBLE', 1, 1 FROM won WHERE paid_late
  UNION ALL SELECT customer, deal_id, 'GRUMBLE', 2, 1 FROM won WHERE disputed
  UNION ALL SELECT customer, deal_id, 'GRUMBLE', 3, 1 FROM won WHERE concession
  UNION ALL SELECT customer, deal_id, 'GRUMBLE', 4, 1 FROM won WHERE objection
  -- R14: a negative pace is missing.
  UNION ALL SELECT customer, deal_id, 'PACE_DAYS', pace, 1 FROM won WHERE pace >= 0
  UNION ALL SELECT customer, deal_id, 'RENEWED_ACTIVE', 0, renewed_active FROM won
  UNION ALL SELECT customer, deal_id, 'RENEWED_AUTO', 0, renewed_auto FROM won
  UNION ALL SELECT customer, deal_id, 'EXPANDED', 0, expanded FROM won
  UNION ALL SELECT customer, deal_id, 'DOWNGRADED', 0, downgraded FROM won
  UNION ALL SELECT customer, deal_id, 'CHURNED', 0, churned FROM won
  -- An objection agrees with any answer but yes; silence is no signal.
  UNION ALL SELECT customer, deal_id, 'CALL_SIGNAL_AGREEMENT', CASE WHEN vote = 'YES' THEN 1 ELSE 0 END, 1
    FROM won WHERE objection AND vote IS NOT NULL

  -- R16, R17: money by currency.
  UNION ALL SELECT customer, deal_id, 'AMOUNT', currency_number, amount FROM won
  UNION ALL SELECT customer, deal_id, 'AMOUNT_KNOWN', 0, 1 FROM won WHERE amount IS NOT NULL
  UNION ALL SELECT customer, deal_id, 'DISCOUNT_LIST', currency_number, list_amount FROM won WHERE currency = list_currency
  UNION ALL SELECT customer, deal_id, 'DISCOUNT_AMOUNT', currency_number, amount FROM won WHERE currency = list_currency
  UNION ALL SELECT customer, deal_id, 'REFUNDED', currency_number, refunded FROM won
  -- Of a deal without amount nothing caps the refunds, and no currency is another than its own.
  UNION ALL SELECT r.customer, r.deal_id, CASE WHEN r.currency IS NULL THEN 'REFUNDED' ELSE 'REFUNDED_OTHER_CURRENCY' END,
      k.number, r.other_money
    FROM reasoned r JOIN code k ON k.type = 'Currency' AND k.name = r.reversed_currency
  UNION ALL SELECT customer, deal_id, CASE WHEN has_earlier THEN 'AMOUNT_REPEAT' WHEN word_of_mouth THEN 'AMOUNT_REFERRED'
      ELSE 'AMOUNT_NEW' END, currency_number, amount FROM won
  UNION ALL SELECT f.customer, f.deal_id, f.kind || '_AMOUNT', k.number, f.amount
    FROM deal_fact f JOIN won_deal w USING (customer, deal_id) JOIN code k ON k.type = 'Currency' AND k.name = f.currency
    WHERE f.kind IN ('RENEWED', 'EXPANDED') OR (f.kind = 'CONCESSION' AND f.ord > w.signing_ord)
  UNION ALL SELECT customer, deal_id, CASE side WHEN 'HAPPY' THEN 'AMOUNT_HAPPY_KEPT' ELSE 'AMOUNT_NOT_HAPPY' END,
      currency_number, amount FROM won WHERE side <> 'UNDECIDED'
  UNION ALL SELECT customer, deal_id, 'KEPT_180_' || side, currency_number, amount - coalesce(by_180, 0) FROM won
  UNION ALL SELECT customer, deal_id, 'KEPT_365_' || side, currency_number, amount - coalesce(by_365, 0) FROM won

  UNION ALL SELECT customer, deal_id, 'LOST', 0, 1 FROM lost
  UNION ALL SELECT l.customer, l.deal_id, 'LOST_REASON', k.number, 1
    FROM lost l JOIN code k ON k.type = 'LossReason' AND k.name = l.loss_reason
  UNION ALL SELECT customer, deal_id, 'LOST_AMOUNT', currency_number, amount FROM lost
  UNION ALL SELECT customer, deal_id, CASE WHEN customer_won THEN 'LOSE_WIN' ELSE 'LOSE_LOSE' END, 0, 1
    FROM lost WHERE customer_won OR served IS NOT NULL
  UNION ALL SELECT customer, deal_id, CASE WHEN customer_won THEN 'LOSE_WIN_AMOUNT' ELSE 'LOSE_LOSE_AMOUNT' END,
      currency_number, amount FROM lost WHERE customer_won OR served IS NOT NULL
) WHERE bucket IS NOT NULL AND amount IS NOT NULL;

-- R31: practice belongs to the call's rep and day. Sums that are divided by each other cover the same calls.
CREATE OR REPLACE TEMP TABLE call_measure AS
WITH k AS (
  SELECT *, coalesce(rep_id, '~none') AS rep,
    rep_speech IS NOT NULL AND customer_speech IS NOT NULL AND rep_speech + customer_speech > 0 AS both_speak
  FROM call)
SELECT rep, occurred_day AS cohort_day, field, bucket::BIGINT AS bucket, amount::BIGINT AS amount FROM (
  SELECT rep, occurred_day, 'CALLS' AS field, 0 AS bucket, 1 AS amount FROM k
  UNION ALL SELECT rep, occurred_day, 'CALL_MILLIS', 0, duration FROM k
  UNION ALL SELECT rep, occurred_day, 'CALL_MILLIS_KNOWN', 0, 1 FROM k WHERE duration IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'REP_SPEECH_MILLIS', 0, rep_speech FROM k WHERE both_speak
  UNION ALL SELECT rep, occurred_day, 'CUSTOMER_SPEECH_MILLIS', 0, customer_speech FROM k WHERE both_speak
  UNION ALL SELECT rep, occurred_day, 'TALK_SHARE_CALLS', 0, 1 FROM k WHERE both_speak
  -- R32: basis points of each call, half to even.
  UNION ALL SELECT rep, occurred_day, 'TALK_SHARE_BASIS_POINTS', 0,
      CASE WHEN 2 * (rep_speech * 10000 % (rep_speech + customer_speech)) > rep_speech + customer_speech
          OR (2 * (rep_speech * 10000 % (rep_speech + customer_speech)) = rep_speech + customer_speech
            AND (rep_speech * 10000 // (rep_speech + customer_speech)) % 2 = 1)
        THEN 1 ELSE 0 END + rep_speech * 10000 // (rep_speech + customer_speech) FROM k WHERE both_speak
  UNION ALL SELECT rep, occurred_day, 'MONOLOGUE_MILLIS', 0, monologue FROM k
  UNION ALL SELECT rep, occurred_day, 'MONOLOGUE_CALLS', 0, 1 FROM k WHERE monologue IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'MONOLOGUE_LOG2', length(ltrim(bin(greatest(monologue, 1)), '0')) - 1, 1 FROM k
    WHERE monologue IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'PATIENCE_MILLIS', 0, patience FROM k
  UNION ALL SELECT rep, occurred_day, 'PATIENCE_CALLS', 0, 1 FROM k WHERE patience IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'SPEAKER_SWITCHES', 0, switches FROM k
  UNION ALL SELECT rep, occurred_day, 'SPEAKER_SWITCHES_CALLS', 0, 1 FROM k WHERE switches IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'INTERRUPTIONS', 0, interruptions FROM k
  UNION ALL SELECT rep, occurred_day, 'INTERRUPTIONS_CALLS', 0, 1 FROM k WHERE interruptions IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'REP_QUESTIONS', 0, questions FROM k WHERE duration IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'REP_QUESTIONS_MILLIS', 0, duration FROM k WHERE questions IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'CARING_ASKED', q.number, 1
    FROM k JOIN caring c USING (seq) JOIN code q ON q.type = 'CaringQuestion' AND q.name = c.question WHERE c.asked
  UNION ALL SELECT rep, occurred_day, 'CARING_KNOWN', q.number, 1
    FROM k JOIN caring c USING (seq) JOIN code q ON q.type = 'CaringQuestion' AND q.name = c.question
  UNION ALL SELECT rep, occurred_day, 'CUSTOMER_STARTED', 0, 1 FROM k WHERE started_by = 'CUSTOMER'
  UNION ALL SELECT rep, occurred_day, 'STARTED_KNOWN', 0, 1 FROM k WHERE started_by <> 'UNKNOWN'
  UNION ALL SELECT rep, occurred_day, 'OBJECTION_CALLS', 0, 1 FROM k WHERE objections > 0
  UNION ALL SELECT rep, occurred_day, 'OBJECTION_KNOWN', 0, 1 FROM k WHERE objections IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'AGGRESSIVE_CUES', 0, aggressive FROM k
  UNION ALL SELECT rep, occurred_day, 'AGGRESSIVE_KNOWN', 0, 1 FROM k WHERE aggressive IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'DIRECTIVE_CUES', 0, directive FROM k
  UNION ALL SELECT rep, occurred_day, 'DIRECTIVE_KNOWN', 0, 1 FROM k WHERE directive IS NOT NULL
  UNION ALL SELECT rep, occurred_day, 'NEXT_STEP_AGREED', 0, 1 FROM k WHERE next_step
  UNION ALL SELECT rep, occurred_day, 'NEXT_STEP_KNOWN', 0, 1 FROM k WHERE next_step IS NOT NULL
) WHERE bucket IS NOT NULL AND amount IS NOT NULL;

-- R52: cells. Days past the last bucket share it.
CREATE OR REPLACE TEMP TABLE rep_measure AS
SELECT rep_id, role, product_line, recurring, cohort_day, field, bucket, sum(amount)::BIGINT AS amount FROM (
  SELECT h.rep_id, h.role, d.product_line, d.recurring, d.closed_day AS cohort_day, m.field,
    least(m.bucket, 4095) AS bucket, m.amount
  FROM deal_measure m JOIN holder h USING (customer, deal_id) JOIN deal d USING (customer, deal_id)
  UNION ALL
  SELECT rep, 'PRIMARY', '', 'UNKNOWN', cohort_day, field, least(bucket, 4095), amount FROM call_measure)
GROUP BY ALL HAVING sum(amount) <> 0;

-- R38: the team of a day is the entry of the latest effectiveFrom up to it, last in fact order among equals. An
-- entry that does not say the team moves nobody.
CREATE OR REPLACE TEMP TABLE rep_team AS
SELECT customer AS rep_id, effective_from, team
FROM remembered
WHERE family = 'REP' AND team IS NOT NULL AND content_hash = standing_hash AND copy_number = 1 AND version_rank = 1 AND NOT retracted
QUALIFY row_number() OVER (PARTITION BY customer, effective_from ORDER BY occurred_at DESC, source DESC, event_id DESC) = 1;

-- R38: before the first entry a rep is unassigned; deals nobody is credited for are self-serve (DESIGN section 3).
-- R40: a deal counts once for team and organisation, through its primary. R102: they have no origins.
CREATE OR REPLACE TEMP TABLE scope_measure AS
SELECT 'REP' AS scope, rep_id AS id, role, product_line, recurring, cohort_day, field, bucket, amount FROM rep_measure
UNION ALL
SELECT 'TEAM', CASE WHEN m.rep_id = '~none' THEN '~self-serve' ELSE coalesce(t.team, '~unassigned') END, m.role, m.product_line, m.recurring, m.cohort_day, m.field, m.bucket,
  sum(m.amount)::BIGINT
FROM rep_measure m ASOF LEFT JOIN rep_team t ON t.rep_id = m.rep_id AND m.cohort_day >= t.effective_from
WHERE m.role = 'PRIMARY' AND m.field <> 'ANSWER_ORIGIN' GROUP BY ALL
UNION ALL
SELECT 'ORGANISATION', '', role, product_line, recurring, cohort_day, field, bucket, sum(amount)::BIGINT
FROM rep_measure WHERE role = 'PRIMARY' AND field <> 'ANSWER_ORIGIN' GROUP BY ALL;
