-- The delivered records as they are: one wide row each, in order of delivery (seq). A null column is
-- something the source did not say. Days are epoch days in the organisation's zone (R10, R12), times
-- microseconds (occurred_at) or milliseconds (arrival) since the epoch.
CREATE TABLE delivered (
  seq BIGINT, family VARCHAR, source VARCHAR, event_id VARCHAR, customer VARCHAR,
  revision BIGINT, mapping_version INTEGER, retracted BOOLEAN,
  occurred_at BIGINT, occurred_day INTEGER, arrival BIGINT, arrival_day INTEGER,
  content_hash VARCHAR, kind VARCHAR, deal_id VARCHAR, rep_id VARCHAR,
  amount BIGINT, currency VARCHAR, list_amount BIGINT, list_currency VARCHAR,
  product_line VARCHAR, recurring BOOLEAN, reversal_reason VARCHAR, loss_reason VARCHAR,
  renewal_mode VARCHAR, origin VARCHAR, referred_by VARCHAR, due_day INTEGER, paid_day INTEGER,
  survey_id VARCHAR, survey_kind VARCHAR, respondent VARCHAR, respondent_role VARCHAR, answer_origin VARCHAR,
  referral_id VARCHAR, referred_party VARCHAR,
  started_by VARCHAR, duration BIGINT, rep_speech BIGINT, customer_speech BIGINT, monologue BIGINT,
  patience BIGINT, switches INTEGER, interruptions INTEGER, questions INTEGER, objections INTEGER,
  aggressive INTEGER, directive INTEGER, next_step BOOLEAN,
  team VARCHAR, effective_from INTEGER);
CREATE TABLE credit (seq BIGINT, rep_id VARCHAR, role VARCHAR, is_primary BOOLEAN);
CREATE TABLE answer (seq BIGINT, item VARCHAR, given INTEGER, lowest INTEGER, highest INTEGER);
CREATE TABLE caring (seq BIGINT, question VARCHAR, asked BOOLEAN);

-- The order and codes of the contract's enumerations, and ISO 4217 numbers (type 'Currency').
CREATE TABLE code (type VARCHAR, name VARCHAR, number INTEGER);

-- The rule set: one row, and what starts the remorse clock of a product line where it is not signing.
CREATE TABLE definition (
  remorse_days INTEGER, min_reversed_share INTEGER, regret_box INTEGER, happy_box INTEGER,
  unhappy_box INTEGER, pressured_box INTEGER, effort_box INTEGER, answer_window INTEGER,
  loyalty_window INTEGER, comeback_days INTEGER);
CREATE TABLE clock_start (product_line VARCHAR, starts VARCHAR);

-- R7: the number as known on a day is the fold of the facts that had arrived by then.
CREATE TABLE known_on (arrival_day INTEGER);
