-- What the rules say of each deal that is won or lost.
CREATE OR REPLACE TEMP TABLE deal_outcome AS
SELECT d.customer, d.deal_id, d.status, h.rep_id, d.closed_day AS cohort_day,
  coalesce(w.verdict, 'NO_WORD') AS verdict, w.remorse_day,
  CASE WHEN w.remorse_day IS NOT NULL AND w.deed_day = w.remorse_day THEN 'TOOK_IT_BACK'
    WHEN w.remorse_day IS NOT NULL THEN 'STATED_REGRET'
    WHEN w.censored_day IS NOT NULL THEN 'OTHER_REVERSAL'
    WHEN w.unknown_reversal_day IS NOT NULL THEN 'UNKNOWN_REASON'
    WHEN w.partial THEN 'PARTIAL_REFUND' ELSE 'NONE' END AS remorse_reason,
  w.vote, w.referred_day, d.money.minor AS amount, d.money.currency AS currency
FROM deal d
JOIN holder h ON h.customer = d.customer AND h.deal_id = d.deal_id AND h.role = 'PRIMARY'
LEFT JOIN won w ON w.customer = d.customer AND w.deal_id = d.deal_id
WHERE d.status <> 'OPEN';
