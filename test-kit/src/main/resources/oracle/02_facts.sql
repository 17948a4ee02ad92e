-- R7: only what had arrived. R9: no fact from the future of its own arrival, none before 2000. What the
-- source does not say is null: an empty id would be somebody.
CREATE OR REPLACE TEMP TABLE checked AS
SELECT d.*,
  CASE WHEN d.occurred_at > d.arrival * 1000 + 5 * 60 * 1000000 THEN 'FUTURE'
       WHEN d.occurred_at < epoch_us(TIMESTAMP '2000-01-01 00:00:00') THEN 'RANGE'
       WHEN d.rep_id = '' OR d.deal_id = '' OR d.team = '' OR d.referred_by = '' OR d.answer_origin = ''
         THEN 'MISSING_FIELD'
       WHEN d.amount < 0 OR d.list_amount < 0 THEN 'RANGE'
  END AS rejection
FROM delivered d, known_on k
WHERE d.arrival_day <= k.arrival_day;

-- R43: an erasure at E covers every record of the customer that occurred at or before E, whenever it
-- arrives. What was forgotten cannot be a duplicate or a winning revision, so it goes first.
CREATE OR REPLACE TEMP TABLE erased AS
SELECT customer, max(occurred_at) AS until
FROM checked WHERE family = 'ERASURE' AND NOT retracted AND rejection IS NULL
GROUP BY customer;

-- R2, R3, R4, R5: identity, versions, conflicts, copies.
CREATE OR REPLACE TEMP TABLE remembered AS
SELECT c.*,
  -- R4: of different contents of one version the one with the smallest (arrival, hash) stays.
  first_value(c.content_hash) OVER (one_version ORDER BY c.arrival, c.content_hash) AS standing_hash,
  -- R5: identical copies beyond the first.
  row_number() OVER (PARTITION BY c.customer, c.family, c.source, c.event_id, c.revision,
    c.mapping_version, c.content_hash ORDER BY c.arrival, c.seq) AS copy_number,
  -- R3: the known version is the highest seen.
  dense_rank() OVER (PARTITION BY c.customer, c.family, c.source, c.event_id
    ORDER BY c.revision DESC, c.mapping_version DESC) AS version_rank
FROM checked c LEFT JOIN erased e ON e.customer = c.customer
WHERE c.rejection IS NULL
  AND (e.until IS NULL OR c.occurred_at > e.until OR c.family IN ('ERASURE', 'REP'))
WINDOW one_version AS (PARTITION BY c.customer, c.family, c.source, c.event_id, c.revision,
    c.mapping_version);

-- The facts that hold, in fact order (R1); within surveys and referrals the step decides. VARCHAR compares as
-- unsigned UTF-8 bytes in DuckDB.
CREATE OR REPLACE TEMP TABLE fact AS
SELECT r.*,
  row_number() OVER (PARTITION BY r.customer ORDER BY r.occurred_at,
    CASE r.family WHEN 'DEAL' THEN k.number WHEN 'SURVEY' THEN 1000 + k.number WHEN 'CALL' THEN 2000
      ELSE 3000 + k.number END,
    r.source, r.event_id) AS ord
FROM remembered r LEFT JOIN code k ON k.name = r.kind
  AND k.type = CASE r.family WHEN 'DEAL' THEN 'DealKind' WHEN 'SURVEY' THEN 'SurveyStep' ELSE 'ReferralStep' END
WHERE r.content_hash = r.standing_hash AND r.copy_number = 1 AND r.version_rank = 1
  AND NOT r.retracted AND r.family NOT IN ('ERASURE', 'REP');

-- R13: DELETED withdraws every fact that names the deal and comes before it in fact order.
CREATE OR REPLACE TEMP TABLE deletion AS
SELECT customer, deal_id, max(ord) AS ord FROM fact WHERE kind = 'DELETED' GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE live AS
SELECT f.* FROM fact f LEFT JOIN deletion d USING (customer, deal_id)
WHERE (d.ord IS NULL OR f.ord > d.ord) AND f.kind <> 'DELETED';
