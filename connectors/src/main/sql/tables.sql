-- The tables of the published topics, as the sinks in ../connect fill them. Generated from the Avro
-- schemas. Run it before the sinks start, and again after an update: what is there stays.

CREATE TABLE IF NOT EXISTS service_quality (
  "scope" text NOT NULL,
  "id" text NOT NULL,
  "role" text NOT NULL,
  "period" text NOT NULL,
  "definition_version" integer NOT NULL,
  PRIMARY KEY ("scope", "id", "role", "period", "definition_version")
);
ALTER TABLE service_quality
  ADD COLUMN IF NOT EXISTS "as_of" date,
  ADD COLUMN IF NOT EXISTS "definition_hash" text,
  ADD COLUMN IF NOT EXISTS "won" bigint,
  ADD COLUMN IF NOT EXISTS "lost" bigint,
  ADD COLUMN IF NOT EXISTS "remorse_30" bigint,
  ADD COLUMN IF NOT EXISTS "remorse_rate_30" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_state_30" text,
  ADD COLUMN IF NOT EXISTS "remorse_low_30" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_high_30" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "answered" bigint,
  ADD COLUMN IF NOT EXISTS "kept_answered" bigint,
  ADD COLUMN IF NOT EXISTS "kept_happy" bigint,
  ADD COLUMN IF NOT EXISTS "happy_to_pay_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "happy_to_pay_state" text,
  ADD COLUMN IF NOT EXISTS "happy_to_pay_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "happy_to_pay_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "surveys_delivered" bigint,
  ADD COLUMN IF NOT EXISTS "surveys_answered" bigint,
  ADD COLUMN IF NOT EXISTS "referred_90" bigint,
  ADD COLUMN IF NOT EXISTS "referral_rate_90" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "referral_state_90" text,
  ADD COLUMN IF NOT EXISTS "referral_low_90" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "referral_high_90" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_14" bigint,
  ADD COLUMN IF NOT EXISTS "remorse_rate_14" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_state_14" text,
  ADD COLUMN IF NOT EXISTS "remorse_low_14" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_high_14" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_60" bigint,
  ADD COLUMN IF NOT EXISTS "remorse_rate_60" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_state_60" text,
  ADD COLUMN IF NOT EXISTS "remorse_low_60" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_high_60" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_90" bigint,
  ADD COLUMN IF NOT EXISTS "remorse_rate_90" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_state_90" text,
  ADD COLUMN IF NOT EXISTS "remorse_low_90" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_high_90" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "took_it_back_30" bigint,
  ADD COLUMN IF NOT EXISTS "stated_regret_30" bigint,
  ADD COLUMN IF NOT EXISTS "remorse_30_upper" bigint,
  ADD COLUMN IF NOT EXISTS "remorse_rate_30_upper" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_state_30_upper" text,
  ADD COLUMN IF NOT EXISTS "remorse_low_30_upper" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "remorse_high_30_upper" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "partial_refunds" bigint,
  ADD COLUMN IF NOT EXISTS "reversed_unknown" bigint,
  ADD COLUMN IF NOT EXISTS "reversed_change_of_mind" bigint,
  ADD COLUMN IF NOT EXISTS "reversed_defect" bigint,
  ADD COLUMN IF NOT EXISTS "reversed_billing_error" bigint,
  ADD COLUMN IF NOT EXISTS "reversed_fraud" bigint,
  ADD COLUMN IF NOT EXISTS "reversed_policy" bigint,
  ADD COLUMN IF NOT EXISTS "lost_other" bigint,
  ADD COLUMN IF NOT EXISTS "lost_price" bigint,
  ADD COLUMN IF NOT EXISTS "lost_competitor" bigint,
  ADD COLUMN IF NOT EXISTS "lost_no_decision" bigint,
  ADD COLUMN IF NOT EXISTS "lost_we_advised_against" bigint,
  ADD COLUMN IF NOT EXISTS "win_win" bigint,
  ADD COLUMN IF NOT EXISTS "win_lose" bigint,
  ADD COLUMN IF NOT EXISTS "lose_win" bigint,
  ADD COLUMN IF NOT EXISTS "lose_lose" bigint,
  ADD COLUMN IF NOT EXISTS "matrix_undecided" bigint,
  ADD COLUMN IF NOT EXISTS "told_happy" bigint,
  ADD COLUMN IF NOT EXISTS "told_so_so" bigint,
  ADD COLUMN IF NOT EXISTS "told_unhappy" bigint,
  ADD COLUMN IF NOT EXISTS "told_split" bigint,
  ADD COLUMN IF NOT EXISTS "still_answered" bigint,
  ADD COLUMN IF NOT EXISTS "still_happy_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "still_happy_state" text,
  ADD COLUMN IF NOT EXISTS "still_happy_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "still_happy_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "stated_only_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "stated_only_state" text,
  ADD COLUMN IF NOT EXISTS "stated_only_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "stated_only_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "answer_coverage" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "answer_coverage_state" text,
  ADD COLUMN IF NOT EXISTS "answer_coverage_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "answer_coverage_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "response_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "response_state" text,
  ADD COLUMN IF NOT EXISTS "response_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "response_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "nps" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "nps_state" text,
  ADD COLUMN IF NOT EXISTS "nps_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "nps_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "effort_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "would_pay_again_answered" bigint,
  ADD COLUMN IF NOT EXISTS "would_pay_again_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "would_pay_again_state" text,
  ADD COLUMN IF NOT EXISTS "would_pay_again_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "would_pay_again_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "price_fair_answered" bigint,
  ADD COLUMN IF NOT EXISTS "price_fair_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "price_fair_state" text,
  ADD COLUMN IF NOT EXISTS "price_fair_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "price_fair_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "regret_answered" bigint,
  ADD COLUMN IF NOT EXISTS "regret_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "regret_state" text,
  ADD COLUMN IF NOT EXISTS "regret_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "regret_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "felt_pressured_answered" bigint,
  ADD COLUMN IF NOT EXISTS "felt_pressured_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "felt_pressured_state" text,
  ADD COLUMN IF NOT EXISTS "felt_pressured_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "felt_pressured_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "my_interest_first_answered" bigint,
  ADD COLUMN IF NOT EXISTS "my_interest_first_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "my_interest_first_state" text,
  ADD COLUMN IF NOT EXISTS "my_interest_first_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "my_interest_first_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "trust_answered" bigint,
  ADD COLUMN IF NOT EXISTS "trust_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "trust_state" text,
  ADD COLUMN IF NOT EXISTS "trust_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "trust_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "clear_and_free_answered" bigint,
  ADD COLUMN IF NOT EXISTS "clear_and_free_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "clear_and_free_state" text,
  ADD COLUMN IF NOT EXISTS "clear_and_free_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "clear_and_free_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "felt_served_answered" bigint,
  ADD COLUMN IF NOT EXISTS "felt_served_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "felt_served_state" text,
  ADD COLUMN IF NOT EXISTS "felt_served_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "felt_served_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "goal_achieved_answered" bigint,
  ADD COLUMN IF NOT EXISTS "goal_achieved_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "goal_achieved_state" text,
  ADD COLUMN IF NOT EXISTS "goal_achieved_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "goal_achieved_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "effort_answered" bigint,
  ADD COLUMN IF NOT EXISTS "effort_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "effort_state" text,
  ADD COLUMN IF NOT EXISTS "effort_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "effort_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "would_recommend_answered" bigint,
  ADD COLUMN IF NOT EXISTS "would_recommend_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "would_recommend_state" text,
  ADD COLUMN IF NOT EXISTS "would_recommend_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "would_recommend_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "satisfied_answered" bigint,
  ADD COLUMN IF NOT EXISTS "satisfied_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "satisfied_state" text,
  ADD COLUMN IF NOT EXISTS "satisfied_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "satisfied_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "bar_happy" bigint,
  ADD COLUMN IF NOT EXISTS "bar_not_happy" bigint,
  ADD COLUMN IF NOT EXISTS "bar_no_word" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_took_it_back" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_told_happy" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_told_neutral" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_told_not_happy" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_told_split" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_referred" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_renewed" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_expanded" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_bought_again" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_no_word" bigint,
  ADD COLUMN IF NOT EXISTS "verdict_coverage" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "verdict_coverage_state" text,
  ADD COLUMN IF NOT EXISTS "verdict_coverage_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "verdict_coverage_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "referrals" bigint,
  ADD COLUMN IF NOT EXISTS "referrals_converted" bigint,
  ADD COLUMN IF NOT EXISTS "referrals_per_100_won" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "referral_conversion_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "referral_conversion_state" text,
  ADD COLUMN IF NOT EXISTS "referral_conversion_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "referral_conversion_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "word_of_mouth" bigint,
  ADD COLUMN IF NOT EXISTS "origin_known" bigint,
  ADD COLUMN IF NOT EXISTS "word_of_mouth_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "word_of_mouth_state" text,
  ADD COLUMN IF NOT EXISTS "word_of_mouth_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "word_of_mouth_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "repeat_90" bigint,
  ADD COLUMN IF NOT EXISTS "repeat_rate_90" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "repeat_state_90" text,
  ADD COLUMN IF NOT EXISTS "repeat_low_90" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "repeat_high_90" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "repeat_365" bigint,
  ADD COLUMN IF NOT EXISTS "repeat_rate_365" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "repeat_state_365" text,
  ADD COLUMN IF NOT EXISTS "repeat_low_365" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "repeat_high_365" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "grumbled" bigint,
  ADD COLUMN IF NOT EXISTS "grumbled_per_100_won" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "grumbled_per_100_won_state" text,
  ADD COLUMN IF NOT EXISTS "grumbled_per_100_won_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "grumbled_per_100_won_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "paid_late" bigint,
  ADD COLUMN IF NOT EXISTS "paid_late_per_100_won" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "paid_late_per_100_won_state" text,
  ADD COLUMN IF NOT EXISTS "paid_late_per_100_won_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "paid_late_per_100_won_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "invoice_disputed" bigint,
  ADD COLUMN IF NOT EXISTS "invoice_disputed_per_100_won" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "invoice_disputed_per_100_won_state" text,
  ADD COLUMN IF NOT EXISTS "invoice_disputed_per_100_won_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "invoice_disputed_per_100_won_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "concession_asked" bigint,
  ADD COLUMN IF NOT EXISTS "concession_asked_per_100_won" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "concession_asked_per_100_won_state" text,
  ADD COLUMN IF NOT EXISTS "concession_asked_per_100_won_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "concession_asked_per_100_won_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "price_objected" bigint,
  ADD COLUMN IF NOT EXISTS "price_objected_per_100_won" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "price_objected_per_100_won_state" text,
  ADD COLUMN IF NOT EXISTS "price_objected_per_100_won_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "price_objected_per_100_won_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "renewed_active" bigint,
  ADD COLUMN IF NOT EXISTS "renewed_auto" bigint,
  ADD COLUMN IF NOT EXISTS "expanded" bigint,
  ADD COLUMN IF NOT EXISTS "downgraded" bigint,
  ADD COLUMN IF NOT EXISTS "churned" bigint,
  ADD COLUMN IF NOT EXISTS "pace_known" bigint,
  ADD COLUMN IF NOT EXISTS "pace_days_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "calls" bigint,
  ADD COLUMN IF NOT EXISTS "call_minutes_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "talk_share_pooled" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "talk_share_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "longest_monologue_seconds_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "patience_seconds_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "speaker_switches_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "interruptions_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "questions_per_hour" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_coverage" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_successful_outcome_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_successful_outcome_state" text,
  ADD COLUMN IF NOT EXISTS "caring_successful_outcome_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_successful_outcome_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_concerns_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_concerns_state" text,
  ADD COLUMN IF NOT EXISTS "caring_concerns_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_concerns_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_fit_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_fit_state" text,
  ADD COLUMN IF NOT EXISTS "caring_fit_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_fit_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_alternatives_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_alternatives_state" text,
  ADD COLUMN IF NOT EXISTS "caring_alternatives_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_alternatives_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_clarity_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_clarity_state" text,
  ADD COLUMN IF NOT EXISTS "caring_clarity_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "caring_clarity_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "customer_started_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "customer_started_state" text,
  ADD COLUMN IF NOT EXISTS "customer_started_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "customer_started_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "objection_call_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "objection_call_state" text,
  ADD COLUMN IF NOT EXISTS "objection_call_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "objection_call_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "next_step_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "next_step_state" text,
  ADD COLUMN IF NOT EXISTS "next_step_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "next_step_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "call_signal_agreement_rate" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "call_signal_agreement_state" text,
  ADD COLUMN IF NOT EXISTS "call_signal_agreement_low" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "call_signal_agreement_high" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "aggressive_cues_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "directive_cues_mean" numeric(18, 6),
  ADD COLUMN IF NOT EXISTS "amount_known" bigint,
  ADD COLUMN IF NOT EXISTS "amount" jsonb,
  ADD COLUMN IF NOT EXISTS "amount_new" jsonb,
  ADD COLUMN IF NOT EXISTS "amount_repeat" jsonb,
  ADD COLUMN IF NOT EXISTS "amount_referred" jsonb,
  ADD COLUMN IF NOT EXISTS "list_price" jsonb,
  ADD COLUMN IF NOT EXISTS "discount" jsonb,
  ADD COLUMN IF NOT EXISTS "renewed_amount" jsonb,
  ADD COLUMN IF NOT EXISTS "expanded_amount" jsonb,
  ADD COLUMN IF NOT EXISTS "concession_amount" jsonb,
  ADD COLUMN IF NOT EXISTS "lost_amount" jsonb,
  ADD COLUMN IF NOT EXISTS "refunded" jsonb,
  ADD COLUMN IF NOT EXISTS "refunded_other_currency" jsonb,
  ADD COLUMN IF NOT EXISTS "amount_win_win" jsonb,
  ADD COLUMN IF NOT EXISTS "amount_win_lose" jsonb,
  ADD COLUMN IF NOT EXISTS "amount_lose_win" jsonb,
  ADD COLUMN IF NOT EXISTS "amount_lose_lose" jsonb,
  ADD COLUMN IF NOT EXISTS "kept_180_win_win" jsonb,
  ADD COLUMN IF NOT EXISTS "kept_180_win_lose" jsonb,
  ADD COLUMN IF NOT EXISTS "kept_180_undecided" jsonb,
  ADD COLUMN IF NOT EXISTS "kept_365_win_win" jsonb,
  ADD COLUMN IF NOT EXISTS "kept_365_win_lose" jsonb,
  ADD COLUMN IF NOT EXISTS "kept_365_undecided" jsonb,
  ADD COLUMN IF NOT EXISTS "histograms" jsonb,
  ADD COLUMN IF NOT EXISTS "rates" jsonb,
  ADD COLUMN IF NOT EXISTS "maturity" jsonb;
COMMENT ON TABLE service_quality IS 'The numbers of each rep, team and the organisation by period.';
COMMENT ON COLUMN service_quality."scope" IS 'REP, TEAM or ORGANISATION.';
COMMENT ON COLUMN service_quality."id" IS 'Id of the rep, team or organisation; ~none for deals nobody is credited for, ~unassigned and ~self-serve for teams.';
COMMENT ON COLUMN service_quality."role" IS 'PRIMARY or the credited role.';
COMMENT ON COLUMN service_quality."period" IS 'The period, such as all, 2026, 2026-Q3, 2026-09, 2026-W38, 2026-09-14 or rolling-30d.';
COMMENT ON COLUMN service_quality."definition_version" IS 'Rule set the row was computed with (R71).';
COMMENT ON COLUMN service_quality."as_of" IS 'The organisation''s date of publication (R11).';
COMMENT ON COLUMN service_quality."definition_hash" IS 'Hash of the rule set (R51).';
COMMENT ON COLUMN service_quality."won" IS 'Deals signed in the period. Unit: won deals. Rule R13.';
COMMENT ON COLUMN service_quality."lost" IS 'Deals lost in the period. Unit: lost deals. Rule R13.';
COMMENT ON COLUMN service_quality."remorse_30" IS 'Deals taken back for a change of mind, or regretted, within 30 days. Unit: won deals. Rule R10.';
COMMENT ON COLUMN service_quality."remorse_rate_30" IS 'Share of won deals with remorse within 30 days, as observed. Unit: share. Rule R10.';
COMMENT ON COLUMN service_quality."remorse_state_30" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."remorse_low_30" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."remorse_high_30" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."answered" IS 'Deals whose customer told us whether he is happy with the price. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."kept_answered" IS 'Of these, the deals without remorse in the window. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."kept_happy" IS 'Of these, the deals whose customer is happy with the price. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."happy_to_pay_rate" IS 'Share of customers happy to pay: kept share times happy share of the kept who answered, so that the response rate does not move it. Unit: share. Rule R26.';
COMMENT ON COLUMN service_quality."happy_to_pay_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."happy_to_pay_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."happy_to_pay_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."surveys_delivered" IS 'Surveys of won deals that reached the customer. Unit: surveys. Rule R28.';
COMMENT ON COLUMN service_quality."surveys_answered" IS 'Surveys of won deals with at least one answer. Unit: surveys. Rule R28.';
COMMENT ON COLUMN service_quality."referred_90" IS 'Deals with a referral within 90 days. Unit: won deals. Rule R33.';
COMMENT ON COLUMN service_quality."referral_rate_90" IS 'Share of won deals with a referral within 90 days. Unit: share. Rule R33.';
COMMENT ON COLUMN service_quality."referral_state_90" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."referral_low_90" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."referral_high_90" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."remorse_14" IS 'Deals taken back for a change of mind, or regretted, within 14 days. Unit: won deals. Rule R10.';
COMMENT ON COLUMN service_quality."remorse_rate_14" IS 'Share of won deals with remorse within 14 days, as observed. Unit: share. Rule R10.';
COMMENT ON COLUMN service_quality."remorse_state_14" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."remorse_low_14" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."remorse_high_14" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."remorse_60" IS 'Deals taken back for a change of mind, or regretted, within 60 days. Unit: won deals. Rule R10.';
COMMENT ON COLUMN service_quality."remorse_rate_60" IS 'Share of won deals with remorse within 60 days, as observed. Unit: share. Rule R10.';
COMMENT ON COLUMN service_quality."remorse_state_60" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."remorse_low_60" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."remorse_high_60" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."remorse_90" IS 'Deals taken back for a change of mind, or regretted, within 90 days. Unit: won deals. Rule R10.';
COMMENT ON COLUMN service_quality."remorse_rate_90" IS 'Share of won deals with remorse within 90 days, as observed. Unit: share. Rule R10.';
COMMENT ON COLUMN service_quality."remorse_state_90" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."remorse_low_90" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."remorse_high_90" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."took_it_back_30" IS 'Deals taken back for a change of mind within 30 days. Unit: won deals. Rule R10.';
COMMENT ON COLUMN service_quality."stated_regret_30" IS 'Deals regretted in words within 30 days. Unit: won deals. Rule R10.';
COMMENT ON COLUMN service_quality."remorse_30_upper" IS 'Remorse within 30 days if every reversal of unknown reason were a change of mind. Unit: won deals. Rule R19.';
COMMENT ON COLUMN service_quality."remorse_rate_30_upper" IS 'Upper end of the band of the remorse rate. Unit: share. Rule R19.';
COMMENT ON COLUMN service_quality."remorse_state_30_upper" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."remorse_low_30_upper" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."remorse_high_30_upper" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."partial_refunds" IS 'Deals refunded in part, below what counts as taken back. Unit: won deals. Rule R18.';
COMMENT ON COLUMN service_quality."reversed_unknown" IS 'Deals fully reversed at any time, reason: unknown. Unit: won deals. Rule R19.';
COMMENT ON COLUMN service_quality."reversed_change_of_mind" IS 'Deals fully reversed at any time, reason: change of mind. Unit: won deals. Rule R19.';
COMMENT ON COLUMN service_quality."reversed_defect" IS 'Deals fully reversed at any time, reason: defect. Unit: won deals. Rule R19.';
COMMENT ON COLUMN service_quality."reversed_billing_error" IS 'Deals fully reversed at any time, reason: billing error. Unit: won deals. Rule R19.';
COMMENT ON COLUMN service_quality."reversed_fraud" IS 'Deals fully reversed at any time, reason: fraud. Unit: won deals. Rule R19.';
COMMENT ON COLUMN service_quality."reversed_policy" IS 'Deals fully reversed at any time, reason: policy. Unit: won deals. Rule R19.';
COMMENT ON COLUMN service_quality."lost_other" IS 'Deals lost, reason: other. Unit: lost deals. Rule R13.';
COMMENT ON COLUMN service_quality."lost_price" IS 'Deals lost, reason: price. Unit: lost deals. Rule R13.';
COMMENT ON COLUMN service_quality."lost_competitor" IS 'Deals lost, reason: competitor. Unit: lost deals. Rule R13.';
COMMENT ON COLUMN service_quality."lost_no_decision" IS 'Deals lost, reason: no decision. Unit: lost deals. Rule R13.';
COMMENT ON COLUMN service_quality."lost_we_advised_against" IS 'Deals lost, reason: we advised against. Unit: lost deals. Rule R13.';
COMMENT ON COLUMN service_quality."win_win" IS 'Deals won whose customer is happy and keeps it; settled when the window is over. Unit: won deals. Rule R36.';
COMMENT ON COLUMN service_quality."win_lose" IS 'Deals won whose customer is not happy or has remorse in the window. Unit: won deals. Rule R36.';
COMMENT ON COLUMN service_quality."lose_win" IS 'Deals lost whose customer was served well. Unit: lost deals. Rule R36.';
COMMENT ON COLUMN service_quality."lose_lose" IS 'Deals lost whose customer was not served well. Unit: lost deals. Rule R36.';
COMMENT ON COLUMN service_quality."matrix_undecided" IS 'Deals of which we do not know whether the customer won. Unit: won and lost deals. Rule R36.';
COMMENT ON COLUMN service_quality."told_happy" IS 'Deals, customer happy with the price. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."told_so_so" IS 'Deals, so-so about the price. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."told_unhappy" IS 'Deals, not happy with the price. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."told_split" IS 'Deals, respondents tie on the price. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."still_answered" IS 'Deals whose customer answered on the price again after the answer window. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."still_happy_rate" IS 'Share of these still happy with the price. Unit: share. Rule R26.';
COMMENT ON COLUMN service_quality."still_happy_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."still_happy_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."still_happy_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."stated_only_rate" IS 'Share of answering customers happy with the price, kept or not. Unit: share. Rule R26.';
COMMENT ON COLUMN service_quality."stated_only_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."stated_only_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."stated_only_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."answer_coverage" IS 'Share of won deals with a told-us answer on the price. Unit: share. Rule R26.';
COMMENT ON COLUMN service_quality."answer_coverage_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."answer_coverage_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."answer_coverage_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."response_rate" IS 'Share of delivered purchase surveys answered; empty where deliveries are not reported. Unit: share. Rule R28.';
COMMENT ON COLUMN service_quality."response_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."response_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."response_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."nps" IS 'Net promoter score: promoters less detractors per 100 answering customers. Unit: points. Rule R35.';
COMMENT ON COLUMN service_quality."nps_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."nps_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."nps_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."effort_mean" IS 'Mean ease over respondents; 7 is easiest. Unit: boxes of 7. Rule R35.';
COMMENT ON COLUMN service_quality."would_pay_again_answered" IS 'Deals with an answer on: would pay again. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."would_pay_again_rate" IS 'Share of these whose answer is yes: would pay again. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."would_pay_again_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."would_pay_again_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."would_pay_again_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."price_fair_answered" IS 'Deals with an answer on: price fair. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."price_fair_rate" IS 'Share of these whose answer is yes: price fair. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."price_fair_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."price_fair_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."price_fair_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."regret_answered" IS 'Deals with an answer on: regret. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."regret_rate" IS 'Share of these whose answer is yes: regret. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."regret_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."regret_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."regret_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."felt_pressured_answered" IS 'Deals with an answer on: felt pressured. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."felt_pressured_rate" IS 'Share of these whose answer is yes: felt pressured. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."felt_pressured_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."felt_pressured_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."felt_pressured_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."my_interest_first_answered" IS 'Deals with an answer on: my interest first. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."my_interest_first_rate" IS 'Share of these whose answer is yes: my interest first. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."my_interest_first_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."my_interest_first_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."my_interest_first_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."trust_answered" IS 'Deals with an answer on: trust. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."trust_rate" IS 'Share of these whose answer is yes: trust. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."trust_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."trust_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."trust_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."clear_and_free_answered" IS 'Deals with an answer on: clear and free. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."clear_and_free_rate" IS 'Share of these whose answer is yes: clear and free. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."clear_and_free_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."clear_and_free_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."clear_and_free_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."felt_served_answered" IS 'Deals with an answer on: felt served. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."felt_served_rate" IS 'Share of these whose answer is yes: felt served. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."felt_served_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."felt_served_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."felt_served_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."goal_achieved_answered" IS 'Deals with an answer on: goal achieved. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."goal_achieved_rate" IS 'Share of these whose answer is yes: goal achieved. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."goal_achieved_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."goal_achieved_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."goal_achieved_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."effort_answered" IS 'Deals with an answer on: effort. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."effort_rate" IS 'Share of these whose answer is yes: effort. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."effort_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."effort_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."effort_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."would_recommend_answered" IS 'Deals with an answer on: would recommend. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."would_recommend_rate" IS 'Share of these whose answer is yes: would recommend. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."would_recommend_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."would_recommend_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."would_recommend_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."satisfied_answered" IS 'Deals with an answer on: satisfied. Unit: won deals. Rule R26.';
COMMENT ON COLUMN service_quality."satisfied_rate" IS 'Share of these whose answer is yes: satisfied. Unit: share. Rule R35.';
COMMENT ON COLUMN service_quality."satisfied_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."satisfied_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."satisfied_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."bar_happy" IS 'Part of the verdict bar: happy. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."bar_not_happy" IS 'Part of the verdict bar: not happy. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."bar_no_word" IS 'Part of the verdict bar: no word. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_took_it_back" IS 'Deals by verdict: took it back. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_told_happy" IS 'Deals by verdict: told happy. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_told_neutral" IS 'Deals by verdict: told neutral. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_told_not_happy" IS 'Deals by verdict: told not happy. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_told_split" IS 'Deals by verdict: told split. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_referred" IS 'Deals by verdict: referred. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_renewed" IS 'Deals by verdict: renewed. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_expanded" IS 'Deals by verdict: expanded. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_bought_again" IS 'Deals by verdict: bought again. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_no_word" IS 'Deals by verdict: no word. Unit: won deals. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_coverage" IS 'Share of won deals whose customer''s verdict we know, by word or deed. Unit: share. Rule R25.';
COMMENT ON COLUMN service_quality."verdict_coverage_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."verdict_coverage_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."verdict_coverage_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."referrals" IS 'Referrals made. Unit: referrals. Rule R33.';
COMMENT ON COLUMN service_quality."referrals_converted" IS 'Referrals that became a customer. Unit: referrals. Rule R33.';
COMMENT ON COLUMN service_quality."referrals_per_100_won" IS 'Referrals made per 100 won deals. Unit: per 100 won deals. Rule R33.';
COMMENT ON COLUMN service_quality."referral_conversion_rate" IS 'Share of referrals that became a customer. Unit: share. Rule R33.';
COMMENT ON COLUMN service_quality."referral_conversion_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."referral_conversion_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."referral_conversion_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."word_of_mouth" IS 'Deals whose customer came by word of mouth. Unit: won deals. Rule R34.';
COMMENT ON COLUMN service_quality."origin_known" IS 'Deals whose origin is known. Unit: won deals. Rule R34.';
COMMENT ON COLUMN service_quality."word_of_mouth_rate" IS 'Share by word of mouth of the deals whose origin is known. Unit: share. Rule R34.';
COMMENT ON COLUMN service_quality."word_of_mouth_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."word_of_mouth_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."word_of_mouth_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."repeat_90" IS 'Deals whose customer bought again within 90 days. Unit: won deals. Rule R24.';
COMMENT ON COLUMN service_quality."repeat_rate_90" IS 'Share of won deals whose customer bought again within 90 days. Unit: share. Rule R24.';
COMMENT ON COLUMN service_quality."repeat_state_90" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."repeat_low_90" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."repeat_high_90" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."repeat_365" IS 'Deals whose customer bought again within 365 days. Unit: won deals. Rule R24.';
COMMENT ON COLUMN service_quality."repeat_rate_365" IS 'Share of won deals whose customer bought again within 365 days. Unit: share. Rule R24.';
COMMENT ON COLUMN service_quality."repeat_state_365" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."repeat_low_365" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."repeat_high_365" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."grumbled" IS 'Deals with a grumble: grumbled. Unit: won deals. Rule R31.';
COMMENT ON COLUMN service_quality."grumbled_per_100_won" IS 'Deals with a grumble per 100 won: grumbled. Unit: per 100 won deals. Rule R31.';
COMMENT ON COLUMN service_quality."grumbled_per_100_won_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."grumbled_per_100_won_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."grumbled_per_100_won_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."paid_late" IS 'Deals with a grumble: paid late. Unit: won deals. Rule R31.';
COMMENT ON COLUMN service_quality."paid_late_per_100_won" IS 'Deals with a grumble per 100 won: paid late. Unit: per 100 won deals. Rule R31.';
COMMENT ON COLUMN service_quality."paid_late_per_100_won_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."paid_late_per_100_won_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."paid_late_per_100_won_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."invoice_disputed" IS 'Deals with a grumble: invoice disputed. Unit: won deals. Rule R31.';
COMMENT ON COLUMN service_quality."invoice_disputed_per_100_won" IS 'Deals with a grumble per 100 won: invoice disputed. Unit: per 100 won deals. Rule R31.';
COMMENT ON COLUMN service_quality."invoice_disputed_per_100_won_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."invoice_disputed_per_100_won_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."invoice_disputed_per_100_won_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."concession_asked" IS 'Deals with a grumble: concession asked. Unit: won deals. Rule R31.';
COMMENT ON COLUMN service_quality."concession_asked_per_100_won" IS 'Deals with a grumble per 100 won: concession asked. Unit: per 100 won deals. Rule R31.';
COMMENT ON COLUMN service_quality."concession_asked_per_100_won_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."concession_asked_per_100_won_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."concession_asked_per_100_won_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."price_objected" IS 'Deals with a grumble: price objected. Unit: won deals. Rule R31.';
COMMENT ON COLUMN service_quality."price_objected_per_100_won" IS 'Deals with a grumble per 100 won: price objected. Unit: per 100 won deals. Rule R31.';
COMMENT ON COLUMN service_quality."price_objected_per_100_won_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."price_objected_per_100_won_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."price_objected_per_100_won_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."renewed_active" IS 'Renewals the customer decided. Unit: won deals. Rule R23.';
COMMENT ON COLUMN service_quality."renewed_auto" IS 'Renewals by themselves. Unit: won deals. Rule R23.';
COMMENT ON COLUMN service_quality."expanded" IS 'Expansions. Unit: won deals. Rule R23.';
COMMENT ON COLUMN service_quality."downgraded" IS 'Downgrades. Unit: won deals. Rule R23.';
COMMENT ON COLUMN service_quality."churned" IS 'Deals churned. Unit: won deals. Rule R22.';
COMMENT ON COLUMN service_quality."pace_known" IS 'Deals whose days from opening to signing are known. Unit: won deals. Rule R14.';
COMMENT ON COLUMN service_quality."pace_days_mean" IS 'Mean days from opening to signing. Unit: days. Rule R14.';
COMMENT ON COLUMN service_quality."calls" IS 'Calls held. Unit: calls. Rule R31.';
COMMENT ON COLUMN service_quality."call_minutes_mean" IS 'Mean length of calls. Unit: minutes. Rule R32.';
COMMENT ON COLUMN service_quality."talk_share_pooled" IS 'The rep''s share of all speech. Unit: share. Rule R32.';
COMMENT ON COLUMN service_quality."talk_share_mean" IS 'Mean over calls of the rep''s share of speech. Unit: share. Rule R32.';
COMMENT ON COLUMN service_quality."longest_monologue_seconds_mean" IS 'Mean over calls of the rep''s longest monologue. Unit: seconds. Rule R32.';
COMMENT ON COLUMN service_quality."patience_seconds_mean" IS 'Mean over calls of the wait before the rep speaks. Unit: seconds. Rule R32.';
COMMENT ON COLUMN service_quality."speaker_switches_mean" IS 'Speaker switches per call. Unit: per call. Rule R31.';
COMMENT ON COLUMN service_quality."interruptions_mean" IS 'Interruptions per call. Unit: per call. Rule R31.';
COMMENT ON COLUMN service_quality."questions_per_hour" IS 'Questions by the rep per hour of call. Unit: per hour. Rule R31.';
COMMENT ON COLUMN service_quality."caring_coverage" IS 'Share of the caring questions asked where it is known, the five pooled. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."caring_successful_outcome_rate" IS 'Share of calls with the caring question: successful outcome. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."caring_successful_outcome_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."caring_successful_outcome_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."caring_successful_outcome_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."caring_concerns_rate" IS 'Share of calls with the caring question: concerns. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."caring_concerns_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."caring_concerns_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."caring_concerns_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."caring_fit_rate" IS 'Share of calls with the caring question: fit. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."caring_fit_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."caring_fit_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."caring_fit_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."caring_alternatives_rate" IS 'Share of calls with the caring question: alternatives. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."caring_alternatives_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."caring_alternatives_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."caring_alternatives_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."caring_clarity_rate" IS 'Share of calls with the caring question: clarity. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."caring_clarity_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."caring_clarity_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."caring_clarity_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."customer_started_rate" IS 'Share of calls the customer started. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."customer_started_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."customer_started_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."customer_started_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."objection_call_rate" IS 'Share of calls in which the customer objected to the price. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."objection_call_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."objection_call_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."objection_call_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."next_step_rate" IS 'Share of calls that agreed a next step. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."next_step_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."next_step_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."next_step_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."call_signal_agreement_rate" IS 'How often the price signal on calls after signing agrees with what we were told. Unit: share. Rule R31.';
COMMENT ON COLUMN service_quality."call_signal_agreement_state" IS 'TOO_FEW below the rule set''s minimum: then without bounds.';
COMMENT ON COLUMN service_quality."call_signal_agreement_low" IS 'Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted Wald.';
COMMENT ON COLUMN service_quality."call_signal_agreement_high" IS 'Upper bound likewise.';
COMMENT ON COLUMN service_quality."aggressive_cues_mean" IS 'Cues of aggressive pressure per call. Unit: per call. Rule R31.';
COMMENT ON COLUMN service_quality."directive_cues_mean" IS 'Cues of directive pressure per call. Unit: per call. Rule R31.';
COMMENT ON COLUMN service_quality."amount_known" IS 'Won deals with an amount. Unit: won deals. Rule R16.';
COMMENT ON COLUMN service_quality."amount" IS 'Amount of won deals. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."amount_new" IS 'Amount of first deals not referred. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."amount_repeat" IS 'Amount of returning customers. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."amount_referred" IS 'Amount of first deals referred. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."list_price" IS 'List price where it is known. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."discount" IS 'List price less amount of the same deals. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."renewed_amount" IS 'Amount of renewals. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."expanded_amount" IS 'Amount of expansions. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."concession_amount" IS 'Money off after signing. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."lost_amount" IS 'Amount of lost deals. Unit: minor units. Rule R16.';
COMMENT ON COLUMN service_quality."refunded" IS 'Money refunded, at most the deal''s amount. Unit: minor units. Rule R18.';
COMMENT ON COLUMN service_quality."refunded_other_currency" IS 'Refunds in another currency than the deal''s. Unit: minor units. Rule R17.';
COMMENT ON COLUMN service_quality."amount_win_win" IS 'Amount happy and kept. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."amount_win_lose" IS 'Amount not happy or with remorse. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."amount_lose_win" IS 'Amount lost, well served. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."amount_lose_lose" IS 'Amount lost, not well served. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."kept_180_win_win" IS 'Of win-win kept after 180 days. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."kept_180_win_lose" IS 'Of win-lose kept after 180 days. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."kept_180_undecided" IS 'Of undecided kept after 180 days. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."kept_365_win_win" IS 'Of win-win kept after 365 days. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."kept_365_win_lose" IS 'Of win-lose kept after 365 days. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."kept_365_undecided" IS 'Of undecided kept after 365 days. Unit: minor units. Rule R36.';
COMMENT ON COLUMN service_quality."histograms" IS 'The histograms by day that other windows and survival curves are computed from, by field and bucket; empty buckets are left out.';
COMMENT ON COLUMN service_quality."rates" IS 'What each rate that is a share can be trusted for; rates without a denominator are left out.';
COMMENT ON COLUMN service_quality."maturity" IS 'Outcomes within 14, 30, 60 and 90 days, by how long the deals were followed; left out of rows of a single day, whose deals are all of one age.';

CREATE TABLE IF NOT EXISTS deal_verdicts (
  "customer_id" text NOT NULL,
  "deal_id" text NOT NULL,
  "definition_version" integer NOT NULL,
  PRIMARY KEY ("customer_id", "deal_id", "definition_version")
);
ALTER TABLE deal_verdicts
  ADD COLUMN IF NOT EXISTS "status" text,
  ADD COLUMN IF NOT EXISTS "rep_id" text,
  ADD COLUMN IF NOT EXISTS "cohort_day" date,
  ADD COLUMN IF NOT EXISTS "product_line" text,
  ADD COLUMN IF NOT EXISTS "recurring" text,
  ADD COLUMN IF NOT EXISTS "amount_minor" bigint,
  ADD COLUMN IF NOT EXISTS "amount_currency" text,
  ADD COLUMN IF NOT EXISTS "verdict" text,
  ADD COLUMN IF NOT EXISTS "remorse_day" integer,
  ADD COLUMN IF NOT EXISTS "remorse_reason" text,
  ADD COLUMN IF NOT EXISTS "answer" text,
  ADD COLUMN IF NOT EXISTS "referred_day" integer,
  ADD COLUMN IF NOT EXISTS "save_reasons" jsonb,
  ADD COLUMN IF NOT EXISTS "save_until" date,
  ADD COLUMN IF NOT EXISTS "evidence" jsonb,
  ADD COLUMN IF NOT EXISTS "evidence_count" integer;
COMMENT ON TABLE deal_verdicts IS 'The customer''s verdict on each deal, with evidence.';
COMMENT ON COLUMN deal_verdicts."customer_id" IS 'The customer.';
COMMENT ON COLUMN deal_verdicts."deal_id" IS 'The deal.';
COMMENT ON COLUMN deal_verdicts."definition_version" IS 'Rule set the row was computed with (R71).';
COMMENT ON COLUMN deal_verdicts."status" IS 'Where the deal stands.';
COMMENT ON COLUMN deal_verdicts."rep_id" IS 'The primary rep as of signing, ~none for self-serve (R15).';
COMMENT ON COLUMN deal_verdicts."cohort_day" IS 'Day of signing (won) or loss (lost), else of opening, in the organisation''s zone.';
COMMENT ON COLUMN deal_verdicts."product_line" IS 'Product line, empty when unknown.';
COMMENT ON COLUMN deal_verdicts."recurring" IS 'One-off or recurring.';
COMMENT ON COLUMN deal_verdicts."amount_minor" IS 'Amount in minor units of the currency, not negative (R17).';
COMMENT ON COLUMN deal_verdicts."amount_currency" IS 'ISO 4217 alphabetic code.';
COMMENT ON COLUMN deal_verdicts."verdict" IS 'The customer''s verdict; for people, never a ratio.';
COMMENT ON COLUMN deal_verdicts."remorse_day" IS 'Days after the clock start on which remorse happened, whatever the window asked for (R21).';
COMMENT ON COLUMN deal_verdicts."remorse_reason" IS 'Why the deal has remorse or not.';
COMMENT ON COLUMN deal_verdicts."answer" IS 'The deciding answer on the price; absent when nobody answered.';
COMMENT ON COLUMN deal_verdicts."referred_day" IS 'Days after the clock start of the first referral attributed to the deal.';
COMMENT ON COLUMN deal_verdicts."save_reasons" IS 'Why the customer is on the save list; empty when not.';
COMMENT ON COLUMN deal_verdicts."save_until" IS 'Last day on which the customer can still be helped; absent when not on the save list.';
COMMENT ON COLUMN deal_verdicts."evidence" IS 'At most 32 facts, each with what it is evidence of (R74).';
COMMENT ON COLUMN deal_verdicts."evidence_count" IS 'How many facts there are in all.';

CREATE TABLE IF NOT EXISTS save_list (
  "customer_id" text NOT NULL,
  "deal_id" text NOT NULL,
  PRIMARY KEY ("customer_id", "deal_id")
);
ALTER TABLE save_list
  ADD COLUMN IF NOT EXISTS "rep_id" text,
  ADD COLUMN IF NOT EXISTS "cohort_day" date,
  ADD COLUMN IF NOT EXISTS "product_line" text,
  ADD COLUMN IF NOT EXISTS "amount_minor" bigint,
  ADD COLUMN IF NOT EXISTS "amount_currency" text,
  ADD COLUMN IF NOT EXISTS "reasons" jsonb,
  ADD COLUMN IF NOT EXISTS "until" date,
  ADD COLUMN IF NOT EXISTS "evidence" jsonb,
  ADD COLUMN IF NOT EXISTS "evidence_count" integer,
  ADD COLUMN IF NOT EXISTS "definition_version" integer;
COMMENT ON TABLE save_list IS 'Customers who can still be helped.';
COMMENT ON COLUMN save_list."customer_id" IS 'The customer.';
COMMENT ON COLUMN save_list."deal_id" IS 'The deal.';
COMMENT ON COLUMN save_list."rep_id" IS 'The primary rep, ~none for self-serve.';
COMMENT ON COLUMN save_list."cohort_day" IS 'Day of signing, in the organisation''s zone.';
COMMENT ON COLUMN save_list."product_line" IS 'Product line, empty when unknown.';
COMMENT ON COLUMN save_list."amount_minor" IS 'Amount in minor units of the currency, not negative (R17).';
COMMENT ON COLUMN save_list."amount_currency" IS 'ISO 4217 alphabetic code.';
COMMENT ON COLUMN save_list."reasons" IS 'Why the customer needs help.';
COMMENT ON COLUMN save_list."until" IS 'Last day on which the customer can still be helped.';
COMMENT ON COLUMN save_list."evidence" IS 'At most 32 facts, each with what it is evidence of (R74).';
COMMENT ON COLUMN save_list."evidence_count" IS 'How many facts there are in all.';
COMMENT ON COLUMN save_list."definition_version" IS 'The rule set by which he can be helped; 0 in entries from before it was said.';

CREATE TABLE IF NOT EXISTS ingest_ledger (
  "source" text NOT NULL,
  "outcome" text NOT NULL,
  "reason" text NOT NULL,
  "topic" text NOT NULL,
  "partition" integer NOT NULL,
  "run" bigint NOT NULL,
  PRIMARY KEY ("source", "outcome", "reason", "topic", "partition", "run")
);
ALTER TABLE ingest_ledger
  ADD COLUMN IF NOT EXISTS "count" bigint;
COMMENT ON TABLE ingest_ledger IS 'How many delivered records of each source had which outcome.';
COMMENT ON COLUMN ingest_ledger."source" IS 'The source instance, ~undecoded for bytes that are no record (R63).';
COMMENT ON COLUMN ingest_ledger."outcome" IS 'COUNTED, PENDING, REJECTED, DUPLICATE, SUPERSEDED or IGNORED.';
COMMENT ON COLUMN ingest_ledger."reason" IS 'Code of the reason.';
COMMENT ON COLUMN ingest_ledger."topic" IS 'The input topic.';
COMMENT ON COLUMN ingest_ledger."partition" IS 'Its partition; readers sum over partitions.';
COMMENT ON COLUMN ingest_ledger."run" IS 'The replay run that delivered the records, 0 for live traffic (R6).';
COMMENT ON COLUMN ingest_ledger."count" IS 'Number of records.';

CREATE TABLE IF NOT EXISTS waiting_objects (
  "source" text NOT NULL,
  "type" text NOT NULL,
  "object_id" text NOT NULL,
  PRIMARY KEY ("source", "type", "object_id")
);
ALTER TABLE waiting_objects
  ADD COLUMN IF NOT EXISTS "rule" text,
  ADD COLUMN IF NOT EXISTS "field" text,
  ADD COLUMN IF NOT EXISTS "alias" text,
  ADD COLUMN IF NOT EXISTS "message" text,
  ADD COLUMN IF NOT EXISTS "since" timestamp with time zone;
COMMENT ON TABLE waiting_objects IS 'Objects of sources of which no event can be made yet, and what they wait for.';
COMMENT ON COLUMN waiting_objects."source" IS 'The source instance the object is of.';
COMMENT ON COLUMN waiting_objects."type" IS 'Kind of the object, as the mapping names it.';
COMMENT ON COLUMN waiting_objects."object_id" IS 'Id of the object at its source.';
COMMENT ON COLUMN waiting_objects."rule" IS 'The event rule of the mapping that waits.';
COMMENT ON COLUMN waiting_objects."field" IS 'The field of the event that cannot be filled.';
COMMENT ON COLUMN waiting_objects."alias" IS 'Key of the alias that nobody has told of; absent when a property of the object is missing.';
COMMENT ON COLUMN waiting_objects."message" IS 'What is missing, and the cure.';
COMMENT ON COLUMN waiting_objects."since" IS 'When what it has arrived that still waits.';

CREATE TABLE IF NOT EXISTS baselines (
  "scope" text NOT NULL,
  "component" text NOT NULL,
  "definition_version" integer NOT NULL,
  "fitted_on" text NOT NULL,
  PRIMARY KEY ("scope", "component", "definition_version", "fitted_on")
);
ALTER TABLE baselines
  ADD COLUMN IF NOT EXISTS "definition_hash" text,
  ADD COLUMN IF NOT EXISTS "first_cohort_day" date,
  ADD COLUMN IF NOT EXISTS "last_cohort_day" date,
  ADD COLUMN IF NOT EXISTS "segments" jsonb;
COMMENT ON TABLE baselines IS 'How rates differ between reps and teams: what comparisons draw to, week by week.';
COMMENT ON COLUMN baselines."scope" IS 'REP or TEAM: whose rates it is about.';
COMMENT ON COLUMN baselines."component" IS 'The share it is about: remorse, happy (of those who kept the deal and answered) or referral.';
COMMENT ON COLUMN baselines."definition_version" IS 'Rule set of the counts (R71).';
COMMENT ON COLUMN baselines."fitted_on" IS 'Its version: the Monday of the schedule, such as 2026-11-16.';
COMMENT ON COLUMN baselines."definition_hash" IS 'Hash of the rule set (R51).';
COMMENT ON COLUMN baselines."first_cohort_day" IS 'First cohort day of the deals it was fitted to.';
COMMENT ON COLUMN baselines."last_cohort_day" IS 'Last of them; all were settled on the day of the schedule (R10).';
COMMENT ON COLUMN baselines."segments" IS 'All deals first, then by recurrence and product line.';

CREATE TABLE IF NOT EXISTS restatements (
  "scope" text NOT NULL,
  "id" text NOT NULL,
  "role" text NOT NULL,
  "period" text NOT NULL,
  "definition_version" integer NOT NULL,
  record_partition integer NOT NULL,
  record_offset bigint NOT NULL,
  PRIMARY KEY ("scope", "id", "role", "period", "definition_version", record_partition, record_offset)
);
ALTER TABLE restatements
  ADD COLUMN IF NOT EXISTS "arrival_day" date,
  ADD COLUMN IF NOT EXISTS "closed_on" date,
  ADD COLUMN IF NOT EXISTS "changes" jsonb,
  ADD COLUMN IF NOT EXISTS "causes" jsonb,
  ADD COLUMN IF NOT EXISTS "cause_count" integer,
  ADD COLUMN IF NOT EXISTS "metrics" jsonb;
COMMENT ON TABLE restatements IS 'Changes of closed periods and their causes.';
COMMENT ON COLUMN restatements."scope" IS 'REP, TEAM or ORGANISATION.';
COMMENT ON COLUMN restatements."id" IS 'Id of the rep, team or organisation.';
COMMENT ON COLUMN restatements."role" IS 'PRIMARY or the credited role.';
COMMENT ON COLUMN restatements."period" IS 'The period, such as 2026-Q3.';
COMMENT ON COLUMN restatements."definition_version" IS 'Rule set the row was computed with (R71).';
COMMENT ON COLUMN restatements."arrival_day" IS 'Day on which the change became known, in the organisation''s zone.';
COMMENT ON COLUMN restatements."closed_on" IS 'Day on which the period was closed.';
COMMENT ON COLUMN restatements."changes" IS 'The integers that changed.';
COMMENT ON COLUMN restatements."causes" IS 'At most 16 causes, by source and event id (R53).';
COMMENT ON COLUMN restatements."cause_count" IS 'How many causes there are in all; above 16, a fact that changed several deals may be counted for each.';
COMMENT ON COLUMN restatements."metrics" IS 'The headline rates whose integers changed; empty when only others did.';

CREATE TABLE IF NOT EXISTS quality_alarms (
  "scope" text NOT NULL,
  "id" text NOT NULL,
  "metric" text NOT NULL,
  "definition_version" integer NOT NULL,
  record_partition integer NOT NULL,
  record_offset bigint NOT NULL,
  PRIMARY KEY ("scope", "id", "metric", "definition_version", record_partition, record_offset)
);
ALTER TABLE quality_alarms
  ADD COLUMN IF NOT EXISTS "state" text,
  ADD COLUMN IF NOT EXISTS "day" date,
  ADD COLUMN IF NOT EXISTS "deals" bigint,
  ADD COLUMN IF NOT EXISTS "events" bigint,
  ADD COLUMN IF NOT EXISTS "statistic" double precision,
  ADD COLUMN IF NOT EXISTS "limit" double precision,
  ADD COLUMN IF NOT EXISTS "false_alarms_per_quarter" double precision,
  ADD COLUMN IF NOT EXISTS "cells_through" date,
  ADD COLUMN IF NOT EXISTS "kind" text,
  ADD COLUMN IF NOT EXISTS "product_line" text,
  ADD COLUMN IF NOT EXISTS "quarter" text,
  ADD COLUMN IF NOT EXISTS "from" date,
  ADD COLUMN IF NOT EXISTS "expected" double precision,
  ADD COLUMN IF NOT EXISTS "evidence" jsonb,
  ADD COLUMN IF NOT EXISTS "withdrawal" text,
  ADD COLUMN IF NOT EXISTS "detection_delay_deals" bigint,
  ADD COLUMN IF NOT EXISTS "detection_delay_days" integer,
  ADD COLUMN IF NOT EXISTS "detection_delay_deals90" bigint,
  ADD COLUMN IF NOT EXISTS "detection_delay_days90" integer,
  ADD COLUMN IF NOT EXISTS "found_in_quarter_percent" integer;
COMMENT ON TABLE quality_alarms IS 'Early warnings and their withdrawals.';
COMMENT ON COLUMN quality_alarms."scope" IS 'REP, TEAM or ORGANISATION.';
COMMENT ON COLUMN quality_alarms."id" IS 'Id of the rep, team or organisation.';
COMMENT ON COLUMN quality_alarms."metric" IS 'The metric watched, such as remorse.';
COMMENT ON COLUMN quality_alarms."definition_version" IS 'Rule set the row was computed with (R71).';
COMMENT ON COLUMN quality_alarms."state" IS 'What happened to the alarm.';
COMMENT ON COLUMN quality_alarms."day" IS 'Outcome day on which the limit was crossed, in the organisation''s zone.';
COMMENT ON COLUMN quality_alarms."deals" IS 'Outcomes of deals counted, from the first day to the last.';
COMMENT ON COLUMN quality_alarms."events" IS 'Of them with the event.';
COMMENT ON COLUMN quality_alarms."statistic" IS 'Value of the chart; computed from day cells, never stored.';
COMMENT ON COLUMN quality_alarms."limit" IS 'The limit it crossed.';
COMMENT ON COLUMN quality_alarms."false_alarms_per_quarter" IS 'False alarms to expect per quarter over the whole floor at this limit.';
COMMENT ON COLUMN quality_alarms."cells_through" IS 'Last arrival day of the cells it was computed from (R75).';
COMMENT ON COLUMN quality_alarms."kind" IS 'How it was found: deal by deal, beside the others, or from week to week.';
COMMENT ON COLUMN quality_alarms."product_line" IS 'Product line; * for all lines together, *other for those without a chart of their own.';
COMMENT ON COLUMN quality_alarms."quarter" IS 'The quarter whose chart it is, such as 2026-Q4.';
COMMENT ON COLUMN quality_alarms."from" IS 'First outcome day counted; absent in alarms of before.';
COMMENT ON COLUMN quality_alarms."expected" IS 'Events to be expected of these deals.';
COMMENT ON COLUMN quality_alarms."evidence" IS 'At most 32 of the deals with the event, the latest first (R74).';
COMMENT ON COLUMN quality_alarms."withdrawal" IS 'Why it was withdrawn, in words; empty while it stands.';
COMMENT ON COLUMN quality_alarms."detection_delay_deals" IS 'Deals signed until such a chart finds doubled odds, on average, as simulated.';
COMMENT ON COLUMN quality_alarms."detection_delay_days" IS 'Days until then, on average.';
COMMENT ON COLUMN quality_alarms."detection_delay_deals90" IS 'Deals signed until then in nine of ten cases, at most.';
COMMENT ON COLUMN quality_alarms."detection_delay_days90" IS 'Days until then in nine of ten cases, at most.';
COMMENT ON COLUMN quality_alarms."found_in_quarter_percent" IS 'Of 100 doublings, those found within a quarter.';

CREATE TABLE IF NOT EXISTS rejected_events (
  "topic" text NOT NULL,
  "partition" integer NOT NULL,
  "offset" bigint NOT NULL,
  record_partition integer NOT NULL,
  record_offset bigint NOT NULL,
  PRIMARY KEY ("topic", "partition", "offset", record_partition, record_offset)
);
ALTER TABLE rejected_events
  ADD COLUMN IF NOT EXISTS "reason" text,
  ADD COLUMN IF NOT EXISTS "rule" text,
  ADD COLUMN IF NOT EXISTS "source" text,
  ADD COLUMN IF NOT EXISTS "event_id" text,
  ADD COLUMN IF NOT EXISTS "field" text,
  ADD COLUMN IF NOT EXISTS "message" text,
  ADD COLUMN IF NOT EXISTS "file" text,
  ADD COLUMN IF NOT EXISTS "row" bigint,
  ADD COLUMN IF NOT EXISTS "arrival" timestamp with time zone,
  ADD COLUMN IF NOT EXISTS "original_key_size" integer,
  ADD COLUMN IF NOT EXISTS "original_value_size" integer,
  ADD COLUMN IF NOT EXISTS "resent_at" timestamp with time zone,
  ADD COLUMN IF NOT EXISTS "resent_by" text;
COMMENT ON TABLE rejected_events IS 'Records that are not counted, as delivered, with the reason; and, with resentAt, that one was sent again.';
COMMENT ON COLUMN rejected_events."topic" IS 'The input topic.';
COMMENT ON COLUMN rejected_events."partition" IS 'Its partition.';
COMMENT ON COLUMN rejected_events."offset" IS 'Its offset; absent for a copy that lost a conflict after it was read (R4).';
COMMENT ON COLUMN rejected_events."reason" IS 'Code of the reason, such as CONFLICT; text so that a new code breaks no reader.';
COMMENT ON COLUMN rejected_events."rule" IS 'The rule that rejects it and what to do.';
COMMENT ON COLUMN rejected_events."source" IS 'The source instance, when the record could be read that far.';
COMMENT ON COLUMN rejected_events."event_id" IS 'The event id, when the record could be read that far.';
COMMENT ON COLUMN rejected_events."field" IS 'The field at fault; absent when it is the record as a whole.';
COMMENT ON COLUMN rejected_events."message" IS 'What was wrong with this record.';
COMMENT ON COLUMN rejected_events."file" IS 'File the row was read from (mapping rejects).';
COMMENT ON COLUMN rejected_events."row" IS 'Row in it, from 1 (mapping rejects).';
COMMENT ON COLUMN rejected_events."arrival" IS 'When the first Willingly component received it (R9).';
COMMENT ON COLUMN rejected_events."original_key_size" IS 'Bytes of the record key, where only its beginning is here.';
COMMENT ON COLUMN rejected_events."original_value_size" IS 'Bytes of the record value, where only its beginning is here; the record key says where all of it lies.';
COMMENT ON COLUMN rejected_events."resent_at" IS 'Only in a later record of the same key, which has no original: when the rejected record was sent again.';
COMMENT ON COLUMN rejected_events."resent_by" IS 'Who sent it again, where that is known.';
