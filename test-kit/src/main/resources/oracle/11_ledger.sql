-- Section 5 of the design: each delivered record ends in exactly one outcome, named by its reason.
CREATE OR REPLACE TEMP TABLE fact_outcome AS
SELECT f.customer, f.ord,
  CASE
    WHEN d.ord > f.ord THEN 'DEAL_DELETED'                                     -- R13
    WHEN f.kind = 'DELETED' THEN 'NONE'                                        -- R13: like a retraction (R3)
    WHEN f.family = 'CALL' AND f.deal_id IS NULL THEN 'NONE'                   -- R31
    WHEN f.family = 'REFERRAL' AND r.is_self THEN 'SELF_REFERRAL'              -- R33
    WHEN f.family = 'REFERRAL' AND r.deal_id IS NULL THEN 'NO_SIGNED_DEAL'     -- R33
    WHEN f.family = 'SURVEY' AND s.deal_id IS NULL THEN 'NO_SIGNED_DEAL'       -- R29
    WHEN k.deal_id IS NULL THEN 'NO_DEAL'                                      -- R42
    ELSE coalesce(w.ignored, 'NONE')                                           -- R13
  END AS reason
FROM fact f
LEFT JOIN deletion d USING (customer, deal_id)
LEFT JOIN referral r ON f.family = 'REFERRAL' AND r.customer = f.customer AND r.referral_id = f.referral_id
LEFT JOIN survey_fact s ON f.family = 'SURVEY' AND s.seq = f.seq
LEFT JOIN known_deal k ON k.customer = f.customer
  AND k.deal_id = CASE f.family WHEN 'SURVEY' THEN s.deal_id WHEN 'REFERRAL' THEN r.deal_id ELSE f.deal_id END
LEFT JOIN walk w ON f.family = 'DEAL' AND w.customer = f.customer AND w.ord = f.ord AND w.ignored IS NOT NULL;

CREATE OR REPLACE TEMP TABLE record_outcome AS
SELECT c.seq, c.source, c.family,
  CASE
    WHEN c.rejection IS NOT NULL THEN c.rejection                              -- R9
    WHEN r.seq IS NULL THEN 'ERASED'                                           -- R43
    WHEN r.content_hash <> r.standing_hash THEN 'CONFLICT'                     -- R4
    WHEN r.copy_number > 1 THEN 'IDENTICAL_COPY'                               -- R5
    WHEN r.version_rank > 1 THEN 'NEWER_VERSION'                               -- R5
    ELSE coalesce(o.reason, 'NONE')                                            -- R3: retractions count
  END AS reason
FROM checked c
LEFT JOIN remembered r USING (seq)
LEFT JOIN fact f USING (seq)
LEFT JOIN fact_outcome o ON o.customer = f.customer AND o.ord = f.ord;
