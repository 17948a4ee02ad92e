-- Answers to common questions, over the tables that the sinks in ../connect fill. Needs PostgreSQL 15 or newer and
-- tables.sql. Run it again after an update. Unless a view says otherwise, its rows are of the rule set in force.

-- Which rule set counts, and what day it is for the organisation. A rule set that is tried has a higher number than the
-- one in force, and rows of replaced ones are deleted (ADR 0014).
CREATE OR REPLACE VIEW in_force AS
SELECT min(definition_version) AS definition_version, max(as_of) AS today
FROM service_quality;

-- A rate for people: '78 % (70 to 85 %)'. Where there are too few to tell, it says so and never 0.
CREATE OR REPLACE FUNCTION rate_in_words(state text, rate numeric, low numeric, high numeric) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN state = 'TOLD' THEN format('%s %% (%s to %s %%)', round(100 * rate), round(100 * low), round(100 * high))
    ELSE 'can''t tell yet'
  END
$$;

-- The board of reps in the organisation's current quarter: rates in words, with the counts they rest on.
CREATE OR REPLACE VIEW reps_this_quarter AS
SELECT
  id AS rep_id,
  period,
  won,
  answered,
  rate_in_words(happy_to_pay_state, happy_to_pay_rate, happy_to_pay_low, happy_to_pay_high) AS happy_to_pay,
  rate_in_words(remorse_state_30, remorse_rate_30, remorse_low_30, remorse_high_30) AS remorse_within_30_days,
  rate_in_words(referral_state_90, referral_rate_90, referral_low_90, referral_high_90) AS referred_within_90_days,
  bar_happy,
  bar_not_happy,
  bar_no_word,
  as_of
FROM service_quality
JOIN in_force USING (definition_version)
WHERE scope = 'REP' AND role = 'PRIMARY' AND period = to_char(today, 'YYYY-"Q"Q');

-- The trend of each team by month, for charts: a rate is null where there are too few to tell.
CREATE OR REPLACE VIEW teams_by_month AS
SELECT
  id AS team,
  to_date(period, 'YYYY-MM') AS month,
  won,
  CASE happy_to_pay_state WHEN 'TOLD' THEN happy_to_pay_rate END AS happy_to_pay_rate,
  happy_to_pay_low,
  happy_to_pay_high,
  CASE remorse_state_30 WHEN 'TOLD' THEN remorse_rate_30 END AS remorse_rate_30,
  remorse_low_30,
  remorse_high_30,
  CASE referral_state_90 WHEN 'TOLD' THEN referral_rate_90 END AS referral_rate_90,
  referral_low_90,
  referral_high_90
FROM service_quality
JOIN in_force USING (definition_version)
WHERE scope = 'TEAM' AND role = 'PRIMARY' AND period ~ '^\d{4}-\d{2}$';

-- Buyer's remorse within 30 days by product line: of all deals won, and of those signed at least 30 days ago, which is
-- the share to compare. A line that is null is not known.
CREATE OR REPLACE VIEW remorse_by_product_line AS
SELECT
  product_line,
  count(*) AS won,
  count(*) FILTER (WHERE remorse_day <= 30) AS remorse_30,
  count(*) FILTER (WHERE cohort_day <= today - 30) AS settled,
  count(*) FILTER (WHERE cohort_day <= today - 30 AND remorse_day <= 30) AS settled_remorse_30,
  round(
    count(*) FILTER (WHERE cohort_day <= today - 30 AND remorse_day <= 30)::numeric
      / nullif(count(*) FILTER (WHERE cohort_day <= today - 30), 0),
    6) AS settled_remorse_rate_30
FROM deal_verdicts
JOIN in_force USING (definition_version)
WHERE status = 'WON'
GROUP BY product_line;

-- Customers who can still be helped, the most urgent first.
CREATE OR REPLACE VIEW save_list_open AS
SELECT
  until - today AS days_left,
  customer_id,
  deal_id,
  rep_id,
  ARRAY(SELECT jsonb_array_elements_text(reasons)) AS reasons,
  product_line,
  amount_minor,
  amount_currency,
  cohort_day,
  until
FROM save_list, in_force
WHERE until >= today
ORDER BY until, customer_id, deal_id;

-- What changed in closed periods since they were closed: a row for each rate and each day on which news arrived. Of all
-- rule sets.
CREATE OR REPLACE VIEW changed_since_close AS
SELECT
  scope,
  id,
  role,
  period,
  definition_version,
  closed_on,
  arrival_day,
  metric ->> 'metric' AS metric,
  (metric ->> 'before')::numeric AS rate_before,
  (metric ->> 'after')::numeric AS rate_after,
  (metric ->> 'before_numerator')::bigint AS numerator_before,
  (metric ->> 'after_numerator')::bigint AS numerator_after,
  (metric ->> 'before_denominator')::bigint AS denominator_before,
  (metric ->> 'after_denominator')::bigint AS denominator_after,
  cause_count,
  causes
FROM restatements, jsonb_array_elements(metrics) AS metric
ORDER BY arrival_day, record_partition, record_offset;

-- What became of the records of each source. The outcomes add up to what was delivered.
CREATE OR REPLACE VIEW source_health AS
SELECT
  source,
  sum("count") AS delivered,
  coalesce(sum("count") FILTER (WHERE outcome = 'COUNTED'), 0) AS counted,
  coalesce(sum("count") FILTER (WHERE outcome = 'PENDING'), 0) AS pending,
  coalesce(sum("count") FILTER (WHERE outcome = 'REJECTED'), 0) AS rejected,
  coalesce(sum("count") FILTER (WHERE outcome = 'DUPLICATE'), 0) AS duplicate,
  coalesce(sum("count") FILTER (WHERE outcome = 'SUPERSEDED'), 0) AS superseded,
  coalesce(sum("count") FILTER (WHERE outcome = 'IGNORED'), 0) AS ignored,
  (
    SELECT max(arrival)
    FROM rejected_events
    WHERE rejected_events.source = ingest_ledger.source AND resent_at IS NULL
  ) AS last_rejected_arrival
FROM ingest_ledger
GROUP BY source;
