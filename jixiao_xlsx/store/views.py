"""Two views for people who write SQL: the filings with which version is the newest, and the amounts of those."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

V_FILINGS = """
CREATE VIEW v_filings AS
SELECT f.id AS filing, f.sha256, f.form, f.edition, f.year, f.agency_code, f.agency_name, f.scope, f.subject_code,
  f.subject_name, f.source, d.sent_utc, d.last_sent_utc, f.modified_utc, r.records,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '退回') AS returns,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '说明') AS explains,
  (SELECT COUNT(*) FROM findings g WHERE g.filing = f.id AND g.severity = '提示') AS notes,
  CASE WHEN f.form IS NOT NULL AND r.records > 0 AND ROW_NUMBER() OVER (
    PARTITION BY f.form IS NOT NULL AND r.records > 0, f.form, f.year, f.odd_year, f.agency_code,
      CASE WHEN f.agency_code = '' THEN f.agency_name ELSE '' END, f.scope, f.subject_code,
      CASE WHEN f.subject_code = '' THEN f.subject_name ELSE '' END,
      CASE WHEN f.agency_code = '' AND f.agency_name = '' THEN f.id ELSE 0 END
    ORDER BY COALESCE(d.last_sent_utc, f.modified_utc, '') DESC, COALESCE(f.modified_utc, '') DESC, f.sha256 DESC
  ) = 1 THEN 1 ELSE 0 END AS newest
FROM filings f
JOIN (SELECT h.id, COUNT(k.filing) AS records FROM filings h LEFT JOIN records k ON k.filing = h.id GROUP BY h.id) r
  ON r.id = f.id
LEFT JOIN (
  SELECT sha256, MIN(first_utc) AS sent_utc,
    COALESCE(MAX(CASE WHEN place = '' THEN last_utc END), MAX(first_utc)) AS last_sent_utc
  FROM (
    SELECT sha256, place, MIN(sent_utc) AS first_utc, MAX(sent_utc) AS last_utc
    FROM (
      SELECT sha256, sent_utc, CASE WHEN message_id = '' AND sender = '' THEN '/' || origin ELSE '' END AS place
      FROM deliveries
    ) e GROUP BY sha256, place
  ) p GROUP BY sha256
) d ON d.sha256 = f.sha256
"""

V_AMOUNTS = """
CREATE VIEW v_amounts AS
SELECT v.form, v.year, v.agency_code, v.agency_name, v.scope, v.subject_code, v.subject_name, k.key, k.label, k.kind,
  k.value, k.number, k.measure, k.yuan, k.computed, v.newest, v.sha256
FROM v_filings v
JOIN (
  SELECT filing, key, label, kind, value, number, measure, yuan, 0 AS computed FROM records
  UNION ALL
  SELECT filing, key, label, kind, value, number, measure, yuan, 1 AS computed FROM figures
) k ON k.filing = v.filing
WHERE k.number IS NOT NULL
"""

# v_amounts reads v_filings.
VIEWS: Mapping[str, str] = MappingProxyType({"v_filings": V_FILINGS, "v_amounts": V_AMOUNTS})
"""Each view's statement, in the order in which one needs the other."""
